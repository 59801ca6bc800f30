"""The tables of the office: what the staff agreed on, decided, sent and put together."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from dsw.store.base import Moment, metadata

setting = Table(
    "setting",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("value", Text, nullable=False, comment="JSON; the newest revision counts"),
)

form_mapping = Table(
    "form_mapping",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("header", String(64), nullable=False, index=True, comment="digest of the form's header"),
    Column("mapping", Text, nullable=False, comment="YAML, as in data/mappings; the newest revision counts"),
)

settled = Table(
    "settled",
    metadata,
    Column("kind", String(24), primary_key=True),
    Column("subject", String(80), primary_key=True, comment="numbers that say what was settled"),
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("until", Date, comment="it comes back after this day; none: it does not"),
)

merger = Table(
    "merger",
    metadata,
    Column("signatory_id", Integer, ForeignKey("signatory.id"), primary_key=True, autoincrement=False),
    Column("into_id", Integer, ForeignKey("signatory.id"), nullable=False, index=True),
    Column("revision", Integer, ForeignKey("change.revision"), nullable=False, index=True),
)

origin_before = Table(
    "origin_before",
    metadata,
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("source", String(40), primary_key=True),
    Column("external_id", String(100), primary_key=True),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), comment="none: the row was not known yet"),
    Column("fingerprint", String(64)),
    Column("actions", Text),
    Column("seen_revision", Integer),
    Column("missing_since", Integer),
    Column("moment", DateTime),
)

undone = Table(
    "undone",
    metadata,
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("by_revision", Integer, ForeignKey("change.revision"), nullable=False, unique=True),
)

remark = Table(
    "remark",
    metadata,
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), primary_key=True, autoincrement=False),
    Column("why", Text, nullable=False, comment="why the staff changed something; personal data"),
    Index(None, "signatory_id"),
)

letter_round = Table(
    "letter_round",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", String(32), nullable=False),
    Column("day", Date, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("actor", String(100), nullable=False, comment="as in the change log"),
    Column("revision", Integer, nullable=False, comment="where the register was: a response comes later"),
    sqlite_autoincrement=True,
)

reminder = Table(
    "reminder",
    metadata,
    Column("round_id", Integer, ForeignKey("letter_round.id"), primary_key=True, autoincrement=False),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), primary_key=True, autoincrement=False),
    Column("contact", SmallInteger, primary_key=True, autoincrement=False),
    Column("reason", String(24), nullable=False),
    Index(None, "signatory_id"),
)

bounce = Table(
    "bounce",
    metadata,
    Column("signatory_id", Integer, ForeignKey("signatory.id"), primary_key=True, autoincrement=False),
    Column("contact", SmallInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("fault", String(80), nullable=False),
)

offer = Table(
    "offer",
    metadata,
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True, autoincrement=False),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Index(None, "signatory_id"),
)
