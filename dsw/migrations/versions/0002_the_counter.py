"""The counter: staff, sign-ups, links, sessions and letters; several contacts for one signatory.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _number_contacts()
    _name_helpers()
    _make_who_comes_in()
    _make_what_is_under_way()


def _number_contacts() -> None:
    op.rename_table("contact", "contact_before")
    op.create_table(
        "contact",
        sa.Column("signatory_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "number",
            sa.SmallInteger(),
            autoincrement=False,
            nullable=False,
            comment="1: whom to write to first",
        ),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False, comment="empty: no longer a contact"),
        sa.Column("mail_consent", sa.Boolean(), nullable=False),
        sa.Column("mailbox", sa.String(length=320), nullable=False, comment="the address in small letters"),
    )
    op.execute(
        "INSERT INTO contact (signatory_id, number, revision, name, email, mail_consent, mailbox)"
        " SELECT signatory_id, 1, revision, name, email, mail_consent, LOWER(TRIM(email)) FROM contact_before"
    )
    op.drop_table("contact_before")
    with op.batch_alter_table("contact") as contact:
        contact.create_primary_key(op.f("pk_contact"), ["signatory_id", "number", "revision"])
        contact.create_foreign_key(
            op.f("fk_contact_signatory_id_signatory"), "signatory", ["signatory_id"], ["id"]
        )
        contact.create_foreign_key(op.f("fk_contact_revision_change"), "change", ["revision"], ["revision"])
    op.create_index(op.f("ix_contact_mailbox"), "contact", ["mailbox"])


def _name_helpers() -> None:
    helper = sa.Column(
        "helper",
        sa.SmallInteger(),
        server_default="0",
        nullable=False,
        comment="the section that could help; 0: none named",
    )
    with op.batch_alter_table("words") as words:
        words.add_column(helper)
    with op.batch_alter_table("words") as words:
        words.alter_column("helper", server_default=None)


def _make_who_comes_in() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False, comment="in small letters"),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("signed_out_at", _MOMENT, nullable=True, comment="whoever came in before is no longer in"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "signup",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=True, comment="as in the change log"),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column(
            "form", sa.Text(), nullable=False, comment="JSON: what was filled in; empty once it is settled"
        ),
        sa.Column(
            "mailbox",
            sa.String(length=320),
            nullable=False,
            comment="empty once it is settled",
        ),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_signup_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signup")),
    )
    op.create_index(op.f("ix_signup_signatory_id"), "signup", ["signatory_id"], unique=False)
    op.create_index(op.f("ix_signup_mailbox"), "signup", ["mailbox"], unique=False)
    op.create_index(op.f("ix_signup_stage"), "signup", ["stage"], unique=False)
    op.create_table(
        "link",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.SmallInteger(), nullable=True),
        sa.Column("signup_id", sa.String(length=32), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_link_signatory_id_signatory")
        ),
        sa.ForeignKeyConstraint(["signup_id"], ["signup.id"], name=op.f("fk_link_signup_id_signup")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_link_staff_id_staff")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_signatory_id"), "link", ["signatory_id"], unique=False)
    op.create_index(op.f("ix_link_signup_id"), "link", ["signup_id"], unique=False)
    op.create_index(op.f("ix_link_staff_id"), "link", ["staff_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.SmallInteger(), nullable=True),
        sa.Column("signup_id", sa.String(length=32), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_session_signatory_id_signatory")
        ),
        sa.ForeignKeyConstraint(["signup_id"], ["signup.id"], name=op.f("fk_session_signup_id_signup")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_session_staff_id_staff")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_signatory_id"), "session", ["signatory_id"], unique=False)
    op.create_index(op.f("ix_session_signup_id"), "session", ["signup_id"], unique=False)
    op.create_index(op.f("ix_session_staff_id"), "session", ["staff_id"], unique=False)


def _make_what_is_under_way() -> None:
    op.create_table(
        "draft",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("form", sa.Text(), nullable=False, comment="JSON: what was filled in so far"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_draft")),
    )
    op.create_table(
        "receipt",
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of a form that was handled"),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("answer", sa.String(length=200), nullable=False, comment="where its sender was sent"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_receipt")),
    )
    op.create_table(
        "knock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "door", sa.String(length=80), nullable=False, comment="what was asked, and a digest of who asked"
        ),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knock")),
    )
    op.create_index(op.f("ix_knock_door_at"), "knock", ["door", "at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False, comment="empty once it is sent"),
        sa.Column(
            "filling", sa.Text(), nullable=False, comment="JSON: what fills the letter; empty once it is sent"
        ),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.SmallInteger(), nullable=True),
        sa.Column("signup_id", sa.String(length=32), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True, comment="when it is tried (again); none: it is settled"),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("fault", sa.String(length=80), nullable=True, comment="what went wrong last"),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_outbox_signatory_id_signatory")
        ),
        sa.ForeignKeyConstraint(["signup_id"], ["signup.id"], name=op.f("fk_outbox_signup_id_signup")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_outbox_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_due_at"), "outbox", ["due_at"], unique=False)
    op.create_index(op.f("ix_outbox_signatory_id"), "outbox", ["signatory_id"], unique=False)
