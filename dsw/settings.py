"""What an operator can set, and the only clock in the product.

Environment: ``DSW_DATABASE_URL`` (SQLite or PostgreSQL), ``DSW_DATA_DIR`` (where local files go),
``DSW_BACKUP_DIR`` (where the daily back-ups go), ``DSW_SITE_URL`` (how visitors reach us),
``DSW_DEV=1`` (reload while developing), ``DSW_TODAY=JJJJ-MM-DD`` (pretend it is that day, to rehearse).
"""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dsw.calendar import read_day

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TIME_ZONE = ZoneInfo("Europe/Amsterdam")

#: A pledge is silent when it was last heard of longer ago than this many months.
SILENT_AFTER_MONTHS = 6
#: "What changed lately" looks back this many days.
RECENT_DAYS = 90
#: Counts of persons below this size are not shown in a cross-table.
SMALLEST_CELL = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says.

    Attributes:
        database_url: SQLAlchemy address of the register.
        data_dir: folder for local files (the embedded database).
        backup_dir: folder for the daily back-ups.
        site_url: how visitors reach us, without a slash at its end.
        dev: reload pages while developing.
    """

    database_url: str
    data_dir: Path
    backup_dir: Path
    site_url: str
    dev: bool


def load_settings() -> Settings:
    """The settings as the environment has them now."""
    data_dir = Path(os.environ.get("DSW_DATA_DIR") or DATA / "local")
    url = os.environ.get("DSW_DATABASE_URL") or f"sqlite:///{data_dir / 'register.db'}"
    backup_dir = Path(os.environ.get("DSW_BACKUP_DIR") or data_dir / "backups")
    site_url = (os.environ.get("DSW_SITE_URL") or "http://localhost:8501").rstrip("/")
    return Settings(url, data_dir, backup_dir, site_url, os.environ.get("DSW_DEV") == "1")


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
