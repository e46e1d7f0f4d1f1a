"""Confidential batches and letters; the database's roles for each portal (PostgreSQL only).

The roles belong to the cluster, not to one database: they are made when they are missing and never dropped. Grants and
row-level security follow from one table of rules and are set after every migration (persistence/roles.py).
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_database_roles"
down_revision = "0006_policies"

_COMPLAINT = (["enterprise_id", "complaint_id"], ["complaints.enterprise_id", "complaints.id"])
_LAY_DOWN = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT schemaname, tablename, policyname FROM pg_policies
               WHERE schemaname = current_schema() AND policyname LIKE 'sc\\_%' LOOP
        EXECUTE format('DROP POLICY %I ON %I.%I', one.policyname, one.schemaname, one.tablename);
    END LOOP;
    FOR one IN SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relrowsecurity LOOP
        EXECUTE format('ALTER TABLE %I.%I NO FORCE ROW LEVEL SECURITY', one.nspname, one.relname);
        EXECUTE format('ALTER TABLE %I.%I DISABLE ROW LEVEL SECURITY', one.nspname, one.relname);
    END LOOP;
    FOR one IN SELECT rolname FROM pg_roles
               WHERE rolname IN ('sc_enterprise', 'sc_officer', 'sc_supervisor', 'sc_worker') LOOP
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', current_schema(), one.rolname);
    END LOOP;
END $$
"""


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "confidential_batches",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_confidential_batches")),
    )
    op.create_table(
        "confidential_records",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(*_COMPLAINT, name=op.f("fk_confidential_records_enterprise_id_complaint_id")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_confidential_records")),
    )
    op.create_index(op.f("ix_confidential_records_batch"), "confidential_records", ["batch"])
    op.create_index(
        op.f("ix_confidential_records_enterprise_id_complaint_id"),
        "confidential_records",
        ["enterprise_id", "complaint_id"],
    )
    op.create_table(
        "complaint_letters",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("firms", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_by_name", sa.String(length=80), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(*_COMPLAINT, name=op.f("fk_complaint_letters_enterprise_id_complaint_id")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_complaint_letters")),
    )
    op.create_index(
        op.f("ix_complaint_letters_enterprise_id_complaint_id"), "complaint_letters", ["enterprise_id", "complaint_id"]
    )


def downgrade() -> None:
    """Take the tables away, and every grant and policy of the roles."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(_LAY_DOWN))
    op.drop_table("complaint_letters")
    op.drop_table("confidential_records")
    op.drop_table("confidential_batches")
