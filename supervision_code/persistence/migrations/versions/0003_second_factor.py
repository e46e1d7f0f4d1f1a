"""Second factors: passkeys, one-time codes, recovery codes, devices; misses are counted by name, known or not.

The columns of misses are dropped natively, not by copying the table: SQLite would empty what refers to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_second_factor"
down_revision = "0002_ledger_tree"

_SESSION_COLUMNS = (("browser", "other"), ("system", "other"))


def upgrade() -> None:
    """Make room for second factors. Who must have one and has none is led to enrol at the next sign-in."""
    _upgrade_accounts()
    op.add_column("web_sessions", sa.Column("signed_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name, value in _SESSION_COLUMNS:
        op.add_column("web_sessions", sa.Column(name, sa.String(32), nullable=False, server_default=value))
    op.execute("UPDATE web_sessions SET signed_in = (account_id IS NOT NULL)")
    _make_factors()


def _upgrade_accounts() -> None:
    op.drop_column("accounts", "failed_attempts")
    op.drop_column("accounts", "locked_until")
    op.add_column("accounts", sa.Column("factor_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("accounts", sa.Column("factor_misses", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("accounts", sa.Column("factor_locked_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "sign_in_tries",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_in_tries")),
    )
    op.create_index(op.f("ix_sign_in_tries_account_id"), "sign_in_tries", ["account_id"])
    op.create_index(op.f("ix_sign_in_tries_missed_at"), "sign_in_tries", ["missed_at"])


def _make_factors() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_passkeys_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_passkeys_account_id"), "passkeys", ["account_id"])
    op.create_table(
        "one_time_codes",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_one_time_codes_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_one_time_codes")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id")),
        sa.PrimaryKeyConstraint("account_id", "digest", name=op.f("pk_recovery_codes")),
    )
    op.create_table(
        "used_challenges",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_used_challenges")),
    )
    op.create_index(op.f("ix_used_challenges_used_at"), "used_challenges", ["used_at"])


def downgrade() -> None:
    """Forget all second factors: accounts sign in by password again."""
    op.drop_table("used_challenges")
    op.drop_table("recovery_codes")
    op.drop_table("one_time_codes")
    op.drop_table("passkeys")
    op.drop_table("sign_in_tries")
    # What is half signed in must not become a whole session.
    op.execute("DELETE FROM web_sessions WHERE account_id IS NOT NULL AND NOT signed_in")
    for name in ("system", "browser", "signed_in"):
        op.drop_column("web_sessions", name)
    for name in ("factor_locked_until", "factor_misses", "factor_since"):
        op.drop_column("accounts", name)
    op.add_column("accounts", sa.Column("failed_attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("accounts", sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
