"""The persons of a day who work in several places, counted in each of them as the day itself counts."""

from datetime import date

import numpy as np

from dsw.disclosure import Counts
from dsw.ledger import NEVER, PERSON, STATES, Integers, Ledger, Profiles, Rows, axes, silent_before


def several(ledger: Ledger, day: date) -> tuple[Counts, Counts]:
    """Heads [group, place, section] (last section: all) and pledges [group, place, action, state]."""
    signatures, pledges = (spans.on(day.toordinal()) for spans in ledger.several)
    heads = _counted(ledger.profiles, *_participations(signatures, pledges), (axes().sections + 1,))
    states = _states(pledges, silent_before(day, ledger.rules.silent_months))
    shape = (axes().actions, STATES)
    cell = (pledges["action"].astype(np.int64) - 1) * STATES + states
    return heads, _counted(ledger.profiles, pledges["profile"], cell, shape)


def _participations(signatures: Rows, pledges: Rows) -> tuple[Integers, Counts]:
    """Profile and section of everybody in each section with a pledge, then of everybody in the last one."""
    section = axes().section_of[pledges["action"] - 1]
    most = int(pledges["profile"].max(initial=0)) + 1
    owner = pledges["signatory"].astype(np.int64) * axes().sections + section
    once = np.unique(owner * most + pledges["profile"])
    everybody = np.full(len(signatures["profile"]), axes().sections)
    return (
        np.concatenate((once % most, signatures["profile"])),
        np.concatenate((once // most % axes().sections, everybody)),
    )


def _states(pledges: Rows, recent: int) -> Counts:
    """Twice the status, plus 1 if silent: not heard of since the ordinal day from which that is recent."""
    heard = pledges["heard"]
    silent = (heard > 0) & (heard < recent)
    return 2 * np.where(heard > 0, pledges["status"].astype(np.int64) - 1, NEVER) + silent


def _counted(profiles: Profiles, profile: Integers, cell: Counts, shape: tuple[int, ...]) -> Counts:
    which, corner, _weight = profiles.spread(profile)
    whole = (*axes().corners, *shape)
    cells = corner * int(np.prod(shape)) + cell[which]
    counts = np.bincount(cells, minlength=int(np.prod(whole))).reshape(whole)
    return counts[PERSON, :, :-1].astype(np.int64)
