"""When each policy version binds, and the drafts of new ones."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006_policies"
down_revision = "0005_privacy"

_BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    publications = op.create_table(
        "policy_publications",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["policy_versions.sha256"], name=op.f("fk_policy_publications_sha256")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_policy_publications")),
    )
    op.create_table(
        "policy_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("trial_state", sa.String(32), nullable=False),
        sa.Column("trial_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trial_done", sa.Integer(), nullable=False),
        sa.Column("trial_whole", sa.Integer(), nullable=False),
        sa.Column("trial", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_drafts")),
    )
    _let_the_known_versions_bind(publications)


def _let_the_known_versions_bind(publications: sa.Table) -> None:
    """Say of each version that judged something since when it binds; the first one binds all that lies before it."""
    connection = op.get_bind()
    moment = sa.DateTime(timezone=True)
    versions = connection.execute(
        sa.text("SELECT sha256, published_at, published_by FROM policy_versions ORDER BY published_at, sha256").columns(
            sha256=sa.String(64), published_at=moment, published_by=sa.Uuid()
        )
    ).all()
    used = set(connection.scalars(sa.text("SELECT DISTINCT policy_sha256 FROM findings")))
    newest = versions[-1].sha256 if versions else ""
    binding = [version for version in versions if version.sha256 in used or version.sha256 == newest]
    for number, version in enumerate(binding, start=1):
        connection.execute(
            sa.insert(publications).values(
                number=number,
                id=uuid.uuid4(),
                sha256=version.sha256,
                valid_from=_BEGINNING if number == 1 else version.published_at,
                published_at=version.published_at,
                published_by=version.published_by,
                reason="",
            )
        )


def downgrade() -> None:
    op.drop_table("policy_drafts")
    op.drop_table("policy_publications")
