"""How everything stood on a day, one by one."""

from dataclasses import dataclass

import numpy as np

from dsw.ledger.axes import Integers
from dsw.ledger.columns import Rows


@dataclass(frozen=True, eq=False)
class Stand:
    """Every signature and pledge that stands on a day, as columns.

    Attributes:
        day: the day, as an ordinal.
        signatory, profile: one element per signatory.
        pledge, owner, pledge_profile, action, status, obstacle, evidence, heard: one element per pledge;
            ``owner`` is its signatory, ``heard`` an ordinal day or 0, the others codes of ``dsw.domain``.
    """

    day: int
    signatory: Integers
    profile: Integers
    pledge: Integers
    owner: Integers
    pledge_profile: Integers
    action: Integers
    status: Integers
    obstacle: Integers
    evidence: Integers
    heard: Integers

    @classmethod
    def of(cls, day: int, signatures: Rows, pledges: Rows) -> "Stand":
        """From the spans that stand on the day."""
        action, status, obstacle, evidence = (
            pledges[name].astype(np.int32) for name in ("action", "status", "obstacle", "evidence")
        )
        return cls(
            day,
            signatures["signatory"],
            signatures["profile"],
            pledges["thing"],
            pledges["signatory"],
            pledges["profile"],
            action,
            status,
            obstacle,
            evidence,
            pledges["heard"],
        )
