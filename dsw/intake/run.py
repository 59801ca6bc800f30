"""One import from file to report: all of it, or nothing."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dsw.errors import UnreadableFile
from dsw.garbage import uncollected
from dsw.intake.booking import Progress, book, remember_run
from dsw.intake.constants import check_constants
from dsw.intake.findings import Finding, FindingKind
from dsw.intake.headers import Layout
from dsw.intake.known import Known, read_known
from dsw.intake.mapping import FormMapping, load_mapping
from dsw.intake.proposal import Outcome, Proposal, make_proposal
from dsw.intake.reader import read_file, read_table
from dsw.intake.report import Report
from dsw.intake.rows import Reading, read_rows
from dsw.intake.sheets import laid_out
from dsw.people import OPERATOR, Actor
from dsw.settings import today
from dsw.store import PATIENT, Head, Reader, Store


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that could be read.

    Attributes:
        file: its name; digest: its SHA-256.
        layout: how it was read; reading: what it says.
        day: the day it was read.
    """

    file: str
    digest: str
    layout: Layout
    reading: Reading
    day: date

    @property
    def mapping(self) -> FormMapping:
        """The mapping it was read by."""
        return self.layout.mapping


class _NothingLeftError(Exception):
    """Somebody else booked the same in between: the transaction must leave no trace."""


def read_offered(path: Path, mapping: str | None) -> Offered:
    """Read a file without looking at the register.

    Args:
        mapping: name or file of a mapping; None: the header decides.

    Raises:
        UnreadableFile: the file cannot be read, or holds no rows.
        MappingError: no mapping fits, or the mapping is wrong.
    """
    day = today()
    chosen = load_mapping(mapping) if mapping else None
    if chosen:
        check_constants(chosen, day)
    data = read_file(path)
    table, layout = laid_out(read_table(data), chosen)
    reading = read_rows(table, layout, day)
    if reading.total == reading.blank:
        raise UnreadableFile("bestand.geen_rijen", bestand=path.name)
    name = path.name.encode("utf-8", "replace").decode()
    return Offered(name, hashlib.sha256(data).hexdigest(), layout, reading, day)


@uncollected()
def run_import(
    store: Store,
    path: Path,
    mapping: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: Actor = OPERATOR,
) -> Report:
    """Import a file in one transaction.

    The comparison is made on a consistent view of the register, and made again only when somebody else wrote
    between that view and the transaction. When nothing differs nothing is written and no revision is spent.

    Args:
        mapping: name or file of a mapping; None: the header decides.
        dry_run: only say what would come of it.
        progress: told how many signatories are booked, of how many.
        actor: who imports.

    Raises:
        UnreadableFile, MappingError, Refused, RuleError, StoreError: the register is as it was.
    """
    offered = read_offered(path, mapping)
    with store.read() as db:
        proposal, fresh = _propose(db, offered, db.head())
    if dry_run or (proposal.changes_nothing and not fresh):
        return _report(offered, proposal, fresh, None, dry_run)
    try:
        with store.write(actor, "import", PATIENT) as tx:
            if tx.revision != proposal.revision + 1:
                proposal, fresh = _propose(tx, offered, replace(tx.head(), revision=tx.revision - 1))
                if proposal.changes_nothing and not fresh:
                    raise _NothingLeftError
            if fresh:
                tx.empty()
            book(tx, proposal, progress)
            report = _report(offered, proposal, fresh, tx.revision, dry_run)
            remember_run(tx, report, offered.mapping.source, offered.digest)
    except _NothingLeftError:
        return _report(offered, proposal, fresh, None, dry_run)
    return report


def _propose(db: Reader, offered: Offered, head: Head) -> tuple[Proposal, bool]:
    """What the file would do, and whether it takes the place of the sample data.

    Sample data make way for the first real file; an export of the sample itself is no real file.
    """
    known = read_known(db)
    own = any(one.ref in known.refs for one in offered.reading.submissions)
    fresh = head.demo and not own and bool(offered.reading.submissions)
    if fresh:
        known = Known()
    return make_proposal(db, known, offered.reading, offered.mapping, head.revision, offered.day), fresh


def _report(offered: Offered, proposal: Proposal, fresh: bool, revision: int | None, dry_run: bool) -> Report:
    reading = offered.reading
    replaced = [Finding(None, "", "", FindingKind.VOORBEELD_VERVANGEN)] if fresh else []
    compared = map(offered.layout.pointed, proposal.findings)
    findings = sorted([*replaced, *reading.findings, *compared], key=lambda one: one.row or 0)
    return Report(
        file=offered.file,
        revision=revision,
        dry_run=dry_run,
        rows=reading.total,
        new=proposal.count(Outcome.NEW),
        changed=proposal.count(Outcome.CHANGED),
        unchanged=proposal.count(Outcome.UNCHANGED),
        merged=proposal.merged,
        rejected=reading.rejected + proposal.rejected,
        drafts=reading.drafts,
        blank=reading.blank,
        vanished=len(proposal.vanished),
        findings=tuple(findings),
    )
