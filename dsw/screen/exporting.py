"""What the staff can take along, and the back-ups."""

from html import escape

import streamlit as st

from dsw.access.staff import Colleague
from dsw.backups import keep_now, kept_backups
from dsw.drawings.blocks import link_html
from dsw.drawings.exports import all_figures_html, backups_html, figure_files_html, files_html
from dsw.errors import DswError
from dsw.exports import EVERYTHING, STAFF_SHEETS
from dsw.people import Wish, may
from dsw.queries.address import EARLIEST
from dsw.screen import office
from dsw.screen.sheet import put
from dsw.settings import load_settings, now, today
from dsw.store import shared_mirror
from dsw.texts import text

_PUBLIC = "openbaar"
#: How wide a day is (pixels).
_FIELD = 260


def page(colleague: Colleague, *, by_link: bool) -> None:
    """The whole page.

    Args:
        by_link: they came in with a link of ours, and so can fetch files.
    """
    office.opening("uitvoer", text("uitvoer.pagina.inleiding"))
    if not by_link:
        way = link_html("/link", text("toegang.per_mail"))
        put(f'<p class="dsw-banner">{escape(text("uitvoer.pagina.eerst_link"))} {way}</p>')
    day = st.date_input(
        text("uitvoer.pagina.dag"),
        today(),
        min_value=EARLIEST,
        max_value=today(),
        format="DD-MM-YYYY",
        key="uitvoer.dag",
        width=_FIELD,
    )
    params = {} if day == today() else {"op": day.isoformat()}
    put(_staff_files(params))
    put(_public_files(params))
    if may(colleague.actor, Wish.KEEP_SAFE):
        _backups(colleague)


def _staff_files(params: dict[str, str]) -> str:
    names = (EVERYTHING, *STAFF_SHEETS)
    return f"{_heading('beheer')}{files_html(names, {EVERYTHING: ('xlsx',)}, params)}"


def _public_files(params: dict[str, str]) -> str:
    files = files_html((_PUBLIC,), {}, params)
    return f"{_heading('openbaar')}{all_figures_html(params)}{files}{figure_files_html(params)}"


def _heading(part: str) -> str:
    title, about = (escape(text(f"uitvoer.pagina.{part}{end}")) for end in ("", "_uitleg"))
    return f'<h2>{title}</h2><p class="dsw-lead">{about}</p>'


def _backups(colleague: Colleague) -> None:
    folder = load_settings().backup_dir
    put(f"{_heading('kopieen')}{backups_html(kept_backups(folder))}")
    if st.button(text("uitvoer.kopie.maak"), key="kopie"):
        with st.spinner(text("uitvoer.kopie.bezig")):
            office.say(_made(colleague))
        st.rerun()


def _made(colleague: Colleague) -> str:
    """Make a back-up, and say what came of it."""
    try:
        file = keep_now(shared_mirror().store, load_settings().backup_dir, colleague.actor, now())
    except DswError as error:
        return text(f"fout.{error.key}", **error.values)
    return text("uitvoer.kopie.klaar", bestand=file.name)
