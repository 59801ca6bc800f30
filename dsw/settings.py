"""What an operator can set, and the only clock in the product.

Environment: ``DSW_DATABASE_URL`` (SQLite or PostgreSQL), ``DSW_DATA_DIR`` (where local files go),
``DSW_BACKUP_DIR`` (where the daily back-ups go), ``DSW_SMTP_URL`` (the mail server; without one, mail becomes
files), ``DSW_MAIL_FROM`` (who sends it), ``DSW_SITE_URL`` (where the site is, for links in mail),
``DSW_FRAME_ANCESTORS`` (which other sites may show the public pages in a frame),
``DSW_DEV=1`` (reload while developing), ``DSW_TODAY=JJJJ-MM-DD`` (pretend it is that day, to rehearse).
"""

import os
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dsw.calendar import read_day

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TIME_ZONE = ZoneInfo("Europe/Amsterdam")

#: A day somebody aims for is near when it is at most this many days away.
DUE_WITHIN_DAYS = 30
#: A pledge that has been standing still for this many days has done so for long.
STUCK_AFTER_DAYS = 90


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    Attributes:
        database_url: SQLAlchemy address of the register.
        data_dir: folder for local files (the embedded database).
        backup_dir: folder for the daily back-ups.
        smtp_url: address of the mail server, with its password; empty when there is none.
        mail_from: who sends the mail.
        site_url: the site's public address, without a slash at its end.
        frame_ancestors: sites that may show the public pages in a frame, as in a content security policy.
        dev: reload pages while developing.
    """

    database_url: str
    data_dir: Path
    backup_dir: Path
    smtp_url: str = field(repr=False)
    mail_from: str
    site_url: str
    frame_ancestors: str
    dev: bool


def load_settings() -> Settings:
    """The settings as the environment has them now."""
    data_dir = Path(os.environ.get("DSW_DATA_DIR") or DATA / "local")
    url = os.environ.get("DSW_DATABASE_URL") or f"sqlite:///{data_dir / 'register.db'}"
    backup_dir = Path(os.environ.get("DSW_BACKUP_DIR") or data_dir / "backups")
    return Settings(
        url,
        data_dir,
        backup_dir,
        smtp_url=os.environ.get("DSW_SMTP_URL", "").strip(),
        mail_from=os.environ.get("DSW_MAIL_FROM") or "Actieplanmonitor <actieplanmonitor@localhost>",
        site_url=(os.environ.get("DSW_SITE_URL") or "http://localhost:8501").rstrip("/"),
        frame_ancestors=_sources(os.environ.get("DSW_FRAME_ANCESTORS", "")),
        dev=os.environ.get("DSW_DEV") == "1",
    )


def _sources(said: str) -> str:
    """Only what can be the address of a site: nothing else gets into a header."""
    return " ".join(one for one in said.split() if re.fullmatch(r"https://[\w.*-]+(:\d+)?", one))


def now() -> datetime:
    """This moment, in UTC. On a pretended day it is that day's noon in the Netherlands."""
    pretended = os.environ.get("DSW_TODAY")
    if pretended:
        return datetime.combine(read_day(pretended), datetime.min.time(), TIME_ZONE) + timedelta(hours=12)
    return datetime.now(UTC)


def today() -> date:
    """The day it is in the Netherlands.

    Raises:
        RequestError: ``DSW_TODAY`` is no day.
    """
    return now().astimezone(TIME_ZONE).date()
