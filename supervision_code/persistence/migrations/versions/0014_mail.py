"""Mail to people, and who goes to a planned visit."""

revision = "0014_mail"
down_revision = "0013_documents"


def upgrade() -> None:
    """Add the tables."""


def downgrade() -> None:
    """Take the tables away."""
