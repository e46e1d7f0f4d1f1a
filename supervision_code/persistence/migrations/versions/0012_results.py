"""Published checklists, results in versions, rectifications, voiding by two people."""

revision = "0012_results"
down_revision = "0011_presence"


def upgrade() -> None:
    """Add the tables."""


def downgrade() -> None:
    """Take the tables away."""
