"""What came of an import: a sum that closes, and everything worth knowing."""

from collections.abc import Iterator
from dataclasses import dataclass

from dsw.intake.findings import REJECTS, Finding
from dsw.texts import plural, text

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an import, or would come of it.

    Attributes:
        file: its name; revision: the transaction that booked it, None when nothing was written.
        dry_run: it was only tried.
        rows: all rows below the header, each counted once in one of the next seven.
        new, changed, unchanged: the first row of each signatory.
        merged: further rows of a signatory.
        rejected: rows that did not go in; also the rows a mapping leaves out.
        drafts, blank: rows that are no submission.
        vanished: rows of this source the register knows and this file does not have; no part of the sum.
        findings: what to know or do, by row.
    """

    file: str
    revision: int | None
    dry_run: bool
    rows: int
    new: int
    changed: int
    unchanged: int
    merged: int
    rejected: int
    drafts: int
    blank: int
    vanished: int
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        parts = (self.new, self.changed, self.unchanged, self.merged, self.rejected, self.drafts, self.blank)
        assert self.rows == sum(parts), "a row was counted twice, or not at all"

    @property
    def exit_code(self) -> int:
        """0 when every row that should go in went in; 1 when one was refused."""
        return int(any(finding.kind in REJECTS for finding in self.findings))

    def counts(self) -> dict[str, int]:
        """The sums, under the names of the JSON report."""
        return {
            "rijen": self.rows,
            "nieuw": self.new,
            "gewijzigd": self.changed,
            "ongewijzigd": self.unchanged,
            "samengevoegd": self.merged,
            "afgewezen": self.rejected,
            "concepten": self.drafts,
            "leeg": self.blank,
            "verdwenen": self.vanished,
        }

    def as_dict(self) -> dict[str, object]:
        """The JSON report."""
        told = [finding.as_dict() for finding in self.findings]
        return {"bestand": self.file, "revisie": self.revision, **self.counts(), "bevindingen": told}


def report_lines(report: Report) -> Iterator[str]:
    """The report as a person reads it on a screen."""
    yield plural("intake.verslag.kop", report.rows, bestand=report.file)
    for name, count in report.counts().items():
        if count and name != "rijen":
            yield "  " + text(f"intake.verslag.{name}", n=count)
    for finding in report.findings[:_SHOWN]:
        yield _line(finding)
    if len(report.findings) > _SHOWN:
        yield plural("intake.verslag.meer", len(report.findings) - _SHOWN)
    yield _ending(report)


def _line(finding: Finding) -> str:
    told = finding.as_dict()["melding"]
    return text("intake.verslag.bevinding", plaats=_place(finding), melding=told)


def _place(finding: Finding) -> str:
    if finding.row and finding.column:
        return text("intake.plaats.cel", rij=finding.row, kolom=finding.column)
    return text("intake.plaats.rij", rij=finding.row) if finding.row else text("intake.plaats.bestand")


def _ending(report: Report) -> str:
    if report.dry_run:
        return text("intake.verslag.proef")
    if report.revision is None:
        return text("intake.verslag.niets")
    return text("intake.verslag.geboekt", revisie=report.revision)
