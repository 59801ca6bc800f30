"""Which column holds what: proposed where the headers say so, and chosen by hand."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dsw import drawings
from dsw.errors import DswError
from dsw.intake.days import SlashOrder
from dsw.intake.decisions import Decisions
from dsw.intake.headers import first_rows, layout_at
from dsw.intake.mapping import FieldName
from dsw.intake.picking import SEVERAL, Choice, Column, chosen_mapping, likely_header, slug_of
from dsw.intake.sheets import in_front
from dsw.intake.table import is_blank
from dsw.plan import load_plan
from dsw.screen.importing.work import Work, complain, drop
from dsw.screen.sheet import put
from dsw.sentences import section_name
from dsw.texts import text

PARTS = {
    "wie": (
        FieldName.NAAM,
        FieldName.ORGANISATIE,
        FieldName.SOORT,
        FieldName.CONTACTPERSOON,
        FieldName.E_MAIL,
    ),
    "waar": (FieldName.DOELGROEP, FieldName.REGIO, FieldName.GEMEENTE, FieldName.PROVINCIE),
    "wat": (FieldName.ACTIES, FieldName.BEZIG_MET, FieldName.TOELICHTING, FieldName.LINK),
    "wanneer": (
        FieldName.ONDERTEKEND_OP,
        FieldName.GEWIJZIGD_OP,
        FieldName.NAAM_TONEN,
        FieldName.MAIL_TOESTEMMING,
        FieldName.EXTERN_NUMMER,
        FieldName.CONCEPT,
    ),
}
_ROW_SHOWN = 60


def picking(work: Work) -> None:
    """Every field of the register with the columns to choose from, and what stands in the chosen one."""
    unknown = "" if work.layout else text("inlezen.kolommen.past_niet")
    put(drawings.import_head_html("kolommen.kop", work.upload.file, unknown, text("inlezen.kolommen.uitleg")))
    _choose_sheet(work)
    _choose_row(work)
    name = st.text_input(
        text("inlezen.kolommen.naam"),
        value=_proposed_name(work),
        max_chars=40,
        help=text("inlezen.kolommen.naam_uitleg"),
        key=f"inlezen-naam-{work.turn}",
    )
    work.choice = _asked(work)
    never = [column.header for column in work.columns if column.never]
    if never:
        put(f'<p class="dsw-note">{escape(text("inlezen.kolommen.nooit", kolommen="; ".join(never)))}</p>')
    _go_on(work, name)


def _proposed_name(work: Work) -> str:
    if work.layout:
        return work.layout.mapping.name
    return slug_of(work.upload.file.rpartition(".")[0] or work.upload.file)


def _choose_sheet(work: Work) -> None:
    sheets = [work.table, *work.table.others]
    if len(sheets) < 2:
        return
    names = sorted(sheet.sheet for sheet in sheets)
    chosen = st.selectbox(
        text("inlezen.kolommen.blad"),
        names,
        index=names.index(work.table.sheet),
        key=f"inlezen-blad-{work.turn}",
    )
    if chosen != work.table.sheet:
        sheet = next(one for one in sheets if one.sheet == chosen)
        work.table, work.layout = in_front(work.table, sheet), None
        _begin_at(work, 0)


def _choose_row(work: Work) -> None:
    rows = {number: cells for number, cells in first_rows(work.table) if not is_blank(cells)}

    def named(number: int) -> str:
        begin = " | ".join(cell.strip() for cell in rows[number] if cell.strip())[:_ROW_SHOWN]
        return text("inlezen.kolommen.rij_keuze", rij=number, begin=begin)

    numbers = list(rows)
    chosen = st.selectbox(
        text("inlezen.kolommen.rij"),
        numbers,
        index=numbers.index(work.header),
        format_func=named,
        key=f"inlezen-rij-{work.turn}",
    )
    if chosen != work.header:
        _begin_at(work, chosen)


def _begin_at(work: Work, number: int) -> None:
    """Look at the columns below another header; 0: the likeliest."""
    work.look_at_columns(number or likely_header(work.table))
    work.turn += 1
    st.rerun()


def _asked(work: Work) -> Choice:
    """A field beside what stands in its column, one below the other."""
    found: dict[FieldName, tuple[str, ...]] = {}
    group, slashes = 0, work.choice.slashes
    for part, names in PARTS.items():
        put(f"<h3>{escape(text(f'inlezen.kolommen.{part}'))}</h3>")
        for name in names:
            left, right = st.columns([1, 1], gap="medium", vertical_alignment="bottom")
            with left:
                picked = _pick(work, name)
            if picked:
                found[name] = picked
            if picked:
                with right:
                    put(drawings.samples_html([one for one in work.columns if one.header in picked]))
            if name is FieldName.DOELGROEP and not picked:
                group = _choose_group(work)
            if name is FieldName.ONDERTEKEND_OP:
                slashes = _choose_slashes(work)
    return Choice(found, group, slashes)


def _pick(work: Work, name: FieldName) -> tuple[str, ...]:
    label, key = text(f"inlezen.veld.{name.value}"), f"inlezen-veld-{name.value}-{work.turn}"
    options = [column.header for column in work.columns if not column.never]
    naming = {column.header: _named(column) for column in work.columns}
    before = [header for header in work.choice.columns.get(name, ()) if header in options]
    if name in SEVERAL:
        return tuple(st.multiselect(label, options, default=before, format_func=naming.__getitem__, key=key))
    none = text("inlezen.kolommen.geen")
    chosen = st.selectbox(
        label,
        ["", *options],
        index=options.index(before[0]) + 1 if before else 0,
        format_func=lambda header: naming.get(header, none),
        key=key,
    )
    return (chosen,) if chosen else ()


def _named(column: Column) -> str:
    return text("inlezen.kolommen.keuze", letters=column.letters, kop=column.header)


def _choose_group(work: Work) -> int:
    numbers: Sequence[int] = [0, *(section.number for section in load_plan().sections)]
    none = text("inlezen.kolommen.groep_geen")
    return st.selectbox(
        text("inlezen.kolommen.groep"),
        numbers,
        index=numbers.index(work.choice.group),
        format_func=lambda number: section_name(number) if number else none,
        key=f"inlezen-groep-{work.turn}",
    )


def _choose_slashes(work: Work) -> SlashOrder:
    orders = list(SlashOrder)
    chosen: SlashOrder = st.radio(
        text("inlezen.kolommen.dagen"),
        orders,
        index=orders.index(work.choice.slashes),
        format_func=lambda order: text(f"inlezen.dagen.{order.value}"),
        horizontal=True,
        key=f"inlezen-dagen-{work.turn}",
    )
    return chosen


def _go_on(work: Work, name: str) -> None:
    with st.container(horizontal=True, key="inlezen-verder"):
        on = st.button(text("inlezen.kolommen.verder"), type="primary", key="inlezen-bekijk")
        back = work.seen is not None and st.button(text("inlezen.kolommen.terug"), key="inlezen-terug")
        stop = st.button(text("inlezen.opnieuw"), key="inlezen-stop")
    if on:
        _read_by(work, name)
    elif back:
        work.picking = False
    elif stop:
        drop()
    if on or back or stop:
        st.rerun()


def _read_by(work: Work, name: str) -> None:
    """Read the file by what was chosen; what was decided about rows before may mean something else now."""
    base = work.layout if work.layout and work.layout.header == work.header else None
    try:
        mapping = chosen_mapping(name, work.choice, work.columns, work.forms, base)
        work.met = {}
        work.look(layout_at(work.table, mapping, work.header), Decisions(words=work.decisions.words))
    except DswError as error:
        complain(error)
