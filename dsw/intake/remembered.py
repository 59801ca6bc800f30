"""Forms whose mapping the staff chose before: known by their header, and read by themselves the next time."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import yaml
from sqlalchemy import select

from dsw.errors import DataError, MappingError
from dsw.intake.mapping import FormMapping, all_mappings, header_key
from dsw.intake.values import repaired
from dsw.plan import parse_strict
from dsw.store import Reader, Writer
from dsw.store.schema import form_mapping


@dataclass(frozen=True, slots=True)
class Remembered:
    """A form the staff chose a mapping for.

    Attributes:
        name: the mapping's; header: digest of the form's header.
        mapping: YAML, read when it is needed: one that no longer fits stops nothing else.
    """

    name: str
    header: str
    mapping: str

    def read(self) -> FormMapping:
        """The mapping.

        Raises:
            MappingError: it does not fit this version of the product.
        """
        try:
            mapping = parse_strict(self.mapping, self.name, FormMapping)
        except DataError as error:
            raise MappingError(error.key, **error.values) from error
        assert mapping.actions  # a wrong code must show now, not at the first row that has it
        return mapping


@dataclass(frozen=True)
class Forms:
    """All of them.

    Attributes:
        rows: in the order in which they were chosen.
    """

    rows: Sequence[Remembered] = field(default_factory=tuple)

    @cached_property
    def by_header(self) -> Mapping[str, Remembered]:
        """The newest mapping of each header."""
        return {one.header: one for one in self.rows}

    @cached_property
    def by_name(self) -> Mapping[str, Remembered]:
        """The newest mapping of each name."""
        return {one.name: one for one in self.rows}

    def source_of(self, name: str) -> str:
        """The source of the rows of a form: that of the mapping with its name, or the name itself."""
        known = {mapping.name: mapping.source for mapping in all_mappings()}
        return self.by_name[name].read().source if name in self.by_name else known.get(name, name)


NO_FORMS = Forms()


def header_digest(cells: Sequence[str]) -> str:
    """What a header is known by: its questions in order, however they are spaced; "" when it has none."""
    keys = [header_key(repaired(cell)) for cell in cells]
    while keys and not keys[-1]:
        keys.pop()
    return hashlib.sha256("\n".join(keys).encode("utf-8", "surrogatepass")).hexdigest() if keys else ""


def remembered_forms(db: Reader) -> Forms:
    """The forms the staff chose a mapping for."""
    columns = form_mapping.c
    query = select(columns.name, columns.header, columns.mapping).order_by(columns.revision)
    return Forms(tuple(Remembered(row.name, row.header, row.mapping) for row in db.rows(query)))


def remember_form(tx: Writer, mapping: FormMapping, header: str) -> None:
    """Read a form with this header by this mapping from here on.

    Args:
        header: its digest.
    """
    row = {"name": mapping.name, "revision": tx.revision, "header": header, "mapping": as_yaml(mapping)}
    tx.add(form_mapping, [row])


def as_yaml(mapping: FormMapping) -> str:
    """A mapping as it stands in ``data/mappings``."""
    told = mapping.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
