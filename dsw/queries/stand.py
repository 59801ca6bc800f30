"""The figures of one day for staff: exact, nothing left out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from dsw.disclosure import Counts
from dsw.domain import Kind, Status
from dsw.ledger import KINDS, axes
from dsw.plan import load_plan
from dsw.queries.base import figures_of
from dsw.queries.counting import numbers, tally_of
from dsw.queries.tables import Day
from dsw.store import Snapshot

#: The order in which the figures name the statuses: from nothing done to done.
_STATUSES = (Status.NIET_GESTART, Status.BEZIG, Status.AFGEROND, Status.STAAT_STIL, Status.GESTOPT)


def stand_figures(snapshot: Snapshot, op: date) -> dict[str, Any]:
    """How everything stood at the end of a day, as ``python -m dsw stand --json`` prints it.

    Every key is always there. ``per_provincie`` may exceed the total: who works in several provinces counts
    in each; all else adds up. ``niet_gestart`` includes the pledges nothing was ever heard of.
    """
    day = figures_of(snapshot).day(op)
    return {
        "op": op.isoformat(),
        "revisie": snapshot.head.revision,
        "planversie": load_plan().version,
        "ondertekenaars": _signatories(day),
        **_pledges(day),
    }


def _signatories(day: Day) -> dict[str, Any]:
    heads = day.heads[..., axes().sections]
    once = heads[:, :, axes().anywhere]
    by_kind = dict(zip(KINDS, once.sum(axis=1).tolist(), strict=True))
    return {
        "totaal": int(once.sum()),
        "per_doelgroep": dict(zip(numbers(), once.sum(axis=0).tolist(), strict=True)),
        "per_provincie": dict(zip(axes().places, heads.sum(axis=(0, 1)).tolist(), strict=False)),
        "per_soort": {kind.value: by_kind[kind] for kind in Kind},
    }


def _pledges(day: Day) -> dict[str, Any]:
    by_place = day.pledges.sum(axis=(0, 1, 3))
    once = day.pledges[:, :, axes().anywhere].sum(axis=0)
    by_action = once.sum(axis=0)
    total = tally_of(by_place[axes().anywhere].tolist())
    return {
        "toezeggingen": {
            "totaal": total.total,
            "per_status": _by_status(by_place[axes().anywhere]),
            "per_actie": _rows(load_plan().codes, by_action),
            "per_sectie": _rows(numbers(), np.add.reduceat(by_action, axes().starts, axis=0)),
            "per_doelgroep": _rows(numbers(), once.sum(axis=1)),
            "per_provincie": _rows(axes().places, by_place[: axes().anywhere]),
        },
        "gehoord": {"recent": total.recent, "stil": total.silent, "nooit": total.never},
    }


def _rows(names: Iterable[str], states: Counts) -> dict[str, dict[str, int]]:
    return {name: _by_status(row) for name, row in zip(names, states, strict=True)}


def _by_status(states: Counts) -> dict[str, int]:
    counts = tally_of(states.tolist()).by_status
    return {status.value: counts[status] for status in _STATUSES}
