"""What a file would do: the sum, what a person must decide, and every row. Then the button that books it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dsw import drawings
from dsw.access.staff import Colleague
from dsw.errors import DswError
from dsw.intake.overview import Fate, Line, fates
from dsw.intake.run import import_offered
from dsw.screen import office
from dsw.screen.importing.deciding import deciding
from dsw.screen.importing.mending import mending
from dsw.screen.importing.paging import paging
from dsw.screen.importing.work import Seen, Work, complain, drop, progress
from dsw.screen.sheet import put
from dsw.store import shared_mirror
from dsw.texts import text

_PAGE_SIZE = 25
_SEARCH_LENGTH = 80


def looking(work: Work, seen: Seen, colleague: Colleague) -> None:
    """The preview of a file. Nothing of it is written before the button."""
    report = seen.preview.report
    put(drawings.import_opening_html(report, _lead(work, seen)))
    _buttons(work, seen, colleague)
    put(drawings.import_sum_html(report))
    if about := seen.about_file:
        put(drawings.import_file_html(about))
    mending(work, seen)
    deciding(work)
    _rows(work, seen.lines)
    if gone := seen.preview.proposal.gone:
        put(drawings.import_gone_html(gone))


def _lead(work: Work, seen: Seen) -> Sequence[str]:
    fresh = text("inlezen.voorbeeld") if seen.preview.fresh else ""
    known = text("inlezen.herkend", naam=seen.offered.mapping.about)
    told = (work.upload.file, known, fresh, text("inlezen.niets_opgeslagen"))
    return [one for one in told if one]


def _buttons(work: Work, seen: Seen, colleague: Colleague) -> None:
    with st.container(horizontal=True, key="inlezen-doen"):
        book = st.button(text("inlezen.verwerk"), type="primary", key="inlezen-verwerk")
        columns = st.button(text("inlezen.kolommen_aanpassen"), key="inlezen-kolommen")
        stop = st.button(text("inlezen.opnieuw"), key="inlezen-stop")
    if book:
        _book(work, seen, colleague)
    elif columns:
        work.look_at_columns(seen.offered.layout.header)
        work.picking = True
    elif stop:
        drop()
    if book or columns or stop:
        st.rerun()


def _book(work: Work, seen: Seen, colleague: Colleague) -> None:
    """Book all of it, as it was shown; else show what it does now."""
    store = shared_mirror().store
    try:
        with progress("inlezen.bezig_boeken") as told:
            report = import_offered(
                store,
                seen.offered,
                seen.preview,
                told,
                colleague.actor,
                as_shown=True,
                remember=work.to_remember(seen.offered),
            )
            done = "inlezen.verwerkt" if report.revision else "inlezen.niets_nieuws"
            office.say(text(done, bestand=report.file, som=drawings.sum_words(report.counts())))
            drop()
    except DswError as error:
        complain(error)
        if error.key == "inlezen.veranderd" and work.layout:
            work.look(work.layout, work.decisions)
            office.say(text("inlezen.veranderd_bekijk"))


def _rows(work: Work, lines: Sequence[Line]) -> None:
    """The rows one looks for, a page at a time. What is sought stays in the session: it may be a name."""
    put(drawings.import_head_html("rijen.kop"))
    counts = fates(lines)
    options = ["", *(fate.value for fate in Fate if counts.get(fate))]
    left, right = st.columns([1, 1], gap="medium")
    with left:
        shown = st.selectbox(
            text("inlezen.rijen.toon"),
            options,
            format_func=lambda value: _option(value, len(lines), counts),
            key=f"inlezen-toon-{work.turn}",
        )
    with right:
        sought = st.text_input(
            text("inlezen.rijen.zoek"), max_chars=_SEARCH_LENGTH, key=f"inlezen-zoek-{work.turn}"
        )
    if (shown, sought) != work.sought:
        work.sought, work.page = (shown, sought), 1
    found = _found(lines, shown, sought.strip().casefold())
    work.page = min(work.page, max(1, -(-len(found) // _PAGE_SIZE)))
    start = (work.page - 1) * _PAGE_SIZE
    put(drawings.import_lines_html(found[start : start + _PAGE_SIZE]))
    moved = paging("rijen", work.page, len(found), _PAGE_SIZE)
    if moved:
        work.page += moved
        st.rerun()


def _option(value: str, total: int, counts: Mapping[Fate, int]) -> str:
    if not value:
        return text("inlezen.rijen.alles", n=total)
    return text("inlezen.rijen.keuze", wat=text(f"inlezen.som.{value}"), n=counts[Fate(value)])


def _found(lines: Sequence[Line], shown: str, words: str) -> Sequence[Line]:
    return [
        line for line in lines if (not shown or line.fate.value == shown) and (not words or line.holds(words))
    ]
