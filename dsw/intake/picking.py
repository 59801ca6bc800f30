"""Choosing by hand which column holds what: a file's columns, a first guess, the mapping of a choice."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address

from pydantic import ValidationError

from dsw.errors import MappingError
from dsw.intake.days import SlashOrder, read_moment
from dsw.intake.headers import Layout, first_rows, nameless_header
from dsw.intake.mapping import OWN_SOURCE, FieldName, FormMapping, all_mappings, header_key, headers_of
from dsw.intake.remembered import Forms
from dsw.intake.table import Table
from dsw.intake.values import is_missing, repaired
from dsw.plan import as_data_error

#: What a person can pick a column for, in the order in which it is asked. The rest is of our own export.
PICKED = (
    FieldName.NAAM,
    FieldName.ORGANISATIE,
    FieldName.SOORT,
    FieldName.CONTACTPERSOON,
    FieldName.E_MAIL,
    FieldName.DOELGROEP,
    FieldName.REGIO,
    FieldName.GEMEENTE,
    FieldName.PROVINCIE,
    FieldName.ACTIES,
    FieldName.BEZIG_MET,
    FieldName.TOELICHTING,
    FieldName.LINK,
    FieldName.ONDERTEKEND_OP,
    FieldName.GEWIJZIGD_OP,
    FieldName.NAAM_TONEN,
    FieldName.MAIL_TOESTEMMING,
    FieldName.EXTERN_NUMMER,
    FieldName.CONCEPT,
)
#: Of these more columns can be picked: of a name they are put together, of actions they are added up.
SEVERAL = frozenset({FieldName.NAAM, FieldName.ACTIES, FieldName.BEZIG_MET})
_SAMPLES, _LOOKED_AT, _SAMPLE_LENGTH = 3, 200, 60
#: A mapping's way to say that a name of an organisation makes the signer one.
_INFER = "afleiden"
_SLUG = re.compile(r"[^a-z0-9]+")
#: What a copy of a download is called: "(2)", "(1-50)".
_COPY = re.compile(r"\(\d+(?:-\d+)?\)")
#: Headers of what must never be stored, beside those the mappings name.
_SECRET = re.compile(r"\b(?:ip|ip-?adres|ip address|remote addr|token|wachtwoord|password|bsn)\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file.

    Attributes:
        header: what a mapping calls it; two with the same header are one to it.
        letters: where it stands, as a spreadsheet shows it.
        samples: some of what stands in it, cut to a readable length.
        never: it holds what must not be stored.
    """

    header: str
    letters: str
    samples: tuple[str, ...]
    never: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which column holds what.

    Attributes:
        columns: the headers picked for each field.
        group: the stakeholder group of all rows, where no column says it; 0 for none.
        slashes: what 7/2/26 means, where the days do not tell.
    """

    columns: Mapping[FieldName, tuple[str, ...]] = field(default_factory=dict)
    group: int = 0
    slashes: SlashOrder = SlashOrder.DAY_FIRST


def likely_header(table: Table) -> int:
    """The number of the row that looks most like a header: many short texts that are not alike."""
    return max(first_rows(table), key=lambda row: (_headerness(row[1]), -row[0]))[0]


def _headerness(cells: Sequence[str]) -> int:
    return sum(map(_is_question, {header_key(cell) for cell in cells if cell.strip()}))


def _is_question(said: str) -> bool:
    """Whether this is rather a question than an answer."""
    is_day = read_moment(said, SlashOrder.DAY_FIRST) is not None
    return any(map(str.isalpha, said)) and "@" not in said and not is_day


def columns_of(table: Table, number: int) -> tuple[Column, ...]:
    """The columns that hold something, in order; of those with one header the first.

    Args:
        number: the row of the header.
    """
    header = [_title(cell) for cell in table.rows[number - 1]]
    width = max(len(row) for row in table.rows[number - 1 : number + _LOOKED_AT])
    samples = [_samples(table, number, at) for at in range(width)]
    header += [""] * (width - len(header))
    found: dict[str, Column] = {}
    for at, (title, told) in enumerate(zip(header, samples, strict=True)):
        if title or told:
            name = title or nameless_header(at)
            never = _is_secret(name, told)
            found.setdefault(
                header_key(name), Column(name, _letters(at), () if never else tuple(map(_cut, told)), never)
            )
    return tuple(found.values())


def _title(cell: str) -> str:
    """A header on one line, without the mark of a required question: at its end that would mean anything."""
    return " ".join(repaired(cell).split()).rstrip(" *:")


def _samples(table: Table, number: int, at: int) -> list[str]:
    rows = table.rows[number : number + _LOOKED_AT]
    told = (" ".join(repaired(row[at]).split()) for row in rows if at < len(row))
    return list(dict.fromkeys(text for text in told if not is_missing(text)))[:_SAMPLES]


def _cut(said: str) -> str:
    return said if len(said) <= _SAMPLE_LENGTH else said[:_SAMPLE_LENGTH].rstrip() + "…"


def _is_secret(header: str, samples: Sequence[str]) -> bool:
    key = header_key(header)
    named = {header_key(one) for mapping in all_mappings() for one in mapping.never}
    return key in named or bool(_SECRET.search(key)) or bool(samples and all(map(_is_address, samples)))


def _is_address(said: str) -> bool:
    """Whether this is where a computer was on the network."""
    try:
        return bool(ip_address(said)) and not said.isdigit()
    except ValueError:
        return False


def _letters(at: int) -> str:
    letters, number = "", at + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def guessed(columns: Iterable[Column], forms: Forms) -> Choice:
    """What the headers say of themselves, by what other forms call them.

    Args:
        forms: what the staff chose before.
    """
    known = _known_headers(forms)
    picked: dict[FieldName, tuple[str, ...]] = {}
    for column in columns:
        name = known.get(header_key(column.header))
        if name and not column.never and (name in SEVERAL or name not in picked):
            picked[name] = (*picked.get(name, ()), column.header)
    if len(picked.get(FieldName.NAAM, ())) > 1:
        picked[FieldName.NAAM] = picked[FieldName.NAAM][:1]
    return Choice(picked)


def _known_headers(forms: Forms) -> Mapping[str, FieldName]:
    """The field of each header that some mapping knows."""
    chosen = list(_readable(forms))
    own = {header_key(name.value.replace("_", " ")): name for name in PICKED}
    told = {
        header_key(header): name
        for mapping in (*all_mappings(), *chosen)
        for name, columns in mapping.columns.items()
        if name in PICKED
        for header in headers_of(columns)
    }
    return {**own, **told}


def _readable(forms: Forms) -> Iterator[FormMapping]:
    for form in forms.rows:
        with suppress(MappingError):
            yield form.read()


def as_chosen(layout: Layout, columns: Iterable[Column]) -> Choice:
    """What a mapping reads, as somebody could have chosen it; what it can do besides is not in there."""
    mapping, there = layout.mapping, {header_key(column.header): column.header for column in columns}
    picked = {
        name: headers
        for name in PICKED
        if name in mapping.columns and (headers := tuple(_standing(mapping, name, there)))
    }
    group = mapping.constants.get(FieldName.DOELGROEP, "0")
    return Choice(picked, int(group) if group.isdigit() else 0, mapping.slashes)


def _standing(mapping: FormMapping, name: FieldName, there: Mapping[str, str]) -> Iterator[str]:
    """The headers of a field that the file has: all where more can be picked, else the first."""
    for header in headers_of(mapping.columns[name]):
        start = header_key(header[:-1]) if header.endswith("*") else None
        keys = [header_key(header)] if start is None else [key for key in there if key.startswith(start)]
        for key in keys:
            if key in there:
                yield there[key]
                if name not in SEVERAL:
                    return


def chosen_mapping(
    name: str, choice: Choice, columns: Iterable[Column], forms: Forms, base: Layout | None = None
) -> FormMapping:
    """The mapping of a choice.

    Args:
        name: what somebody calls the form.
        columns: all columns of the file: what was not picked is known, and not read.
        forms: what the staff chose before: a form with the same name has the same source.
        base: what was adjusted; a field that was left alone stays as it is there.

    Raises:
        MappingError: a field is lacking without which no row can go in, or the name is of our own export.
    """
    slug = slug_of(name)
    if not slug or OWN_SOURCE in (slug, source := forms.source_of(slug)):
        raise MappingError("indeling.naam")
    _check_enough(choice)
    columns = tuple(columns)
    told = {**_kept(choice, columns, base), **_asked(choice, columns)}
    try:
        return FormMapping.model_validate(
            {"naam": slug, "omschrijving": name.strip(), "bron": source, **told}
        )
    except ValidationError as error:
        mistake = as_data_error(slug, error)
        raise MappingError(mistake.key, **mistake.values) from error


def slug_of(name: str) -> str:
    """A name as mappings have it: small letters, digits and dashes."""
    apart = unicodedata.normalize("NFKD", _COPY.sub("", name).casefold())
    return _SLUG.sub("-", "".join(one for one in apart if not unicodedata.combining(one))).strip("-")[:40]


def _check_enough(choice: Choice) -> None:
    picked = choice.columns
    if not picked.get(FieldName.NAAM) and not picked.get(FieldName.ORGANISATIE):
        raise MappingError("indeling.wie")
    if not picked.get(FieldName.DOELGROEP) and not choice.group:
        raise MappingError("indeling.doelgroep")
    headers = [header_key(header) for name in PICKED for header in picked.get(name, ())]
    twice = next((header for header in headers if headers.count(header) > 1), None)
    if twice:
        raise MappingError("indeling.twee_keer", kolom=twice)


def _asked(choice: Choice, columns: Sequence[Column]) -> dict[str, object]:
    """What a choice says of itself."""
    picked = [header for name in PICKED for header in choice.columns.get(name, ())]
    used = set(map(header_key, picked))
    rest = [column for column in columns if header_key(column.header) not in used]
    return {
        "schuine_streep": choice.slashes,
        "herken": tuple(picked),
        "nooit": tuple(column.header for column in rest if column.never),
        "negeren": tuple(column.header for column in rest if not column.never),
    }


def _kept(choice: Choice, columns: Sequence[Column], base: Layout | None) -> dict[str, object]:
    """The columns of a choice; where it says what the mapping before it says, as that has it."""
    before = as_chosen(base, columns) if base else Choice()
    mapping = base.mapping if base else None
    specs: dict[FieldName, object] = {}
    for name in PICKED:
        picked = choice.columns.get(name, ())
        if mapping and name in mapping.columns and picked == before.columns.get(name, ()):
            specs[name] = mapping.columns[name]
        elif picked:
            specs[name] = _spec(name, picked)
    constants: dict[FieldName, str] = {} if FieldName.SOORT in specs else {FieldName.SOORT: _INFER}
    if choice.group and FieldName.DOELGROEP not in choice.columns:
        constants[FieldName.DOELGROEP] = str(choice.group)
        specs.pop(FieldName.DOELGROEP, None)
    told: dict[str, object] = {"kolommen": specs, "vast": constants}
    if mapping:
        told |= {"vertaal": mapping.translations, "kies": mapping.only, "per_optie": mapping.per_option}
    return told


def _spec(name: FieldName, picked: tuple[str, ...]) -> object:
    if len(picked) == 1:
        return picked[0]
    return {"samen": picked} if name is FieldName.NAAM else picked
