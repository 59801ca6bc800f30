"""The tables. Events and entries are only ever added to; what is personal sits apart and can be erased.

``clock`` holds the data revision and the next free numbers. Whoever writes takes its row first, so writers
queue there and revision order is commit order on SQLite and PostgreSQL alike.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dsw.store.base import Moment, metadata
from dsw.store.office import (
    bounce,
    form_mapping,
    letter_round,
    merger,
    offer,
    origin_before,
    remark,
    reminder,
    setting,
    settled,
    undone,
)

clock = Table(
    "clock",
    metadata,
    Column("id", SmallInteger, CheckConstraint("id = 1", name="one_row"), primary_key=True),
    Column("register_id", String(32), nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("next_event", Integer, nullable=False),
    Column("next_entry", Integer, nullable=False),
    Column("next_signatory", Integer, nullable=False),
    Column("next_pledge", Integer, nullable=False),
    Column("next_profile", Integer, nullable=False),
)

change = Table(
    "change",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("act", String(40), nullable=False),
)

profile = Table(
    "profile",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("group_no", SmallInteger, nullable=False),
    Column("regions", Text, nullable=False),
    UniqueConstraint("kind", "group_no", "regions"),
)

signatory = Table(
    "signatory",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("ref", String(32), nullable=False, unique=True),
    Column("revision", Integer, ForeignKey("change.revision"), nullable=False),
)

pledge = Table(
    "pledge",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), nullable=False),
    Column("action", SmallInteger, nullable=False),
    Column("revision", Integer, ForeignKey("change.revision"), nullable=False),
    UniqueConstraint("signatory_id", "action"),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, ForeignKey("change.revision"), nullable=False),
    Column("fact", String(24), nullable=False),
    Column("day", Date, nullable=False),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), nullable=False, index=True),
    Column("pledge_id", Integer, ForeignKey("pledge.id")),
    Column("profile_id", Integer, ForeignKey("profile.id")),
    Column("status", String(16)),
    Column("obstacle", String(16)),
    Column("evidence", String(16)),
    Column("due", Date),
    Column("plan_version", String(10)),
    Column("cancels", Integer, ForeignKey("event.id")),
)

entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, ForeignKey("change.revision"), nullable=False, index=True),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), nullable=False),
    Column("day", Integer, nullable=False, comment="proleptic ordinal: 1 is 0001-01-01"),
    Column("pledge_id", Integer, nullable=False, comment="0: the signature itself"),
    Column("profile_id", Integer, ForeignKey("profile.id"), nullable=False),
    Column("action", SmallInteger, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("obstacle", SmallInteger, nullable=False),
    Column("evidence", SmallInteger, nullable=False),
    Column("heard", Integer, nullable=False, comment="proleptic ordinal; 0: never heard of"),
    Column("amount", SmallInteger, nullable=False),
)

origin = Table(
    "origin",
    metadata,
    Column("source", String(40), primary_key=True),
    Column("external_id", String(100), primary_key=True),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), nullable=False, index=True),
    Column("fingerprint", String(64), nullable=False),
    Column("actions", Text, nullable=False, comment="indices of the actions the row listed"),
    Column("seen_revision", Integer, ForeignKey("change.revision"), nullable=False),
    Column("missing_since", Integer, ForeignKey("change.revision")),
    Column("moment", DateTime, comment="the latest moment the row named, on the Dutch clock"),
)

import_run = Table(
    "import_run",
    metadata,
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("file", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("source", String(40), nullable=False),
    Column("counts", Text, nullable=False, comment="JSON: the report's sums"),
)

# Personal data: kept apart, erasable by signatory, newest revision counts.

identity = Table(
    "identity",
    metadata,
    Column("signatory_id", Integer, ForeignKey("signatory.id"), primary_key=True, autoincrement=False),
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("name", String(300), nullable=False),
    Column("show_name", Boolean, nullable=False),
    Index(None, "revision"),
)

contact = Table(
    "contact",
    metadata,
    Column("signatory_id", Integer, ForeignKey("signatory.id"), primary_key=True, autoincrement=False),
    Column(
        "number", SmallInteger, primary_key=True, autoincrement=False, comment="1: whom to write to first"
    ),
    Column("revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False),
    Column("name", String(300), nullable=False),
    Column("email", String(320), nullable=False, comment="empty: no longer a contact"),
    Column("mail_consent", Boolean, nullable=False),
    Column("mailbox", String(320), nullable=False, index=True, comment="the address in small letters"),
)

words = Table(
    "words",
    metadata,
    Column("event_id", Integer, ForeignKey("event.id"), primary_key=True, autoincrement=False),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("ask", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("helper", SmallInteger, nullable=False, comment="the section that could help; 0: none named"),
)

#: Tables with personal data: erasing a signatory empties its rows here.
PERSONAL = (identity, contact, words, remark)

# The counter: who may come in, and what is under way. None of it is part of the books; it takes no revision.

staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(320), nullable=False, unique=True, comment="in small letters"),
    Column("role", String(16), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("signed_out_at", Moment, comment="whoever came in before is no longer in"),
)

signup = Table(
    "signup",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("stage", String(16), nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("decided_by", String(100), comment="as in the change log"),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), index=True),
    Column("form", Text, nullable=False, comment="JSON: what was filled in; empty once it is settled"),
    Column(
        "mailbox",
        String(320),
        nullable=False,
        index=True,
        comment="empty once it is settled",
    ),
)

link = Table(
    "link",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), index=True),
    Column("contact", SmallInteger),
    Column("signup_id", String(32), ForeignKey("signup.id"), index=True),
    Column("staff_id", Integer, ForeignKey("staff.id"), index=True),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

session = Table(
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), index=True),
    Column("contact", SmallInteger),
    Column("signup_id", String(32), ForeignKey("signup.id"), index=True),
    Column("staff_id", Integer, ForeignKey("staff.id"), index=True),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("changed_at", Moment, nullable=False),
    Column("form", Text, nullable=False, comment="JSON: what was filled in so far"),
)

receipt = Table(
    "receipt",
    metadata,
    Column("digest", String(64), primary_key=True, comment="of a form that was handled"),
    Column("made_at", Moment, nullable=False),
    Column("answer", String(200), nullable=False, comment="where its sender was sent"),
)

knock = Table(
    "knock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("door", String(80), nullable=False, comment="what was asked, and a digest of who asked"),
    Column("at", Moment, nullable=False),
    Index(None, "door", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", String(32), nullable=False),
    Column("address", String(320), nullable=False, comment="empty once it is sent"),
    Column("filling", Text, nullable=False, comment="JSON: what fills the letter; empty once it is sent"),
    Column("signatory_id", Integer, ForeignKey("signatory.id"), index=True),
    Column("contact", SmallInteger),
    Column("signup_id", String(32), ForeignKey("signup.id")),
    Column("staff_id", Integer, ForeignKey("staff.id")),
    Column("made_at", Moment, nullable=False),
    Column("due_at", Moment, index=True, comment="when it is tried (again); none: it is settled"),
    Column("tries", SmallInteger, nullable=False),
    Column("sent_at", Moment),
    Column("fault", String(80), comment="what went wrong last"),
)

#: Tables of the counter. A back-up holds them; an import, the ledger and the figures know nothing of them.
COUNTER = (staff, signup, link, session, draft, receipt, knock, outbox)

#: What the office keeps beside the books.
OFFICE = (
    setting,
    form_mapping,
    settled,
    merger,
    origin_before,
    undone,
    letter_round,
    reminder,
    bounce,
    offer,
)
#: What points at a signatory and means nothing any more once it was erased.
LEADING = (link, session, outbox, signup, reminder, bounce, offer)

__all__ = [
    "clock",
    "change",
    "profile",
    "signatory",
    "pledge",
    "event",
    "entry",
    "origin",
    "import_run",
    "identity",
    "contact",
    "words",
    "staff",
    "signup",
    "link",
    "session",
    "draft",
    "receipt",
    "knock",
    "outbox",
    "setting",
    "form_mapping",
    "settled",
    "merger",
    "origin_before",
    "undone",
    "remark",
    "letter_round",
    "reminder",
    "bounce",
    "offer",
    "metadata",
    "PERSONAL",
    "COUNTER",
    "OFFICE",
    "LEADING",
]
