"""Tasks, notices, and how they become planned visits."""

revision = "0010_tasks_and_notices"
down_revision = "0009_inspection_plans"


def upgrade() -> None:
    """Add the tables."""


def downgrade() -> None:
    """Take the tables away."""
