"""The tables of the register, and its clock.

Revision ID: 0001
Revises:
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_change")),
    )
    op.create_table(
        "clock",
        sa.Column(
            "id",
            sa.SmallInteger(),
            sa.CheckConstraint("id = 1", name=op.f("ck_clock_one_row")),
            nullable=False,
        ),
        sa.Column("register_id", sa.String(length=32), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("next_event", sa.Integer(), nullable=False),
        sa.Column("next_entry", sa.Integer(), nullable=False),
        sa.Column("next_signatory", sa.Integer(), nullable=False),
        sa.Column("next_pledge", sa.Integer(), nullable=False),
        sa.Column("next_profile", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("group_no", sa.SmallInteger(), nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("kind", "group_no", "regions", name=op.f("uq_profile_kind_group_no_regions")),
    )
    op.create_table(
        "import_run",
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False, comment="JSON: the report's sums"),
        sa.ForeignKeyConstraint(
            ["revision"], ["change.revision"], name=op.f("fk_import_run_revision_change")
        ),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_import_run")),
    )
    op.create_table(
        "signatory",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["change.revision"], name=op.f("fk_signatory_revision_change")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatory")),
        sa.UniqueConstraint("ref", name=op.f("uq_signatory_ref")),
    )
    op.create_table(
        "contact",
        sa.Column("signatory_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("mail_consent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["change.revision"], name=op.f("fk_contact_revision_change")),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_contact_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("signatory_id", "revision", name=op.f("pk_contact")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False, comment="proleptic ordinal: 1 is 0001-01-01"),
        sa.Column("pledge_id", sa.Integer(), nullable=False, comment="0: the signature itself"),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("obstacle", sa.SmallInteger(), nullable=False),
        sa.Column("evidence", sa.SmallInteger(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False, comment="proleptic ordinal; 0: never heard of"),
        sa.Column("amount", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_entry_profile_id_profile")),
        sa.ForeignKeyConstraint(["revision"], ["change.revision"], name=op.f("fk_entry_revision_change")),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_entry_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_revision"), ["revision"], unique=False)

    op.create_table(
        "identity",
        sa.Column("signatory_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["change.revision"], name=op.f("fk_identity_revision_change")),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_identity_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("signatory_id", "revision", name=op.f("pk_identity")),
    )
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_revision"), ["revision"], unique=False)

    op.create_table(
        "origin",
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("external_id", sa.String(length=100), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False, comment="indices of the actions the row listed"),
        sa.Column("seen_revision", sa.Integer(), nullable=False),
        sa.Column("missing_since", sa.Integer(), nullable=True),
        sa.Column(
            "moment",
            sa.DateTime(),
            nullable=True,
            comment="the latest moment the row named, on the Dutch clock",
        ),
        sa.ForeignKeyConstraint(
            ["missing_since"], ["change.revision"], name=op.f("fk_origin_missing_since_change")
        ),
        sa.ForeignKeyConstraint(
            ["seen_revision"], ["change.revision"], name=op.f("fk_origin_seen_revision_change")
        ),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_origin_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("source", "external_id", name=op.f("pk_origin")),
    )
    with op.batch_alter_table("origin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_origin_signatory_id"), ["signatory_id"], unique=False)

    op.create_table(
        "pledge",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.SmallInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["change.revision"], name=op.f("fk_pledge_revision_change")),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_pledge_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sa.UniqueConstraint("signatory_id", "action", name=op.f("uq_pledge_signatory_id_action")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.Integer(), nullable=True),
        sa.Column("profile_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("obstacle", sa.String(length=16), nullable=True),
        sa.Column("evidence", sa.String(length=16), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("plan_version", sa.String(length=10), nullable=True),
        sa.Column("cancels", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cancels"], ["event.id"], name=op.f("fk_event_cancels_event")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_event_pledge_id_pledge")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_event_profile_id_profile")),
        sa.ForeignKeyConstraint(["revision"], ["change.revision"], name=op.f("fk_event_revision_change")),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_event_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_signatory_id"), ["signatory_id"], unique=False)

    op.create_table(
        "words",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_words_event_id_event")),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["signatory.id"], name=op.f("fk_words_signatory_id_signatory")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_words")),
    )
    with op.batch_alter_table("words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_words_signatory_id"), ["signatory_id"], unique=False)
    op.execute(
        sa.text("INSERT INTO clock VALUES (1, :register_id, :demo, 0, 1, 1, 1, 1, 1)").bindparams(
            register_id=secrets.token_hex(16), demo=False
        )
    )
