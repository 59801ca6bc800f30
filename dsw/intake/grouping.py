"""Which submissions are about one signatory: in the file, and in the register.

Rows that carry something the register remembers (a reference, a number) come first. The others are told by
their face: address and name, or name and regions. They look among the former as those finally are, so that a
file makes the same groups the next time, when the register knows them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from dsw.intake.decisions import Pair
from dsw.intake.known import Known
from dsw.intake.submission import Key, Submission, joined, latest_of, newest

#: All that decides with which others a submission is put.
_KNOWN_BY = attrgetter("source", "kind", "name", "external_id", "ref", "origins", "regions", "email")


@dataclass(frozen=True, slots=True)
class Group:
    """The submissions about one signatory.

    Attributes:
        target: its number in the register; None when it is new.
        parts: the submissions; counts: the one that says how it is; said: what they say together.
        same: the register has seen the one that counts before, just so.
        torn: the fields in which the parts contradict each other.
    """

    target: int | None
    parts: tuple[Submission, ...]
    counts: Submission
    said: Submission
    same: bool
    torn: tuple[str, ...] = ()

    def face(self, known: Known) -> Key:
        """What its signatory will be recognised by once it is booked."""
        if self.target not in known.profiles or self.target is None:
            return self.said.face
        return known.face(self.target) if self.same else known.face_after(self.target, self.said)


#: One side of a pair: a row, or a signatory that is there.
_End: TypeAlias = tuple[int, int]
_ROW, _THERE = 0, 1


@dataclass(frozen=True, slots=True)
class _Bond:
    """Rows that somebody decided to be about one signatory.

    Attributes:
        first: the first of the rows; target: the signatory's number, where it is in the register.
    """

    first: int
    target: int | None


def grouped(
    submissions: Sequence[Submission], known: Known, per_pledge: bool, same: Iterable[Pair] = ()
) -> list[Group]:
    """The submissions of each signatory together, in order of the file.

    Args:
        known: the register.
        per_pledge: each submission holds one pledge; they are added up instead of replacing each other.
        same: rows that somebody decided to be about one signatory.
    """
    heaps, bonds = _Heaps(), _bonds(same, known)
    owners: dict[int, tuple[Key, ...]] = {}
    for run in _runs(one for one in submissions if one.is_remembered):
        bond = _bond_of(run, bonds)
        target = known.recall(run[0]) or _decided(bond) or _first_to_find(run[0], known, owners)
        heaps.put(run, target, [*(known.unknown(run[0].tokens) if target else run[0].keys), *_names(bond)])
    firm = [_group(heap, known, per_pledge) for heap in heaps.all()]
    heaps.rename(group.face(known) for group in firm)
    taken = {group.target for group in firm}
    for one in submissions:
        if not one.is_remembered:
            bond = _bond_of([one], bonds)
            target = known.recall(one) or _decided(bond)
            if target is None and (facing := known.find(one)) not in taken:
                target = facing
            heaps.put([one], target, (one.face, *_names(bond)))
    return sorted(
        (_group(heap, known, per_pledge) for heap in heaps.all()), key=lambda group: group.said.rows
    )


def _bonds(same: Iterable[Pair], known: Known) -> Mapping[int, _Bond]:
    """What binds each row that was decided about, to others and to who still stands in the register."""
    bound: dict[_End, set[_End]] = defaultdict(set)
    for pair in same:
        if pair.signatory and pair.signatory not in known.profiles:
            continue
        row, other = (_ROW, pair.row), (_THERE, pair.signatory) if pair.signatory else (_ROW, pair.other)
        bound[row].add(other)
        bound[other].add(row)
    bonds: dict[int, _Bond] = {}
    for start in sorted(end for end in bound if end[0] == _ROW):
        if start[1] not in bonds:
            together = _together(start, bound)
            rows = [number for kind, number in together if kind == _ROW]
            there = [number for kind, number in together if kind == _THERE]
            bonds |= dict.fromkeys(rows, _Bond(min(rows), min(there, default=None)))
    return bonds


def _together(start: _End, bound: Mapping[_End, set[_End]]) -> set[_End]:
    """All that hangs together with one end."""
    found, waiting = set(), [start]
    while waiting:
        found.add(one := waiting.pop())
        waiting += bound[one] - found
    return found


def _bond_of(some: Iterable[Submission], bonds: Mapping[int, _Bond]) -> _Bond | None:
    if not bonds:
        return None
    return next((bonds[row] for one in some for row in one.rows if row in bonds), None)


def _decided(bond: _Bond | None) -> int | None:
    return bond.target if bond else None


def _is_bond(name: object) -> bool:
    return isinstance(name, tuple) and isinstance(name[0], _Bond)


def _names(bond: _Bond | None) -> tuple[Key, ...]:
    """What a bond adds to what rows are known by."""
    return ((bond,),) if bond else ()


def _first_to_find(one: Submission, known: Known, owners: dict[int, tuple[Key, ...]]) -> int | None:
    """Whom a row with a number is about by address and name: of rows with other numbers only the first."""
    target = known.find(one)
    return target if target is None or owners.setdefault(target, one.tokens) == one.tokens else None


def _runs(submissions: Iterable[Submission]) -> Iterator[list[Submission]]:
    """Submissions that follow each other and are known by all the same: they are looked up once."""
    return (list(same) for _known_by, same in groupby(submissions, _KNOWN_BY))


@dataclass(slots=True, eq=False)
class _Heap:
    """Submissions about one signatory.

    Attributes:
        target: its number in the register; None while nobody knows it.
        into: the heap it was put together with; None while it stands by itself.
        group: what was made of it; None when something came in since.
    """

    target: int | None = None
    parts: list[Submission] = field(default_factory=list)
    into: "_Heap | None" = None
    group: Group | None = None


class _Heaps:
    """Submissions put together by what they are known by."""

    def __init__(self) -> None:
        self._heaps: list[_Heap] = []
        self._named: dict[object, _Heap] = {}

    def all(self) -> list[_Heap]:
        """The heaps that hold something."""
        return [heap for heap in self._heaps if heap.parts]

    def rename(self, faces: Iterable[Key]) -> None:
        """Let each heap be known by its signatory, this face and what binds it; of two faces the first is."""
        named = self._named.items()
        bound: dict[object, _Heap] = {name: _last(heap) for name, heap in named if _is_bond(name)}
        self._named = {**bound, **{heap.target: heap for heap in self.all() if heap.target}}
        for heap, face in zip(self.all(), faces, strict=True):
            self._named.setdefault(face, heap)

    def put(self, some: Sequence[Submission], target: int | None, keys: Iterable[Key]) -> None:
        """Put submissions that are known by the same with the ones they belong to, and those together.

        Args:
            target: their signatory's number in the register; two numbers never come together.
            keys: what they are known by in the file.
        """
        names: list[object] = [target, *keys] if target else list(keys)
        heap = _Heap(target)
        for other in dict.fromkeys(_last(self._named[name]) for name in names if name in self._named):
            if None in (heap.target, other.target) or heap.target == other.target:
                heap = self._joined(other, heap)
        if not heap.parts:
            self._heaps.append(heap)
        heap.parts += some
        heap.group = None
        for name in names:
            self._named.setdefault(name, heap)

    def _joined(self, first: _Heap, second: _Heap) -> _Heap:
        if len(first.parts) < len(second.parts):
            first, second = second, first
        first.target = first.target or second.target
        first.parts += second.parts
        second.parts, second.into = [], first
        return first


def _last(heap: _Heap) -> _Heap:
    """The heap that a heap has become part of."""
    while heap.into:
        heap.into = heap.into.into or heap.into  # half the way next time
        heap = heap.into
    return heap


def _group(heap: _Heap, known: Known, per_pledge: bool) -> Group:
    if heap.group is None:
        parts = sorted(heap.parts, key=lambda one: (not one.is_remembered, one.rows))
        counts = parts[0] if per_pledge else newest(parts)
        same = known.remembers(counts, heap.target)
        said = parts[0]
        torn: tuple[str, ...] = ()
        if len(parts) > 1 and per_pledge:
            said, torn = joined(parts, known.signer(heap.target))
        elif len(parts) > 1:
            said = latest_of(parts)
        if not said.ref:
            said = replace(said, ref=next((one.ref for one in parts if one.ref), ""))
        heap.group = Group(heap.target, tuple(parts), counts, said, same, torn)
    return heap.group
