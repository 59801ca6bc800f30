"""What a visitor asks: the address, validated, at one revision of the register. It is also the cache key."""

from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from dsw import drawings
from dsw.palette import DARK, LIGHT, Palette
from dsw.queries.asking import Request, View, answer, read_request
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

    @property
    def key(self) -> str:
        """Tells apart everything that can make a block look different."""
        head = self.snapshot.head
        return f"{head.register_id}/{head.revision}/{self!r}"

    @property
    def palette(self) -> Palette:
        """The colours of the visitor's screen."""
        return DARK if self.dark else LIGHT

    def answer(self, question: str) -> View:
        """The answer object to one of the product's questions (see ``dsw.queries.QUESTIONS``)."""
        return answer(question, self.snapshot, shared_mirror().store, self.request)


def read_ask() -> Ask:
    """The visitor's request; says so on the page where the address holds something that means nothing."""
    day = today()
    request, faults = read_request(st.query_params.to_dict(), day)
    if faults:
        st.html(drawings.faults_html([text(f"fout.{fault.key}", **fault.values) for fault in faults]))
    return Ask(request, day, st.context.theme.type == "dark", shared_mirror().current())
