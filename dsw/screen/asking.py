"""What a visitor asks: the address, validated, at one revision of the register."""

from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from dsw import drawings
from dsw.queries.asking import Request, View, answer, read_request
from dsw.screen import sheet
from dsw.settings import today
from dsw.store import Snapshot, shared_mirror
from dsw.texts import text


@dataclass(frozen=True)
class Ask:
    """One visitor's request, for one run of one page.

    Attributes:
        request: the address, validated.
        today: the day it is.
        dark: the visitor's screen is dark.
        snapshot: the register as it was when the run began; every block of the page sees this one.
    """

    request: Request
    today: date
    dark: bool
    snapshot: Snapshot = field(repr=False, compare=False)

    def answer(self, question: str) -> View:
        """The answer object to one of the product's questions (see ``dsw.queries.QUESTIONS``)."""
        return answer(question, self.snapshot, shared_mirror().store, self.request)


def read_ask() -> Ask:
    """The visitor's request; says so on the page where the address holds something that means nothing."""
    day = today()
    request, faults = read_request(sheet.params(), day)
    if faults:
        sheet.put(drawings.faults_html([text(f"fout.{fault.key}", **fault.values) for fault in faults]))
    return Ask(request, day, not sheet.sheet() and st.context.theme.type == "dark", shared_mirror().current())
