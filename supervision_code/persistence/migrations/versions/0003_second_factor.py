"""Second factors: passkeys, one-time codes, recovery codes, devices."""

revision = "0003_second_factor"
down_revision = "0002_ledger_tree"


def upgrade() -> None:
    """Nothing to change yet."""


def downgrade() -> None:
    """Nothing to change yet."""
