"""Mail to people, and who goes to a planned visit."""

import sqlalchemy as sa
from alembic import op

revision = "0014_mail"
down_revision = "0013_documents"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "planned_visit_officers",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("planned_visit_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("assigned_by", sa.Uuid(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "planned_visit_id"],
            ["planned_visits.enterprise_id", "planned_visits.id"],
            name=op.f("fk_planned_visit_officers_enterprise_id_planned_visit_id_planned_visits"),
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_planned_visit_officers_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_planned_visit_officers_agency_agencies")),
        sa.PrimaryKeyConstraint(
            "enterprise_id", "planned_visit_id", "officer_id", name=op.f("pk_planned_visit_officers")
        ),
    )
    op.create_index("ix_planned_visit_officers_officer_id", "planned_visit_officers", ["officer_id"])
    op.create_index("ix_planned_visit_officers_agency", "planned_visit_officers", ["agency"])
    op.create_table(
        "account_addresses",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("token_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("topics", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_account_addresses_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account_addresses")),
    )
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sending_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gave_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_problem", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_outgoing_mails_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mails")),
    )
    op.create_index(
        "ix_outgoing_mails_waiting",
        "outgoing_mails",
        ["next_try_at"],
        postgresql_where=sa.text("next_try_at IS NOT NULL"),
        sqlite_where=sa.text("next_try_at IS NOT NULL"),
    )
    op.create_index("ix_outgoing_mails_account_id_made_at", "outgoing_mails", ["account_id", "made_at"])
    op.create_table(
        "given_reminders",
        sa.Column("occasion", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("occasion", name=op.f("pk_given_reminders")),
    )
    op.create_index("ix_given_reminders_at", "given_reminders", ["at"])


def downgrade() -> None:
    """Take the tables away."""
    for table in ("given_reminders", "outgoing_mails", "account_addresses", "planned_visit_officers"):
        op.drop_table(table)
