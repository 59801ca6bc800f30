"""A meeting to take along: as PowerPoint, as PDF, and the figures of the whole country without a meeting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from dsw.errors import RequestError, RuleError
from dsw.files import appearing
from dsw.meetings import agreements_of, all_meetings
from dsw.paper import pdf_of
from dsw.powerpoint import pptx_of
from dsw.queries.slides import deck, snapshot_of
from dsw.rules import USUAL
from dsw.settings import load_settings, today
from dsw.slides import Presentation, presentation
from dsw.store import Mirror, Store
from dsw.texts import text
from dsw.views import Meeting, SlideKey


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    Attributes:
        media_type: as HTTP names it; make: makes its bytes.
    """

    media_type: str
    make: Callable[[Presentation], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
#: What can be taken along, by the ending of its name.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {"pptx": Format(_OFFICE, pptx_of), "pdf": Format("application/pdf", pdf_of)}
)


def format_of(name: str) -> Format:
    """The kind of file by its name.

    Raises:
        RequestError: we do not make such a file.
    """
    found = FORMATS.get(name.rpartition(".")[2].casefold())
    if found is None:
        raise RequestError("meenemen.soort", bestand=name)
    return found


def chosen(store: Store, which: str | None, op: date, since: date | None) -> Meeting:
    """The meeting somebody asks for, or the whole country.

    Args:
        which: its number or its public reference; None: no meeting.
        op, since: of which day the figures of the whole country are, and what they are compared with; without
            ``since`` what changed lately is shown.

    Raises:
        RequestError, RuleError: the days are in the wrong order; there is no such meeting.
    """
    if which is None:
        return whole_country(op, since or op - timedelta(days=USUAL.recent_days))
    with store.read() as db:
        for one in all_meetings(db):
            if which in (str(one.number), one.ref):
                return one
    raise RuleError("bijeenkomst.onbekend")


def whole_country(op: date, since: date) -> Meeting:
    """The figures of everybody without a meeting: every slide but what was agreed.

    Raises:
        RequestError: there is nothing between the two days.
    """
    if since >= op:
        raise RequestError("meenemen.sinds", op=op)
    slides = tuple(key for key in SlideKey if key is not SlideKey.AFSPRAKEN)
    name = text("meenemen.heel_nederland")
    return Meeting(0, "", name, op, "", 0, since, slides, None, None, None, 1)


def presented(mirror: Mirror, meeting: Meeting) -> Presentation:
    """What a meeting shows, read now.

    Raises:
        StoreError: the database cannot be read.
    """
    snapshot = snapshot_of(mirror, meeting)
    with mirror.store.read() as db:
        answers = deck(snapshot, db, meeting, agreements_of(db, meeting), today())
    return presentation(answers, load_settings().site_url)


def write_takeaway(path: Path, mirror: Mirror, meeting: Meeting) -> None:
    """Write the file; its name says which kind it is.

    Raises:
        RequestError: we do not make such a file.
        StoreError: the database cannot be read, or the file cannot be written.
    """
    kind = format_of(path.name)
    made = kind.make(presented(mirror, meeting))
    with appearing(path, overwrite=True) as draft:
        draft.write_bytes(made)
