"""The intake: from an exported form to the register, in one transaction and with a sum that closes.

::

    file -> table -> layout -> submissions -> proposal -> commands
            reader   headers   rows           proposal    booking

A *table* is a file as rows of text. A *layout* is a mapping laid on its header. A *submission* is what a row
says, with findings for what it does not say well. A *proposal* is the difference between the submissions and
the register; nothing is written before it is complete.
"""

from dsw.intake.findings import Finding, FindingKind
from dsw.intake.mapping import OWN_SOURCE, all_mappings, load_mapping
from dsw.intake.report import Report, report_lines
from dsw.intake.run import read_offered, run_import

__all__ = [
    "OWN_SOURCE",
    "Finding",
    "FindingKind",
    "Report",
    "all_mappings",
    "load_mapping",
    "read_offered",
    "report_lines",
    "run_import",
]
