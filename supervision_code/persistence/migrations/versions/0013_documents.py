"""Photos, documents and signatures."""

import sqlalchemy as sa
from alembic import op

revision = "0013_documents"
down_revision = "0012_results"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "visit_photos",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_sha256", sa.String(length=64), nullable=False),
        sa.Column("small_sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=400), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_visit_photos_agency_agencies")),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "visit_id"],
            ["visits.enterprise_id", "visits.id"],
            name=op.f("fk_visit_photos_enterprise_id_visit_id_visits"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_visit_photos")),
        sa.UniqueConstraint("enterprise_id", "visit_id", "agency", "original_sha256", name="uq_visit_photos_original"),
    )
    op.create_table(
        "documents",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("planned_visit_id", sa.Uuid(), nullable=True),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("signing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finalised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("pdf_size", sa.Integer(), nullable=True),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_documents_agency_agencies")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_documents_enterprise_id_enterprises")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "planned_visit_id"],
            ["planned_visits.enterprise_id", "planned_visits.id"],
            name=op.f("fk_documents_enterprise_id_planned_visit_id_planned_visits"),
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "visit_id"],
            ["visits.enterprise_id", "visits.id"],
            name=op.f("fk_documents_enterprise_id_visit_id_visits"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_documents")),
        sa.UniqueConstraint(
            "enterprise_id", "number", "version", name=op.f("uq_documents_enterprise_id_number_version")
        ),
    )
    op.create_index("ix_documents_enterprise_id_visit_id", "documents", ["enterprise_id", "visit_id"])
    op.create_index("ix_documents_enterprise_id_planned_visit_id", "documents", ["enterprise_id", "planned_visit_id"])
    op.create_index("ix_documents_agency_state", "documents", ["agency", "state"])
    op.create_table(
        "document_signatures",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.String(length=48), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("manner", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("capacity", sa.String(length=80), nullable=False),
        sa.Column("strokes", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("facts_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "document_id"],
            ["documents.enterprise_id", "documents.id"],
            name=op.f("fk_document_signatures_enterprise_id_document_id_documents"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_document_signatures")),
        sa.UniqueConstraint(
            "enterprise_id", "document_id", "seat", name=op.f("uq_document_signatures_enterprise_id_document_id_seat")
        ),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("document_signatures")
    op.drop_table("documents")
    op.drop_table("visit_photos")
