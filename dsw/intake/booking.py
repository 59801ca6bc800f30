"""A proposal into the register, inside the transaction its caller opened."""

import json
from collections.abc import Callable, Iterable
from typing import TypeAlias

from dsw import commands
from dsw.intake.differences import sign_up
from dsw.intake.known import Origin, OriginKey
from dsw.intake.proposal import Item, Outcome, Proposal
from dsw.intake.report import Report
from dsw.people import Wish, require
from dsw.store import Writer, schema

Progress: TypeAlias = Callable[[int, int], None]
_EVERY = 100
#: Signatories whose facts stand in memory together.
_TOGETHER = 5_000


def book(tx: Writer, proposal: Proposal, progress: Progress | None = None) -> None:
    """Give every command the proposal asks for, and remember which rows were seen.

    Args:
        progress: told how many signatories are done, of how many.

    Raises:
        Refused, RuleError: nothing of the file goes in.
    """
    require(tx.actor, Wish.IMPORT)
    done, total = 0, len(proposal.items)
    for start in range(0, total, _TOGETHER):
        together = proposal.items[start : start + _TOGETHER]
        tx.load(item.target for item in together if item.target and item.steps)
        for done, item in enumerate(together, start + 1):
            _book_item(tx, item, proposal)
            if progress and (done % _EVERY == 0 or done == total):
                progress(done, total)
        tx.settle()
    _remember_before(tx, proposal)
    for key in proposal.newly_vanished:
        tx.change(schema.origin, _row_key(key), {"missing_since": tx.revision})
    for key in proposal.returned:
        tx.change(schema.origin, _row_key(key), {"missing_since": None})


def remember_run(tx: Writer, report: Report, source: str, digest: str) -> None:
    """Record that a file was booked.

    Args:
        source: the mapping's; digest: SHA-256 of the file.
    """
    row = {
        "revision": tx.revision,
        "file": report.file[:200],
        "sha256": digest,
        "source": source,
        "counts": json.dumps(report.counts()),
    }
    tx.add(schema.import_run, [row])


def _book_item(tx: Writer, item: Item, proposal: Proposal) -> None:
    number = item.target or commands.sign(tx, sign_up(item.said, item.ref, tx.today))
    if item.outcome is not Outcome.UNCHANGED:
        for step in item.steps:
            step(tx, number)
    for key, (fingerprint, actions, moment) in item.origins.items():
        values = {
            "fingerprint": fingerprint,
            "actions": _listed(actions),
            "seen_revision": tx.revision,
            "missing_since": None,
            "moment": moment,
        }
        if key in proposal.known_origins:
            tx.change(schema.origin, _row_key(key), values)
        else:
            tx.add(schema.origin, [_row_key(key) | {"signatory_id": number} | values])


def _remember_before(tx: Writer, proposal: Proposal) -> None:
    """Keep how each row was remembered that is remembered otherwise from here on, for an undo."""
    touched = (key for item in proposal.items for key in item.origins)
    keys = dict.fromkeys((*touched, *proposal.newly_vanished, *proposal.returned))
    tx.add(schema.origin_before, [_before(tx, key, proposal.known_origins.get(key)) for key in keys])


def _before(tx: Writer, key: OriginKey, origin: Origin | None) -> dict[str, object]:
    row = {"revision": tx.revision, **_row_key(key)}
    if origin is None:
        return row
    return row | {
        "signatory_id": origin.signatory,
        "fingerprint": origin.fingerprint,
        "actions": _listed(origin.actions),
        "seen_revision": origin.seen,
        "missing_since": origin.missing,
        "moment": origin.moment,
    }


def _listed(actions: Iterable[int]) -> str:
    return " ".join(map(str, sorted(actions)))


def _row_key(key: OriginKey) -> dict[str, object]:
    return {"source": key[0], "external_id": key[1]}
