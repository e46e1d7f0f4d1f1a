"""Officers confirmed on site, and duties left open."""

revision = "0011_presence"
down_revision = "0010_tasks_and_notices"


def upgrade() -> None:
    """Add the tables."""


def downgrade() -> None:
    """Take the tables away."""
