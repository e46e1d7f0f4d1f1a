"""What bringing tasks together needs beside the planned visits."""

import sqlalchemy as sa
from alembic import op

revision = "0016_joint_visits"
down_revision = "0015_field_devices"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "saved_visits",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_saved_visits_agency_agencies")),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "plan_id"],
            ["planned_visits.enterprise_id", "planned_visits.id"],
            name=op.f("fk_saved_visits_enterprise_id_planned_visits"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "plan_id", "agency", name=op.f("pk_saved_visits")),
    )
    op.create_index("ix_saved_visits_agency_at", "saved_visits", ["agency", "at"])
    op.create_table(
        "refused_combinations",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("other_agency", sa.String(length=64), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_refused_combinations_agency_agencies")),
        sa.ForeignKeyConstraint(
            ["other_agency"], ["agencies.code"], name=op.f("fk_refused_combinations_other_agency_agencies")
        ),
        _of_task("refused_combinations"),
        sa.PrimaryKeyConstraint("enterprise_id", "task_id", "other_agency", name=op.f("pk_refused_combinations")),
    )
    op.create_table(
        "unplaced_tasks",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("asked_on", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_unplaced_tasks_agency_agencies")),
        _of_task("unplaced_tasks"),
        sa.PrimaryKeyConstraint("enterprise_id", "task_id", name=op.f("pk_unplaced_tasks")),
    )
    op.create_index("ix_unplaced_tasks_agency", "unplaced_tasks", ["agency"])


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("unplaced_tasks")
    op.drop_table("refused_combinations")
    op.drop_table("saved_visits")


def _of_task(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["enterprise_id", "task_id"],
        ["inspection_tasks.enterprise_id", "inspection_tasks.id"],
        name=op.f(f"fk_{table}_enterprise_id_inspection_tasks"),
    )
