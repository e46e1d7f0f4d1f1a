"""What the officers' phone app needs on the server: the key with which a phone signs what it records."""

import sqlalchemy as sa
from alembic import op

revision = "0015_field_devices"
down_revision = "0014_mail"


def upgrade() -> None:
    """Add the key."""
    with op.batch_alter_table("machine_clients") as table:
        table.add_column(sa.Column("public_key", sa.String(length=120), nullable=True))


def downgrade() -> None:
    """Take the key away; records of the phones that wait at the desk cannot be checked then."""
    with op.batch_alter_table("machine_clients") as table:
        table.drop_column("public_key")
