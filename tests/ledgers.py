"""What a ledger holds, to compare it with another one."""

from dsw.ledger import COLUMNS, Ledger

CUBES = ("heads_on", "pledges_on", "stuck_on", "municipalities_on", "came_on", "news_on")


def entries(ledger: Ledger) -> list[tuple[int, ...]]:
    """Every entry, in order of recording."""
    return list(zip(*(ledger.entries[name].tolist() for name in COLUMNS), strict=True))
