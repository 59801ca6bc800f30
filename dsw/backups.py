"""Daily back-ups: one a day, and which of them stay."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dsw.calendar import read_day
from dsw.errors import RequestError, StoreError
from dsw.safekeeping import backup
from dsw.store import Store

#: What stays: the last back-up of so many days, weeks and months, counting those that have one.
KEPT: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
    (7, lambda day: day),
    (5, lambda day: day.isocalendar()[:2]),
    (12, lambda day: (day.year, day.month)),
)

_BEFORE, _AFTER = "register-", ".db"


def keep_daily(store: Store, folder: Path, day: date) -> bool:
    """Make the back-up of a day, and let go of those that need not stay. Whose name is not ours, stays.

    A back-up has its name only once it is whole, so of a process that was killed none counts.

    Args:
        store: the register.
        folder: where the back-ups are; made when it is not there. One register uses it.
        day: the day it is.

    Returns:
        Whether there was no back-up of that day yet.

    Raises:
        StoreError: the register cannot be read, or the folder cannot be written.
    """
    file = folder / _name(day)
    if file.exists():
        return False
    with _writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for draft in folder.glob(f".{_BEFORE}*{_AFTER}.*"):
            draft.unlink()
    backup(store, file)
    with _writing(folder):
        made = daily_backups(folder)
        for gone in surplus(made):
            made[gone].unlink()
    return True


def daily_backups(folder: Path) -> dict[date, Path]:
    """The daily back-ups in a folder, by day."""
    found = ((_day(path), path) for path in sorted(folder.glob(f"{_BEFORE}*{_AFTER}")))
    return {day: path for day, path in found if day and path.name == _name(day)}


def surplus(days: Iterable[date]) -> set[date]:
    """The days whose back-up may go: those that are in no way the last of a period that counts."""
    oldest_first = sorted(days)
    kept: set[date] = set()
    for count, period in KEPT:
        last = {period(day): day for day in oldest_first}
        kept.update(list(last.values())[-count:])
    return set(oldest_first) - kept


def _name(day: date) -> str:
    return f"{_BEFORE}{day}{_AFTER}"


def _day(path: Path) -> date | None:
    try:
        return read_day(path.name.removeprefix(_BEFORE).removesuffix(_AFTER))
    except RequestError:
        return None


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        soort = type(error).__name__
        raise StoreError("bestand.niet_te_schrijven", bestand=folder.name, soort=soort) from error
