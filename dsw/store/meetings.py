"""The tables of network meetings: what each is about, where its figures were fixed, what was agreed there."""

from sqlalchemy import Column, Date, ForeignKey, Integer, SmallInteger, String, Table, Text

from dsw.store.base import Moment, metadata

meeting = Table(
    "meeting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ref", String(32), nullable=False, unique=True, comment="its public reference, in its address"),
    Column("name", String(200), nullable=False),
    Column("day", Date, nullable=False),
    Column("region", String(12), nullable=False, comment="code of a province; empty: the whole country"),
    Column("group_no", SmallInteger, nullable=False, comment="0: all stakeholder groups"),
    Column("since", Date, nullable=False, comment="the day its figures are compared with"),
    Column("slides", Text, nullable=False, comment="JSON: the chosen slides in order"),
    Column("pinned_day", Date, comment="the day its figures are about; none: not pinned yet"),
    Column("pinned_revision", Integer, ForeignKey("change.revision"), comment="as the register knew it then"),
    Column("counted_from", Integer, comment="the revision after which responses count; none: since its day"),
    Column("version", Integer, nullable=False, comment="grows with each change: of two at once, one is told"),
    Column("made_by", String(100), nullable=False, comment="as in the change log"),
    Column("made_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

agreement = Table(
    "agreement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meeting.id"), nullable=False, index=True),
    Column("words", Text, nullable=False, comment="may name persons: shown to whoever has the address"),
    Column("version", Integer, nullable=False),
    Column("made_by", String(100), nullable=False, comment="as in the change log"),
    Column("made_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
