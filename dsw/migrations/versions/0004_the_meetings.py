"""The meetings: what each is about, where its figures were fixed, what was agreed there.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(32), nullable=False, comment="its public reference, in its address"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "region", sa.String(12), nullable=False, comment="code of a province; empty: the whole country"
        ),
        sa.Column("group_no", sa.SmallInteger(), nullable=False, comment="0: all stakeholder groups"),
        sa.Column("since", sa.Date(), nullable=False, comment="the day its figures are compared with"),
        sa.Column("slides", sa.Text(), nullable=False, comment="JSON: the chosen slides in order"),
        *_fixed(),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="grows with each change: of two at once, one is told",
        ),
        sa.Column("made_by", sa.String(100), nullable=False, comment="as in the change log"),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["pinned_revision"], ["change.revision"], name=op.f("fk_meeting_pinned_revision_change")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("ref", name=op.f("uq_meeting_ref")),
        sqlite_autoincrement=True,
    )
    _make_agreements()


def _fixed() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("pinned_day", sa.Date(), comment="the day its figures are about; none: not pinned yet"),
        sa.Column("pinned_revision", sa.Integer(), comment="as the register knew it then"),
        sa.Column(
            "counted_from",
            sa.Integer(),
            comment="the revision after which responses count; none: since its day",
        ),
    )


def _make_agreements() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "words", sa.Text(), nullable=False, comment="may name persons: shown to whoever has the address"
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(100), nullable=False, comment="as in the change log"),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agreement_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_agreement_meeting_id"), "agreement", ["meeting_id"])
