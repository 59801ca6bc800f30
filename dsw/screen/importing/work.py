"""A file under way: what was read of it, what was decided, and what it would do. It lives in one session."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import escape

import streamlit as st

from dsw.errors import DswError, MappingError
from dsw.intake.decisions import Decisions, Pair
from dsw.intake.findings import Finding, FindingKind
from dsw.intake.headers import Layout
from dsw.intake.mapping import OWN_SOURCE, all_mappings
from dsw.intake.overview import Line, Unclear, lines_of, unclear
from dsw.intake.picking import Choice, Column, as_chosen, columns_of, guessed, likely_header
from dsw.intake.proposal import Duplicate
from dsw.intake.remembered import Forms, as_yaml, remembered_forms
from dsw.intake.run import Offered, Preview, Upload, look_ahead, offered_as, opened
from dsw.intake.sheets import laid_out
from dsw.intake.table import Progress, Table
from dsw.screen.sheet import put
from dsw.store import shared_mirror
from dsw.texts import text

#: Where the session keeps the file under way, and what was wrong last.
WORK = "inlezen.werk"
_WRONG = "inlezen.mis"
#: A form that nobody knows is no fault.
_UNKNOWN = "mapping.past_niet"
_ELSEWHERE = frozenset({FindingKind.VERDWENEN, FindingKind.VOORBEELD_VERVANGEN})


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was read and compared last.

    Attributes:
        offered: what it says; preview: what it would do.
        lines: row by row; vague: what nobody but a person can say the meaning of.
    """

    offered: Offered
    preview: Preview
    lines: tuple[Line, ...]
    vague: tuple[Unclear, ...]

    @property
    def about_file(self) -> tuple[Finding, ...]:
        """What there is to know about the file as a whole, but for what is told elsewhere on the page."""
        header = self.offered.layout.header
        return tuple(
            one
            for one in self.preview.report.findings
            if (one.row is None or one.row <= header) and one.kind not in _ELSEWHERE
        )


@dataclass(slots=True)
class Work:
    """A file under way.

    Attributes:
        upload: the file; table: the sheet that is read; forms: what the staff chose before.
        layout: how it is read; None while nobody knows.
        header: the row of the header; columns: what stands below it; choice: which column holds what.
        picking: somebody is choosing columns.
        decisions: what was decided; met: everybody who was ever proposed as somebody else.
        seen: what came of all that; None while it cannot be read.
        turn: counts the times that something was decided: fields begin anew.
        page, pair_page: which page of the rows, and of who may be the same; sought: what rows it shows.
    """

    upload: Upload
    table: Table
    forms: Forms
    layout: Layout | None = None
    header: int = 1
    columns: tuple[Column, ...] = ()
    choice: Choice = field(default_factory=Choice)
    picking: bool = False
    decisions: Decisions = field(default_factory=Decisions)
    met: dict[Pair, Duplicate] = field(default_factory=dict)
    seen: Seen | None = None
    turn: int = 0
    page: int = 1
    pair_page: int = 1
    sought: tuple[str, str] = ("", "")

    @property
    def open_pairs(self) -> tuple[Pair, ...]:
        """Who may be the same, and nobody has said."""
        decided = self.decisions.same | self.decisions.different
        return tuple(pair for pair in self.met if pair not in decided)

    def to_remember(self, offered: Offered) -> bool:
        """Whether the next file with this header is to be read by what was chosen for this one."""
        known = self.forms.by_header.get(offered.header)
        at_hand = (known.mapping,) if known else map(as_yaml, all_mappings())
        return offered.mapping.source != OWN_SOURCE and as_yaml(offered.mapping) not in at_hand

    def look_at_columns(self, number: int) -> None:
        """Take a row as the header.

        Args:
            number: the row's.
        """
        self.header, self.columns = number, columns_of(self.table, number)
        at = self.layout if self.layout and self.layout.header == number else None
        self.choice = as_chosen(at, self.columns) if at else guessed(self.columns, self.forms)

    def look(self, layout: Layout, decisions: Decisions) -> None:
        """Read all rows again and compare them with the register as it is now.

        Raises:
            UnreadableFile, MappingError, StoreError: nothing changed.
        """
        with progress("inlezen.bezig_lezen") as told:
            offered = offered_as(self.upload, self.table, layout, decisions, told)
        with progress("inlezen.bezig_vergelijken") as told:
            preview = look_ahead(shared_mirror().store, offered, told)
        self.layout, self.decisions, self.picking = layout, decisions, False
        self.seen = Seen(offered, preview, lines_of(self.table, offered, preview), unclear(offered))
        self.met = dict(_met(self.met, self.seen))
        self.turn += 1

    def judge(self, decisions: Decisions) -> None:
        """Take what was decided about who is the same.

        Raises:
            StoreError: nothing changed.
        """
        assert self.seen
        assert self.layout
        if decisions.same != self.decisions.same:
            self.look(self.layout, decisions)
            return
        # Who is not the same changes nothing of what was worked out.
        self.seen = replace(self.seen, offered=replace(self.seen.offered, decisions=decisions))
        self.decisions, self.turn = decisions, self.turn + 1


def _met(before: Mapping[Pair, Duplicate], seen: Seen) -> Iterator[tuple[Pair, Duplicate]]:
    """Who may be the same, with those of whom it was said; a row of our own export says itself who it is."""
    sure = {row for said in seen.offered.reading.submissions if said.ref for row in said.rows}
    for pair, one in before.items():
        if pair in seen.offered.decisions.same:
            yield pair, one
    for one in seen.preview.proposal.duplicates:
        if one.pair.row not in sure:
            yield one.pair, one


def taken_in(file: str, data: bytes) -> Work:
    """A file that was just chosen, read and compared where its header is known.

    Raises:
        UnreadableFile, StoreError: it cannot be read.
    """
    with progress("inlezen.bezig_openen"):
        upload = opened(file, data)
    with shared_mirror().store.read() as db:
        forms = remembered_forms(db)
    work = Work(upload, upload.table, forms)
    try:
        work.table, layout = laid_out(upload.table, None, forms)
        work.look(layout, work.decisions)
    except MappingError as error:
        if error.key != _UNKNOWN:
            complain(error)
        work.look_at_columns(likely_header(work.table))
        work.picking = True
    return work


@contextmanager
def progress(key: str) -> Iterator[Progress]:
    """A bar that fills, and goes when it is done.

    Args:
        key: of the text above it.
    """
    said = text(key)
    bar = st.progress(0.0, text=said)

    def fill(done: int, total: int) -> None:
        bar.progress(min(done / max(total, 1), 1.0), text=said)

    yield fill
    bar.empty()


def complain(error: DswError) -> None:
    """Have it said once, on the next run, what was wrong."""
    st.session_state[_WRONG] = text(f"fout.{error.key}", **error.values)


def complaint() -> None:
    """Say what was wrong."""
    if said := st.session_state.pop(_WRONG, ""):
        put(f'<p class="dsw-banner" role="alert">{escape(said)}</p>')


def drop() -> None:
    """Forget the file, and all that was read of it."""
    st.session_state.pop(WORK, None)
