"""The answers: from a register, the plan and a selection to the objects of ``dsw.views``."""

from dsw.queries.action import action
from dsw.queries.asking import QUESTIONS, Request, View, answer, read_request
from dsw.queries.directory import directory
from dsw.queries.gaps import gaps
from dsw.queries.groups import groups
from dsw.queries.overview import overview
from dsw.queries.regions import regions
from dsw.queries.sections import sections
from dsw.queries.stand import stand_figures
from dsw.queries.trend import trend

__all__ = [
    "QUESTIONS",
    "Request",
    "View",
    "answer",
    "read_request",
    "action",
    "directory",
    "gaps",
    "groups",
    "overview",
    "regions",
    "sections",
    "stand_figures",
    "trend",
]
