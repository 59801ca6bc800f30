"""The pages visitors ask for, each with what must come: the answer, as the product's own code gives it."""

from dataclasses import replace
from datetime import date, timedelta
from html import escape
from itertools import islice, product
from pathlib import Path
from urllib.parse import urlencode

from bench.places import TODAY
from bench.registers import url_of
from bench.visitors import Page
from dsw.queries import answer, read_request
from dsw.sentences import headline
from dsw.store import Mirror, Store

#: What the peers' pages must hold: figures and charts.
USUAL_OVERVIEW = Page(texts=("Signatories", "Pledges"), charts=1)
USUAL_REGIONS = Page("regios", texts=("Signatories", "Pledges"), charts=2)
HELLO = Page(texts=("Hello, world",))


class Asked:
    """Pages of a register."""

    def __init__(self, register: Path) -> None:
        self._store = Store.open(url_of(register))
        self._snapshot = Mirror(self._store).current()

    def overview(self, **params: str) -> Page:
        """The page that answers in one glance: all plain HTML."""
        return self._page("", "overview", params, ("secties", "veranderingen", "witte-vlekken"), 0)

    def regions(self, **params: str) -> Page:
        """The page with a map and a heat map."""
        return self._page("regios", "regions", params, ("secties-provincies",), 2)

    def varied(self, count: int) -> list[Page]:
        """The overview in so many different cuts and on different days."""
        days = (date.fromisoformat(TODAY) - timedelta(days=30 * months) for months in range(12))
        cuts = product(days, range(1, 10), range(1, 10))
        return [
            self.overview(op=day.isoformat(), sectie=str(section), doelgroep=str(group))
            for day, section, group in islice(cuts, 0, count * 7, 7)
        ]

    def _page(
        self, path: str, question: str, params: dict[str, str], blocks: tuple[str, ...], charts: int
    ) -> Page:
        request, faults = read_request(params, date.fromisoformat(TODAY))
        assert not faults
        said = headline(answer(question, self._snapshot, self._store, request))
        texts = (escape(said.accent), *(f'id="tabel-{block}"' for block in blocks))
        return Page(path, urlencode(params), texts, charts)


def whatever_the_answer(page: Page) -> Page:
    """The same page of a register that changes: its blocks must come, its answer is not known beforehand."""
    return replace(page, texts=page.texts[1:])
