"""From an address to an answer: the questions the product can be asked, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from dsw.errors import RequestError
from dsw.queries.action import action
from dsw.queries.address import read_action, read_page, read_search, read_selection, read_since
from dsw.queries.base import figures_of
from dsw.queries.directory import directory
from dsw.queries.gaps import gaps
from dsw.queries.groups import groups
from dsw.queries.overview import overview
from dsw.queries.regions import regions
from dsw.queries.sections import sections
from dsw.queries.trend import trend
from dsw.rules import USUAL, Rules
from dsw.store import Snapshot, Store
from dsw.views import (
    ActionView,
    DirectoryView,
    GapsView,
    GroupsView,
    Overview,
    RegionsView,
    SectionsView,
    Selection,
    TrendView,
)

View: TypeAlias = (
    Overview | SectionsView | ActionView | GroupsView | RegionsView | TrendView | GapsView | DirectoryView
)

_ANSWERS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Request:
    """Everything an address can ask for, validated.

    Attributes:
        selection: the day and the cuts.
        action: code of the action to see alone; None for all of them.
        since: the earlier of two days to compare.
        text: what is searched for among the names.
        page: page of the list of names, from 1.
    """

    selection: Selection
    action: str | None
    since: date
    text: str
    page: int


def read_request(
    params: Mapping[str, str], today: date, rules: Rules = USUAL
) -> tuple[Request, tuple[RequestError, ...]]:
    """What an address asks for.

    Args:
        params: the address' parameters; unknown ones are left alone.
        today: the day it is.
        rules: those of the register that is asked.

    Returns:
        A request that can always be answered, and what was wrong with the address.
    """
    selection, wrong = read_selection(params, today)
    action_code, wrong_action = read_action(params)
    since, wrong_since = read_since(params, selection.op, rules)
    page, wrong_page = read_page(params)
    request = Request(selection, action_code, since, read_search(params), page)
    return request, (*wrong, *wrong_action, *wrong_since, *wrong_page)


def answer(question: str, snapshot: Snapshot, store: Store, request: Request) -> View:
    """The answer object to a question; the last ones asked of a snapshot are kept with it.

    Args:
        question: a key of ``QUESTIONS``.
        store: read only for what the ledger in memory does not hold (own words of those who consent).

    Raises:
        KeyError: there is no such question.
        RequestError: the request lacks what the question needs.
    """
    ask = QUESTIONS[question]
    figures, key = figures_of(snapshot), (question, request)
    return figures.keep("answers", key, lambda: ask(snapshot, store, request), _ANSWERS_KEPT)


def _action(snapshot: Snapshot, store: Store, request: Request) -> View:
    if request.action is None:
        raise RequestError("adres.actie", waarde="")
    with store.read() as db:
        return action(snapshot, db, request.selection, request.action)


#: Every question by name.
QUESTIONS: Mapping[str, Callable[[Snapshot, Store, Request], View]] = MappingProxyType(
    {
        "overview": lambda snapshot, _store, asked: overview(snapshot, asked.selection),
        "sections": lambda snapshot, _store, asked: sections(snapshot, asked.selection),
        "action": _action,
        "groups": lambda snapshot, _store, asked: groups(snapshot, asked.selection),
        "regions": lambda snapshot, _store, asked: regions(snapshot, asked.selection),
        "trend": lambda snapshot, _store, asked: trend(snapshot, asked.selection, asked.since),
        "gaps": lambda snapshot, _store, asked: gaps(snapshot, asked.selection),
        "directory": lambda snapshot, _store, asked: directory(
            snapshot, asked.selection, asked.text, asked.page
        ),
    }
)
