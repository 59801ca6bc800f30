"""Every row by itself and beside the row it points at."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, Select, Table, and_, func, or_, select

from dsw.audit.finding import Finding
from dsw.domain import PLEDGE_FACTS, Evidence, Fact, Kind, Obstacle, Status
from dsw.plan import load_plan
from dsw.regions import ONBEKEND, load_regions
from dsw.store import Reader
from dsw.store.schema import (
    change,
    clock,
    entry,
    event,
    identity,
    metadata,
    pledge,
    profile,
    signatory,
    words,
)

#: Columns that hold a word from a fixed list.
_WORDS: tuple[tuple[Column[str], type[StrEnum]], ...] = (
    (event.c.fact, Fact),
    (event.c.status, Status),
    (event.c.obstacle, Obstacle),
    (event.c.evidence, Evidence),
    (profile.c.kind, Kind),
)
#: What an event of a kind cannot do without.
_NEEDS: Mapping[Fact, tuple[Column[object], ...]] = MappingProxyType(
    {
        Fact.SIGNED: (event.c.profile_id,),
        Fact.REPROFILED: (event.c.profile_id,),
        Fact.REPORTED: (event.c.pledge_id, event.c.status),
        Fact.ANNULLED: (event.c.cancels,),
        **dict.fromkeys(PLEDGE_FACTS - {Fact.REPORTED}, (event.c.pledge_id,)),
    }
)
#: What somebody may write something with.
_TOLD = (Fact.REPORTED.value, Fact.PLEDGED.value)
_NUMBERED = (event, entry, signatory, pledge, profile)
_earlier = event.alias("earlier")


def check_rows(db: Reader) -> Iterator[Finding]:
    """What is wrong with single rows, the clock and the change log."""
    yield from _lost(db)
    yield from _unknown_words(db)
    yield from _incomplete(db)
    yield from _misplaced(db)
    yield from _profiles(db)
    yield from _clock(db)
    yield from _orders(db)


def _lost(db: Reader) -> Iterator[Finding]:
    """Rows that point at nothing."""
    for table in metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            parent = key.column.table.alias("parent")
            same = parent.c[key.column.name] == key.parent
            there = select(parent.c[key.column.name]).where(same).exists()
            count = db.count(select(key.parent).where(key.parent.is_not(None), ~there))
            if count:
                values = {"tabel": table.name, "kolom": key.parent.name, "aantal": count}
                yield Finding("rij.verwijst_naar_niets", values, unreadable=True)


def _unknown_words(db: Reader) -> Iterator[Finding]:
    for column, known in _WORDS:
        for (word,) in db.rows(select(column).distinct().where(column.is_not(None)).order_by(column)):
            if word not in set(known):
                values = {"tabel": column.table.name, "kolom": column.name, "waarde": word}
                yield Finding("waarde.onbekend", values, unreadable=True)


def _incomplete(db: Reader) -> Iterator[Finding]:
    """Events without what their kind needs, and rows nothing tells the story of."""
    for fact, columns in _NEEDS.items():
        empty = or_(*(column.is_(None) for column in columns))
        for (number,) in db.rows(select(event.c.id).where(event.c.fact == fact.value, empty)):
            values = {"gebeurtenis": number, "feit": fact}
            yield Finding("gebeurtenis.onvolledig", values, unreadable=True)
    for key, table, other in (
        ("ondertekenaar.zonder_naam", signatory, select(identity.c.signatory_id)),
        ("ondertekenaar.zonder_handtekening", signatory, _told(Fact.SIGNED, event.c.signatory_id)),
        ("toezegging.zonder_gebeurtenis", pledge, _told(Fact.PLEDGED, event.c.pledge_id)),
    ):
        for (number,) in db.rows(select(table.c.id).where(table.c.id.not_in(other)).order_by(table.c.id)):
            yield Finding(key, {"nummer": number})


def _told(fact: Fact, column: Column[int]) -> Select[Any]:
    return select(column).where(event.c.fact == fact.value, column.is_not(None))


def _misplaced(db: Reader) -> Iterator[Finding]:
    """Rows that belong to somebody or something else."""
    strange = {
        "gebeurtenis.andermans_toezegging": select(event.c.id)
        .join(pledge, pledge.c.id == event.c.pledge_id)
        .where(pledge.c.signatory_id != event.c.signatory_id),
        "gebeurtenis.annuleert_andere": select(event.c.id)
        .join(_earlier, _earlier.c.id == event.c.cancels)
        .where(or_(_earlier.c.signatory_id != event.c.signatory_id, _earlier.c.id >= event.c.id)),
        "woorden.bij_ander_feit": select(words.c.event_id)
        .join(event, event.c.id == words.c.event_id)
        .where(or_(event.c.fact.not_in(_TOLD), event.c.signatory_id != words.c.signatory_id)),
        "boeking.zonder_bedrag": select(entry.c.id).where(entry.c.amount == 0),
        "toezegging.actie_onbekend": select(pledge.c.id).where(
            ~pledge.c.action.between(1, len(load_plan().actions))
        ),
    }
    for key, query in strange.items():
        for (number,) in db.rows(query):
            yield Finding(key, {"nummer": number})


def _profiles(db: Reader) -> Iterator[Finding]:
    regions, groups = load_regions(), len(load_plan().sections)
    for number, row in enumerate(db.rows(select(profile).order_by(profile.c.id)), 1):
        if row.id != number:
            yield Finding("profiel.nummer", {"nummer": row.id, "verwacht": number}, unreadable=True)
            return
        codes = row.regions.split()
        known = all(code in regions and code != ONBEKEND for code in codes)
        if not known or codes != sorted(set(codes)):
            yield Finding("profiel.regio", {"nummer": row.id}, unreadable=not known)
        if not 1 <= row.group_no <= groups:
            yield Finding("profiel.doelgroep", {"nummer": row.id, "doelgroep": row.group_no})


def _clock(db: Reader) -> Iterator[Finding]:
    """The clock is ahead of every number, and the change log has a line for each of its ticks."""
    clocks = db.rows(select(clock))
    if len(clocks) != 1:
        yield Finding("klok.ontbreekt", {"aantal": len(clocks)}, unreadable=True)
        return
    highest = db.rows(select(func.max(change.c.revision)))[0][0] or 0
    count = db.count(select(change.c.revision))
    if highest != clocks[0].revision or count != clocks[0].revision:
        values = {"klok": clocks[0].revision, "logboek": highest, "aantal": count}
        yield Finding("klok.revisie", values)
    for table in _NUMBERED:
        highest = db.rows(select(func.max(table.c.id)))[0][0] or 0
        following = getattr(clocks[0], f"next_{table.name}")
        if following <= highest:
            values = {"tabel": table.name, "klok": following, "hoogste": highest}
            yield Finding("klok.nummer", values)


def _orders(db: Reader) -> Iterator[Finding]:
    """A later transaction gives higher numbers."""
    for table in (event, entry, signatory, pledge):
        if number := _out_of_order(db, table):
            yield Finding("nummer.volgorde", {"tabel": table.name, "nummer": number})


def _out_of_order(db: Reader, table: Table) -> int:
    """The first number with a lower revision than the number before it; 0 when there is none."""
    before = func.lag(table.c.revision).over(order_by=table.c.id)
    numbered = select(table.c.id, table.c.revision, before.label("before")).subquery()
    query = select(func.min(numbered.c.id)).where(
        and_(numbered.c.before.is_not(None), numbered.c.revision < numbered.c.before)
    )
    return db.rows(query)[0][0] or 0
