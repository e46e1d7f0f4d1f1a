"""Published checklists, results in versions, rectifications, voiding by two people."""

import sqlalchemy as sa
from alembic import op

revision = "0012_results"
down_revision = "0011_presence"

_OF_VISIT = ["enterprise_id", "visit_id"]
_VISIT = ["visits.enterprise_id", "visits.id"]


def upgrade() -> None:
    """Add the tables, and what a visit learns of duties and cases."""
    for column in (
        sa.Column("scan_due", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_unscanned", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("unscanned_reason", sa.String(length=1000), nullable=False, server_default=""),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approval_note", sa.String(length=1000), nullable=False, server_default=""),
        sa.Column("case_source", sa.String(length=32), nullable=True),
        sa.Column("case_ref", sa.String(length=80), nullable=False, server_default=""),
    ):
        op.add_column("visits", column)
    op.create_index(
        "ix_visits_scan_due",
        "visits",
        ["opened_by"],
        postgresql_where=sa.text("scan_due = true"),
        sqlite_where=sa.text("scan_due = 1"),
    )
    _checklist_points()
    _visit_results()
    _rectifications()
    _void_requests()


def downgrade() -> None:
    """Take the tables away."""
    for name in ("void_requests", "rectifications", "visit_results", "checklist_points"):
        op.drop_table(name)
    op.drop_index("ix_visits_scan_due", "visits")
    for name in (
        "case_ref",
        "case_source",
        "approval_note",
        "approved_by",
        "approved_at",
        "unscanned_reason",
        "left_unscanned",
        "scanned_at",
        "scan_due",
    ):
        op.drop_column("visits", name)


def _checklist_points() -> None:
    op.create_table(
        "checklist_points",
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("basis", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["inspection_items.code"], name=op.f("fk_checklist_points_item_inspection_items")
        ),
        sa.PrimaryKeyConstraint("item", "position", name=op.f("pk_checklist_points")),
    )


def _visit_results() -> None:
    op.create_table(
        "visit_results",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(_OF_VISIT, _VISIT, name=op.f("fk_visit_results_enterprise_id_visit_id_visits")),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_visit_results_agency_agencies")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_visit_results")),
        sa.UniqueConstraint(
            *_OF_VISIT, "agency", "version", name=op.f("uq_visit_results_enterprise_id_visit_id_agency_version")
        ),
    )


def _rectifications() -> None:
    op.create_table(
        "rectifications",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by", sa.Uuid(), nullable=True),
        sa.Column("follows", sa.Uuid(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_by", sa.Uuid(), nullable=True),
        sa.Column("report", sa.String(length=2000), nullable=False),
        sa.Column("rechecked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rechecked_by", sa.Uuid(), nullable=True),
        sa.Column("recheck_visit_id", sa.Uuid(), nullable=True),
        sa.Column("recheck_note", sa.String(length=2000), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(_OF_VISIT, _VISIT, name=op.f("fk_rectifications_enterprise_id_visit_id_visits")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_rectifications_enterprise_id_enterprises")
        ),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_rectifications_agency_agencies")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_rectifications")),
    )
    op.create_index("ix_rectifications_enterprise_id_visit_id", "rectifications", _OF_VISIT)
    op.create_index("ix_rectifications_agency_state_due", "rectifications", ["agency", "state", "due"])


def _void_requests() -> None:
    op.create_table(
        "void_requests",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(_OF_VISIT, _VISIT, name=op.f("fk_void_requests_enterprise_id_visit_id_visits")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_void_requests")),
    )
    op.create_index("ix_void_requests_enterprise_id_visit_id", "void_requests", _OF_VISIT)
    op.create_index("ix_void_requests_decided_at_asked_at", "void_requests", ["decided_at", "asked_at"])
