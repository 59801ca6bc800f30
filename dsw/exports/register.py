"""The register as rows: all of it for the staff, as the intake reads it back; for all, who consents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import select

from dsw.domain import PledgeStance, Profile, Stance, replay
from dsw.exports.cells import Row
from dsw.exports.rulings import Scope, allowed
from dsw.garbage import uncollected
from dsw.plan import load_plan
from dsw.settings import today
from dsw.store import Contact, Identity, Reader, Store, Words
from dsw.store.reading import chunks
from dsw.store.schema import origin, signatory
from dsw.tables import Column, ColumnKind
from dsw.weblinks import web_address

#: The columns, in this order; each is explained below ``uitvoer.kolom`` in the texts.
COLUMNS = (
    *("kenmerk", "soort", "naam", "doelgroep", "regio", "planversie", "ondertekend_op", "naam_tonen"),
    *("contactpersoon", "e_mail", "mail_toestemming", "bron", "bronnummer"),
    *("actie", "toegezegd_op", "streefdatum", "status", "status_sinds", "laatst_gehoord"),
    *("obstakel", "bewijs", "toelichting", "link", "vraag", "reden"),
)
#: Columns that need more room than others.
WIDTHS = MappingProxyType({"kenmerk": 34, "naam": 36, "toelichting": 50, "vraag": 40, "reden": 40})
_NO_PLEDGE: Row = ("",) * (len(COLUMNS) - COLUMNS.index("actie"))
#: Signatories that stand in memory together.
_TOGETHER = 2_000
_SILENCE = Words()


def columns_in(scope: Scope) -> tuple[str, ...]:
    """The columns of the register that a file of this scope may have.

    Raises:
        KeyError: nobody ruled on one of them.
    """
    return tuple(column for column in COLUMNS if allowed(column, scope))


def plain_columns(names: Sequence[str]) -> tuple[Column, ...]:
    """Columns whose numbers are written as they are."""
    return tuple(Column(name, ColumnKind.TEXT) for name in names)


@uncollected()
def register_rows(store: Store, op: date | None = None) -> list[Row]:
    """One row per standing pledge, or one row for a signatory without pledges; by reference, then action.

    Args:
        store: the register.
        op: as everything stood at the end of this day; without it, today. Names and contacts are the latest.

    Raises:
        StoreError: the database cannot be read.
    """
    with store.read() as db:
        return list(read_rows(db, op or today()))


def read_rows(db: Reader, op: date, scope: Scope = Scope.BEHEER) -> Iterator[Row]:
    """The rows as ``register_rows`` gives them, some signatories at a time.

    Args:
        scope: for the public, those alone who want to be named, and the columns that tell what pages tell.
    """
    if scope is Scope.BEHEER:
        yield from _rows(db, op)
        return
    places = [COLUMNS.index(column) for column in columns_in(scope)]
    named, link = COLUMNS.index("naam_tonen"), COLUMNS.index("link")
    for row in _rows(db, op):
        if row[named] == yes(True):
            safe = (*row[:link], web_address(str(row[link])), *row[link + 1 :])
            yield tuple(safe[place] for place in places)


def standing(db: Reader, op: date) -> Iterator[tuple[dict[int, Stance], "People"]]:
    """Who stands at the end of a day, by reference and some at a time; and who they are."""
    refs = {row.id: row.ref for row in db.rows(select(signatory.c.id, signatory.c.ref))}
    numbers = sorted(refs, key=refs.__getitem__)
    for start in range(0, len(numbers), _TOGETHER):
        stances = dict(_stances(db, numbers[start : start + _TOGETHER], op))
        yield stances, People.read(db, refs, stances)


def _rows(db: Reader, op: date) -> Iterator[Row]:
    for stances, people in standing(db, op):
        reports = (pledge.report for stance in stances.values() for pledge in stance.pledges.values())
        words = db.words_of(number for number in reports if number)
        for number, stance in stances.items():
            whom = people.cells(number, stance)
            pledges = sorted(stance.pledges.values(), key=lambda pledge: pledge.action)
            for pledge in pledges:
                yield whom + _pledge_cells(pledge, words.get(pledge.report, _SILENCE))
            if not pledges:
                yield whom + _NO_PLEDGE


@dataclass(frozen=True)
class People:
    """Who signatories are, by number."""

    refs: Mapping[int, str]
    names: Mapping[int, Identity]
    contacts: Mapping[int, Contact]
    origins: Mapping[int, tuple[str, str]]

    @classmethod
    def read(cls, db: Reader, refs: Mapping[int, str], signatories: Collection[int]) -> "People":
        """Those of these signatories that are known."""
        origins: dict[int, tuple[str, str]] = {}
        columns = (origin.c.signatory_id, origin.c.source, origin.c.external_id)
        for some in chunks(signatories):
            query = select(*columns).where(origin.c.signatory_id.in_(some))
            for row in db.rows(query.order_by(origin.c.source.desc(), origin.c.external_id.desc())):
                origins[row.signatory_id] = (row.source, row.external_id)
        return cls(refs, db.names_of(signatories), db.contacts_of(signatories), origins)

    def cells(self, number: int, stance: Stance) -> Row:
        """The cells about one signatory."""
        assert stance.profile
        assert stance.signed_on
        identity = self.names.get(number, Identity(number, "", show_name=False))
        contact = self.contacts.get(number, Contact())
        return (
            self.refs[number],
            *_profile_cells(stance.profile, identity.name),
            stance.plan_version or "",
            stance.signed_on,
            yes(identity.show_name),
            contact.name,
            contact.email,
            yes(contact.mail_consent),
            *self.origins.get(number, ("", "")),
        )


def _profile_cells(profile: Profile, name: str) -> Row:
    return profile.kind.value, name, profile.group, "; ".join(profile.regions)


def _pledge_cells(pledge: PledgeStance, words: Words) -> Row:
    """The cells about one pledge; what nobody ever reported stays empty."""
    return (
        load_plan().code_of(pledge.action),
        pledge.pledged_on,
        pledge.due or "",
        pledge.status.value if pledge.status_since else "",
        pledge.status_since or "",
        pledge.heard_on or "",
        pledge.obstacle.value if pledge.obstacle else "",
        pledge.evidence.value if pledge.evidence else "",
        words.words,
        words.link,
        words.ask,
        words.reason,
    )


def yes(answer: bool) -> str:
    """An answer as files have it."""
    return "ja" if answer else "nee"


def _stances(db: Reader, signatories: Sequence[int], op: date) -> Iterator[tuple[int, Stance]]:
    """How those of these signatories that stand at the end of a day stand then."""
    histories = db.histories(signatories)
    for number in signatories:
        stance, _idle = replay(event for event in histories.get(number, ()) if event.day <= op)
        if stance.profile:
            yield number, stance
