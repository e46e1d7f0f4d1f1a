"""Plans of inspections, their objects and steps."""

import sqlalchemy as sa
from alembic import op

revision = "0009_inspection_plans"
down_revision = "0008_witnesses"


def upgrade() -> None:
    """Add the tables."""
    _add_plans()
    op.create_table(
        "inspection_plan_objects",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("left_out", sa.String(length=32), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("judged_day", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_inspection_plan_objects_enterprise_id_enterprises")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["inspection_plans.id"], name=op.f("fk_inspection_plan_objects_plan_id_inspection_plans")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "plan_id", name=op.f("pk_inspection_plan_objects")),
    )
    op.create_index(
        "ix_inspection_plan_objects_plan_id_enterprise_id", "inspection_plan_objects", ["plan_id", "enterprise_id"]
    )
    op.create_table(
        "inspection_plan_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("account_name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["inspection_plans.id"], name=op.f("fk_inspection_plan_steps_plan_id_inspection_plans")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_plan_steps")),
    )
    op.create_index("ix_inspection_plan_steps_plan_id_at", "inspection_plan_steps", ["plan_id", "at"])


def _add_plans() -> None:
    op.create_table(
        "inspection_plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("basis", sa.String(length=1000), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("items", sa.String(length=2000), nullable=False),
        sa.Column("ordered_from_above", sa.Boolean(), nullable=False),
        sa.Column("order_number", sa.String(length=160), nullable=False),
        sa.Column("approval_authority", sa.String(length=160), nullable=False),
        sa.Column("approval_number", sa.String(length=160), nullable=False),
        sa.Column("approval_day", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(length=160), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("partners", sa.String(length=2000), nullable=False),
        sa.Column("may_be_joint", sa.Boolean(), nullable=False),
        sa.Column("without_notice", sa.String(length=400), nullable=False),
        sa.Column("selection", sa.String(length=32), nullable=True),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("base_digest", sa.String(length=64), nullable=False),
        sa.Column("draw_seed", sa.String(length=64), nullable=False),
        sa.Column("draw_commitment", sa.String(length=64), nullable=False),
        sa.Column("draw_committed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filing_number", sa.String(length=64), nullable=False),
        sa.Column("filed_by", sa.Uuid(), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_inspection_plans_agency_agencies")),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_inspection_plans_district_districts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_plans")),
    )
    op.create_index("ix_inspection_plans_agency_year_state", "inspection_plans", ["agency", "year", "state"])
    op.create_index("ix_inspection_plans_district_state", "inspection_plans", ["district", "state"])
    op.create_index("ix_inspection_plans_state_published_at", "inspection_plans", ["state", "published_at"])


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("inspection_plan_steps")
    op.drop_table("inspection_plan_objects")
    op.drop_table("inspection_plans")
