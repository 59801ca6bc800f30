"""The register in a database: opening it, reading it consistently, writing one transaction at a time."""

from dsw.store.desk import Desk
from dsw.store.mirror import RULES, Mirror, Snapshot, shared_mirror
from dsw.store.opening import PATIENT, Store
from dsw.store.reading import Contact, Head, Identity, Reader, Words
from dsw.store.writing import Writer

__all__ = [
    "PATIENT",
    "RULES",
    "Contact",
    "Desk",
    "Head",
    "Identity",
    "Mirror",
    "Reader",
    "Snapshot",
    "Store",
    "Words",
    "Writer",
    "shared_mirror",
]
