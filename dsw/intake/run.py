"""One import from file to report: all of it, or nothing."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dsw.errors import RuleError, UnreadableFile
from dsw.garbage import uncollected
from dsw.intake.booking import book, remember_run
from dsw.intake.constants import check_constants
from dsw.intake.decisions import Decisions
from dsw.intake.findings import Finding, FindingKind
from dsw.intake.headers import Layout, layout_at
from dsw.intake.known import Known, read_known
from dsw.intake.mapping import FormMapping, load_mapping
from dsw.intake.proposal import Outcome, Proposal, make_proposal
from dsw.intake.reader import read_file, read_table
from dsw.intake.remembered import NO_FORMS, Forms, header_digest, remember_form, remembered_forms
from dsw.intake.report import Report
from dsw.intake.rows import Aside, Reading, read_rows
from dsw.intake.sheets import laid_out
from dsw.intake.table import Progress, Table
from dsw.people import OPERATOR, Actor
from dsw.settings import today
from dsw.store import PATIENT, Head, Reader, Store, Writer

_UNDECIDED = Decisions()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that could be opened.

    Attributes:
        file: its name; digest: its SHA-256.
        table: the first sheet, with the others beside it.
    """

    file: str
    digest: str
    table: Table


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that could be read.

    Attributes:
        file: its name; digest: its SHA-256; header: that of its header.
        layout: how it was read; reading: what it says.
        day: the day it was read.
        decisions: what somebody decided about it.
    """

    file: str
    digest: str
    header: str
    layout: Layout
    reading: Reading
    day: date
    decisions: Decisions

    @property
    def mapping(self) -> FormMapping:
        """The mapping it was read by."""
        return self.layout.mapping


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do to the register.

    Attributes:
        proposal: all of it; fresh: it takes the place of the sample data.
        report: the sum, and what to know.
    """

    proposal: Proposal
    fresh: bool
    report: Report


class _NothingLeftError(Exception):
    """Somebody else booked the same in between: the transaction must leave no trace."""


def opened(file: str, data: bytes) -> Upload:
    """A file as a table.

    Args:
        file: its name, without a folder.

    Raises:
        UnreadableFile: the file cannot be read.
    """
    name = file.encode("utf-8", "replace").decode()
    return Upload(name, hashlib.sha256(data).hexdigest(), read_table(data))


def read_offered(
    path: Path, mapping: str | None, forms: Forms = NO_FORMS, decisions: Decisions = _UNDECIDED
) -> Offered:
    """Read a file without looking at the register.

    Args:
        mapping: name or file of a mapping; None: the header decides.
        forms: what the staff chose before; decisions: and about this file.

    Raises:
        UnreadableFile: the file cannot be read, or holds no rows.
        MappingError: no mapping fits, or the mapping is wrong.
    """
    chosen = _named(mapping, forms) if mapping else None
    if chosen:
        check_constants(chosen, today())
    upload = opened(path.name, read_file(path))
    return offered_as(upload, *laid_out(upload.table, chosen, forms), decisions)


def _named(mapping: str, forms: Forms) -> FormMapping:
    known = forms.by_name.get(mapping)
    return known.read() if known else load_mapping(mapping, forms.by_name)


def offered_as(
    upload: Upload,
    table: Table,
    layout: Layout,
    decisions: Decisions = _UNDECIDED,
    progress: Progress | None = None,
) -> Offered:
    """Read the rows of a file.

    Args:
        table: the sheet to read; layout: how.
        decisions: what somebody decided about it.
        progress: told how many rows are read, of how many.

    Raises:
        UnreadableFile: it holds no rows.
    """
    day = today()
    if decisions.words:
        layout = layout_at(table, layout.mapping.saying(decisions.words), layout.header)
    reading = read_rows(table, layout, day, progress)
    if reading.total == reading.count(Aside.BLANK):
        raise UnreadableFile("bestand.geen_rijen", bestand=upload.file)
    header = header_digest(table.rows[layout.header - 1])
    return Offered(upload.file, upload.digest, header, layout, reading, day, decisions)


