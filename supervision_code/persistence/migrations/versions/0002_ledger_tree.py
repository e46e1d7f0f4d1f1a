"""The tree over the ledger: leaves, tiles, checkpoints, cosignatures."""

revision = "0002_ledger_tree"
down_revision = "0001_first_release"


def upgrade() -> None:
    """Nothing to change yet."""


def downgrade() -> None:
    """Nothing to change yet."""
