"""What a visitor asks: the address, validated, at one revision of the register."""

from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from dsw import drawings
from dsw.queries.asking import Request, View, answer, read_request
from dsw.screen import sheet
from dsw.settings import today
from dsw.store import Snapshot, shared_mirror
from dsw.texts import day_short, text


@dataclass(frozen=True)
class Ask:
    """One visitor's request, for one run of one page.

    Attributes:
        request: the address, validated.
        today: the day it is.
        dark: the visitor's screen is dark.
        snapshot: the register as it was when the run began; every block of the page sees this one.
        beginning: HTML that stands before all else.
    """

    request: Request
    today: date
    dark: bool
    snapshot: Snapshot = field(repr=False, compare=False)
    beginning: str = field(default="", repr=False, compare=False)

    def answer(self, question: str) -> View:
        """The answer object to one of the product's questions (see ``dsw.queries.QUESTIONS``)."""
        return answer(question, self.snapshot, shared_mirror().store, self.request)


def read_ask() -> Ask:
    """The visitor's request.

    Its beginning tells the top which day the page is about. It warns when the data is fictional, and where
    the address holds something that means nothing.
    """
    page, day, snapshot = sheet.sheet(), today(), shared_mirror().current()
    request, faults = read_request(sheet.params(), day, snapshot.rules)
    stand = text("kader.stand", dag=day_short(request.selection.op))
    if page:
        page.stand = stand
    said = [text(f"fout.{fault.key}", **fault.values) for fault in faults]
    beginning = drawings.beginning_html(stand, said, demo=snapshot.head.demo)
    return Ask(request, day, not page and st.context.theme.type == "dark", snapshot, beginning)
