"""Plans of inspections, their objects and steps."""

revision = "0009_inspection_plans"
down_revision = "0008_witnesses"


def upgrade() -> None:
    """Add the tables."""


def downgrade() -> None:
    """Take the tables away."""
