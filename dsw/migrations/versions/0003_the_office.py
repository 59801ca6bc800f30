"""The office: settings, mappings of forms, decisions, mergers, remarks, rounds of letters, bounces, offers.

Revision ID: 0003
Revises: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_agreements()
    _make_decisions()
    _make_letters()
    op.create_index(op.f("ix_event_revision_id"), "event", ["revision", "id"])


def _make_agreements() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.String(60), nullable=False),
        _revision(),
        sa.Column("value", sa.Text(), nullable=False, comment="JSON; the newest revision counts"),
        *_constraints("setting", ("name", "revision"), revision="change.revision"),
    )
    op.create_table(
        "form_mapping",
        sa.Column("name", sa.String(40), nullable=False),
        _revision(),
        sa.Column("header", sa.String(64), nullable=False, comment="digest of the form's header"),
        sa.Column(
            "mapping",
            sa.Text(),
            nullable=False,
            comment="YAML, as in data/mappings; the newest revision counts",
        ),
        *_constraints("form_mapping", ("name", "revision"), revision="change.revision"),
    )
    op.create_index(op.f("ix_form_mapping_header"), "form_mapping", ["header"])


def _make_decisions() -> None:
    op.create_table(
        "settled",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False, comment="numbers that say what was settled"),
        _revision(),
        sa.Column("until", sa.Date(), comment="it comes back after this day; none: it does not"),
        *_constraints("settled", ("kind", "subject", "revision"), revision="change.revision"),
    )
    op.create_table(
        "merger",
        _number("signatory_id"),
        _number("into_id"),
        _revision(),
        *_constraints(
            "merger",
            ("signatory_id",),
            signatory_id="signatory.id",
            into_id="signatory.id",
            revision="change.revision",
        ),
    )
    op.create_index(op.f("ix_merger_into_id"), "merger", ["into_id"])
    op.create_index(op.f("ix_merger_revision"), "merger", ["revision"])
    op.create_table(
        "origin_before",
        _revision(),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("external_id", sa.String(100), nullable=False),
        sa.Column("signatory_id", sa.Integer(), comment="none: the row was not known yet"),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("actions", sa.Text()),
        sa.Column("seen_revision", sa.Integer()),
        sa.Column("missing_since", sa.Integer()),
        sa.Column("moment", sa.DateTime()),
        *_constraints(
            "origin_before",
            ("revision", "source", "external_id"),
            revision="change.revision",
            signatory_id="signatory.id",
        ),
    )
    op.create_table(
        "undone",
        _revision(),
        _number("by_revision"),
        *_constraints("undone", ("revision",), revision="change.revision", by_revision="change.revision"),
        sa.UniqueConstraint("by_revision", name=op.f("uq_undone_by_revision")),
    )
    op.create_table(
        "remark",
        _revision(),
        _number("signatory_id"),
        sa.Column("why", sa.Text(), nullable=False, comment="why the staff changed something; personal data"),
        *_constraints(
            "remark", ("revision", "signatory_id"), revision="change.revision", signatory_id="signatory.id"
        ),
    )
    op.create_index(op.f("ix_remark_signatory_id"), "remark", ["signatory_id"])


def _make_letters() -> None:
    op.create_table(
        "letter_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(100), nullable=False, comment="as in the change log"),
        sa.Column(
            "revision", sa.Integer(), nullable=False, comment="where the register was: a response comes later"
        ),
        *_constraints("letter_round", ("id",)),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reminder",
        _number("round_id"),
        _number("signatory_id"),
        sa.Column("contact", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        *_constraints(
            "reminder",
            ("round_id", "signatory_id", "contact"),
            round_id="letter_round.id",
            signatory_id="signatory.id",
        ),
    )
    op.create_index(op.f("ix_reminder_signatory_id"), "reminder", ["signatory_id"])
    op.create_table(
        "bounce",
        _number("signatory_id"),
        sa.Column("contact", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("fault", sa.String(80), nullable=False),
        *_constraints("bounce", ("signatory_id", "contact"), signatory_id="signatory.id"),
    )
    op.create_table(
        "offer",
        _number("event_id"),
        _number("signatory_id"),
        sa.Column("at", _MOMENT, nullable=False),
        *_constraints(
            "offer", ("event_id", "signatory_id"), event_id="event.id", signatory_id="signatory.id"
        ),
    )
    op.create_index(op.f("ix_offer_signatory_id"), "offer", ["signatory_id"])
    told: sa.Column[bool] = sa.Column(
        "told",
        sa.Boolean(),
        nullable=False,
        server_default=sa.false(),
        comment="the form said that whoever could help sees the ask",
    )
    op.add_column("words", told)


def _revision() -> sa.Column[int]:
    return _number("revision")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _constraints(table: str, key: Sequence[str], **foreign: str) -> list[sa.Constraint]:
    """The key of a table, and where its columns point."""
    keys = [
        sa.ForeignKeyConstraint([column], [there], name=op.f(f"fk_{table}_{column}_{there.split('.')[0]}"))
        for column, there in foreign.items()
    ]
    return [*keys, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}"))]
