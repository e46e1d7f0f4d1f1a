"""Photos, documents and signatures."""

revision = "0013_documents"
down_revision = "0012_results"


def upgrade() -> None:
    """Add the tables."""


def downgrade() -> None:
    """Take the tables away."""