@uncollected()
def run_import(
    store: Store,
    path: Path,
    mapping: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: Actor = OPERATOR,
    decisions: Decisions = _UNDECIDED,
) -> Report:
    """Import a file in one transaction.

    The comparison is made on a consistent view of the register, and made again only when somebody else wrote
    between that view and the transaction. When nothing differs nothing is written and no revision is spent.

    Args:
        mapping: name or file of a mapping; None: the header decides.
        dry_run: only say what would come of it.
        progress: told how many signatories are booked, of how many.
        actor: who imports; decisions: what was decided about the file.

    Raises:
        UnreadableFile, MappingError, Refused, RuleError, StoreError: the register is as it was.
    """
    with store.read() as db:
        forms = remembered_forms(db)
    offered = read_offered(path, mapping, forms, decisions)
    preview = look_ahead(store, offered)
    if dry_run:
        return replace(preview.report, dry_run=True)
    return import_offered(store, offered, preview, progress, actor)


def look_ahead(store: Store, offered: Offered, progress: Progress | None = None) -> Preview:
    """What a file would do to the register as it is now. Nothing is written.

    Args:
        progress: told how many signatories are compared, of how many.

    Raises:
        StoreError: the register cannot be read.
    """
    with store.read() as db:
        proposal, fresh = _propose(db, offered, db.head(), progress)
    return Preview(proposal, fresh, _report(offered, proposal, fresh, None))


def import_offered(
    store: Store,
    offered: Offered,
    preview: Preview,
    progress: Progress | None = None,
    actor: Actor = OPERATOR,
    *,
    as_shown: bool = False,
    remember: bool = False,
) -> Report:
    """Book a file in one transaction.

    Args:
        preview: what it does, by the register as it was.
        progress: told how many signatories are booked, of how many.
        actor: who imports.
        as_shown: somebody saw the preview, so nothing else may be booked.
        remember: read the next file with this header by the same mapping.

    Raises:
        Refused, StoreError: the register is as it was.
        RuleError: the same; ``inlezen.veranderd`` where it would do something else than was shown.
    """
    if _is_idle(preview) and not remember:
        return preview.report
    try:
        with store.write(actor, "import", PATIENT) as tx:
            now = _still(tx, offered, preview, as_shown=as_shown)
            if _is_idle(now) and not remember:
                raise _NothingLeftError
            if now.fresh:
                tx.empty()
            book(tx, now.proposal, progress, offered.decisions)
            if remember:
                remember_form(tx, offered.mapping, offered.header)
            report = replace(now.report, revision=tx.revision)
            remember_run(tx, report, offered.mapping.source, offered.digest)
    except _NothingLeftError:
        return now.report
    return report


def _is_idle(preview: Preview) -> bool:
    return preview.proposal.changes_nothing and not preview.fresh


def _still(tx: Writer, offered: Offered, preview: Preview, *, as_shown: bool) -> Preview:
    """What the file does now, inside the transaction."""
    if tx.revision == preview.proposal.revision + 1:
        return preview
    proposal, fresh = _propose(tx, offered, replace(tx.head(), revision=tx.revision - 1))
    if as_shown and not (fresh == preview.fresh and proposal.does_as(preview.proposal)):
        raise RuleError("inlezen.veranderd")
    return Preview(proposal, fresh, _report(offered, proposal, fresh, None))


def _propose(
    db: Reader, offered: Offered, head: Head, progress: Progress | None = None
) -> tuple[Proposal, bool]:
    """What the file would do, and whether it takes the place of the sample data.

    Sample data make way for the first real file; an export of the sample itself is no real file.
    """
    known = read_known(db)
    own = any(one.ref in known.refs for one in offered.reading.submissions)
    fresh = head.demo and not own and bool(offered.reading.submissions)
    if fresh:
        known = Known()
    reading, mapping, decisions = offered.reading, offered.mapping, offered.decisions
    proposal = make_proposal(db, known, reading, mapping, head.revision, offered.day, decisions, progress)
    return proposal, fresh


def _report(offered: Offered, proposal: Proposal, fresh: bool, revision: int | None) -> Report:
    reading = offered.reading
    replaced = [Finding(None, "", "", FindingKind.VOORBEELD_VERVANGEN)] if fresh else []
    compared = map(offered.layout.pointed, proposal.findings)
    findings = sorted([*replaced, *reading.findings, *compared], key=lambda one: one.row or 0)
    return Report(
        file=offered.file,
        revision=revision,
        dry_run=False,
        rows=reading.total,
        new=proposal.count(Outcome.NEW),
        changed=proposal.count(Outcome.CHANGED),
        unchanged=proposal.count(Outcome.UNCHANGED),
        merged=proposal.merged,
        rejected=reading.count(Aside.REJECTED) + proposal.rejected,
        drafts=reading.count(Aside.DRAFT),
        blank=reading.count(Aside.BLANK),
        vanished=len(proposal.vanished),
        findings=tuple(findings),
    )
