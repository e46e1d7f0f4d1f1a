"""Tasks, notices, and how they become planned visits."""

import sqlalchemy as sa
from alembic import op

revision = "0010_tasks_and_notices"
down_revision = "0009_inspection_plans"


def upgrade() -> None:
    """Add the tables and what a planned visit learns of them."""
    op.create_table(
        "inspection_tasks",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inspection_plan_id", sa.Uuid(), nullable=True),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("items", sa.String(length=2000), nullable=False),
        sa.Column("ordered_from_above", sa.Boolean(), nullable=False),
        sa.Column("may_be_joint", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("planned_visit_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("without_notice", sa.String(length=400), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_inspection_tasks_agency_agencies")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_inspection_tasks_enterprise_id_enterprises")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_inspection_tasks")),
    )
    op.create_index("ix_inspection_tasks_state_agency_last_day", "inspection_tasks", ["state", "agency", "last_day"])
    op.create_index("ix_inspection_tasks_inspection_plan_id", "inspection_tasks", ["inspection_plan_id"])
    with op.batch_alter_table("planned_visits") as table:
        table.add_column(sa.Column("half_day", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("first_day", sa.Integer(), nullable=True))
        table.add_column(sa.Column("last_day", sa.Integer(), nullable=True))
        table.add_column(sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("without_notice", sa.String(length=400), nullable=False, server_default=""))
        table.create_index("ix_planned_visits_state_day", ["state", "day"])
    with op.batch_alter_table("plan_joinings") as table:
        table.alter_column("joined_by", existing_type=sa.Uuid(), nullable=True)
        table.alter_column("joined_at", existing_type=sa.DateTime(timezone=True), nullable=True)
        table.add_column(sa.Column("answer", sa.String(length=32), nullable=False, server_default="joined"))
        table.add_column(sa.Column("reason", sa.String(length=400), nullable=False, server_default=""))
        table.add_column(sa.Column("type", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("items", sa.String(length=2000), nullable=False, server_default=""))
    with op.batch_alter_table("inspection_items") as table:
        table.add_column(sa.Column("combinable", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "notices",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("planned_visit_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("half_day", sa.String(length=32), nullable=True),
        sa.Column("slots", sa.Text(), nullable=False),
        sa.Column("choose_by", sa.Integer(), nullable=False),
        sa.Column("chosen_day", sa.Integer(), nullable=True),
        sa.Column("chosen_half_day", sa.String(length=32), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen_by", sa.Uuid(), nullable=True),
        sa.Column("firm_note", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("reason", sa.String(length=400), nullable=False, server_default=""),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "planned_visit_id"],
            ["planned_visits.enterprise_id", "planned_visits.id"],
            name=op.f("fk_notices_enterprise_id_planned_visit_id_planned_visits"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_enterprise_id_planned_visit_id", "notices", ["enterprise_id", "planned_visit_id"])
    op.create_index("ix_notices_state_choose_by", "notices", ["state", "choose_by"])
    op.create_table(
        "firm_wishes",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wished_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_firm_wishes_enterprise_id_enterprises")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_firm_wishes")),
    )


def downgrade() -> None:
    """Take the tables away; open invitations and proposals end."""
    op.drop_table("firm_wishes")
    op.drop_table("notices")
    with op.batch_alter_table("inspection_items") as table:
        table.drop_column("combinable")
    op.execute("DELETE FROM plan_joinings WHERE answer <> 'joined' OR joined_by IS NULL OR joined_at IS NULL")
    op.execute("UPDATE planned_visits SET state = 'cancelled' WHERE state = 'proposed'")
    with op.batch_alter_table("plan_joinings") as table:
        for name in ("items", "type", "reason", "answer"):
            table.drop_column(name)
        table.alter_column("joined_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.alter_column("joined_by", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("planned_visits") as table:
        table.drop_index("ix_planned_visits_state_day")
        for name in ("without_notice", "merged_at", "last_day", "first_day", "half_day"):
            table.drop_column(name)
    op.drop_table("inspection_tasks")
