"""A proposal into the register, inside the transaction its caller opened."""

import json
from collections.abc import Iterable, Mapping

from dsw import commands
from dsw.intake.decisions import Decisions
from dsw.intake.differences import sign_up
from dsw.intake.known import Origin, OriginKey
from dsw.intake.proposal import Item, Outcome, Proposal
from dsw.intake.report import Report
from dsw.intake.table import EVERY, Progress
from dsw.people import Wish, require
from dsw.store import Writer, schema
from dsw.views.worklist import Task, pair_subject

_UNDECIDED = Decisions()
#: Signatories whose facts stand in memory together.
_TOGETHER = 5_000


def book(
    tx: Writer, proposal: Proposal, progress: Progress | None = None, decisions: Decisions = _UNDECIDED
) -> None:
    """Give every command the proposal asks for, and remember which rows were seen.

    Args:
        progress: told how many signatories are done, of how many.
        decisions: who was said to be somebody else, which is settled from here on.

    Raises:
        Refused, RuleError: nothing of the file goes in.
    """
    require(tx.actor, Wish.IMPORT)
    done, total = 0, len(proposal.items)
    numbers: dict[int, int] = {}
    for start in range(0, total, _TOGETHER):
        together = proposal.items[start : start + _TOGETHER]
        tx.load(item.target for item in together if item.target and item.steps)
        for done, item in enumerate(together, start + 1):
            numbers[item.said.rows[0]] = _book_item(tx, item, proposal)
            if progress and (done % EVERY == 0 or done == total):
                progress(done, total)
        tx.settle()
    _settle(tx, decisions, numbers)
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


def _settle(tx: Writer, decisions: Decisions, numbers: Mapping[int, int]) -> None:
    """Keep who is not the same, so that nobody proposes it again.

    Args:
        numbers: the signatory of each first row.
    """
    pairs = {
        tuple(sorted((numbers[pair.row], pair.signatory or numbers.get(pair.other, 0))))
        for pair in decisions.different
        if pair.row in numbers
    }
    rows = [
        {"kind": Task.DUBBEL.value, "subject": pair_subject(lower, higher), "revision": tx.revision}
        for lower, higher in sorted(pairs)
        if 0 < lower < higher
    ]
    tx.add(schema.settled, rows)


def _book_item(tx: Writer, item: Item, proposal: Proposal) -> int:
    """Book one signatory; its number."""
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
    return number


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
