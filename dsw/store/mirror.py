"""The register in this process's memory: read once, then only what later transactions added."""

from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Lock, Thread
from time import perf_counter

from dsw.errors import StoreError
from dsw.ledger import Ledger
from dsw.regions import load_regions
from dsw.rules import Rules, rules_of
from dsw.settings import load_settings
from dsw.store.opening import Store
from dsw.store.reading import Head, Identity, Reader
from dsw.store.shelf import Shelf


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The register at one revision. Immutable: whoever holds one sees no later change.

    Attributes:
        head: where the register was.
        ledger: all entries.
        names: what signatories are called, by number. Personal data: show only where ``show_name``.
    """

    head: Head
    ledger: Ledger
    names: Mapping[int, Identity]

    @property
    def rules(self) -> Rules:
        """What its figures are counted by."""
        return self.ledger.rules


#: What the names of settings begin with that are rules.
RULES = "regel."
#: What grew by more than this since it was kept is kept anew.
_LONGER = 1.1
#: So many earlier revisions are kept: each is a ledger of its own.
_EARLIER_KEPT = 3
_EMPTY = Snapshot(Head("", 0, None, False), Ledger.empty(), {})


class Mirror:
    """Keeps a snapshot current. One per process and register; safe to share between threads.

    Args:
        store: the register.
        shelf: where the ledger is kept for the next start.
    """

    def __init__(self, store: Store, shelf: Shelf | None = None) -> None:
        self.store = store
        self._shelf = shelf
        self._lock = Lock()
        self._snapshot = _EMPTY
        self._looked = 0.0
        self._earlier: OrderedDict[tuple[str, int, int], Snapshot] = OrderedDict()
        self._earlier_lock = Lock()

    def current(self) -> Snapshot:
        """The register as it is now; costs one small query when nothing changed.

        Whoever waits while others look takes what they found, if they began to look after it asked.

        Raises:
            StoreError: the database cannot be read.
        """
        asked = perf_counter()
        with self._lock:
            if self._looked > asked:
                return self._snapshot
            looking = perf_counter()
            self._look()
            self._looked = looking
            return self._snapshot

    def at(self, revision: int) -> Snapshot:
        """The register as it was at an earlier revision, counted as it was then.

        Names are those of now, for consent is given now; and no cell is shown that would be too small now.

        Raises:
            StoreError: the database cannot be read.
        """
        now = self.current()
        if revision >= now.head.revision:
            return now
        with self._earlier_lock:
            return self._at(now, revision)

    def _at(self, now: Snapshot, revision: int) -> Snapshot:
        key = now.head.register_id, revision, now.rules.smallest_cell
        kept = self._earlier.pop(key, None)
        if kept is None:
            with self.store.read() as db:
                head = Head(now.head.register_id, revision, db.moment_of(revision), now.head.demo)
                then = rules_of(db.settings_now(RULES, revision))
            cell = max(then.smallest_cell, now.rules.smallest_cell)
            rules = then.model_copy(update={"smallest_cell": cell})
            kept = Snapshot(head, now.ledger.until(revision, rules), now.names)
        elif kept.names is not now.names:
            kept = Snapshot(kept.head, kept.ledger, now.names)
        self._earlier[key] = kept
        while len(self._earlier) > _EARLIER_KEPT:
            self._earlier.popitem(last=False)
        return kept

    def _look(self) -> None:
        if self.store.head() == self._snapshot.head:
            return
        with self.store.read() as db:
            head = db.head()
            if head.register_id == self._snapshot.head.register_id:
                self._snapshot = _advanced(self._snapshot, head, db)
            else:
                self._snapshot = self._begun(head, db)

    def _begun(self, head: Head, db: Reader) -> Snapshot:
        """From what was kept, or else from nothing; what grew much since is kept anew."""
        known = self._shelf.known(db, head.register_id) if self._shelf else None
        start = Snapshot(*known, {}) if known else _EMPTY
        snapshot = _advanced(start, head, db)
        if self._shelf and len(snapshot.ledger.entries) > _LONGER * len(start.ledger.entries):
            Thread(target=self._keep, args=(self._shelf, snapshot), daemon=True).start()
        return snapshot

    def _keep(self, shelf: Shelf, snapshot: Snapshot) -> None:
        """Keep a ledger for the next start, and look at the file from then on: memory is for other things."""
        shelf.keep(snapshot.head, snapshot.ledger)
        with suppress(StoreError):
            with self.store.read() as db:
                known = shelf.known(db, snapshot.head.register_id)
            if known:
                self._go_on_from(*known)

    def _go_on_from(self, head: Head, ledger: Ledger) -> None:
        """Names that are known stay: a file that is ahead of them is of no use."""
        with self._lock:
            now = self._snapshot
            if head.register_id == now.head.register_id and head.revision <= now.head.revision:
                self._snapshot = Snapshot(head, ledger, now.names)
                self._look()


@cache
def shared_mirror() -> Mirror:
    """The mirror this whole process shares, of the register its environment names.

    Raises:
        StoreError: the register cannot be opened.
    """
    settings = load_settings()
    return Mirror(Store.open(settings.database_url), Shelf(settings.data_dir))


def _advanced(old: Snapshot, head: Head, db: Reader) -> Snapshot:
    profiles = old.ledger.profiles
    profiles = profiles.extended(db.profiles_after(len(profiles.known) - 1), load_regions())
    ledger = old.ledger.under(rules_of(db.settings_now(RULES)))
    ledger = ledger.extended(head.revision, db.entries_after(old.head.revision), profiles)
    unnamed_since = old.head.revision if old.names else 0
    renamed = {identity.signatory: identity for identity in db.identities_after(unnamed_since)}
    return Snapshot(head, ledger, {**old.names, **renamed} if renamed else old.names)
