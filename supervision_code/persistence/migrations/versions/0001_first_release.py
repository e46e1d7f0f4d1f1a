"""Everything of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001_first_release"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "code_directory",
        sa.Column("code_id", sa.String(length=16), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("code_id", name=op.f("pk_code_directory")),
    )
    op.create_table(
        "districts",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("parent", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["districts.code"], name=op.f("fk_districts_parent")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_districts")),
    )
    with op.batch_alter_table("districts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_districts_parent"), ["parent"], unique=False)

    op.create_table(
        "inbox_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_messages")),
    )
    with op.batch_alter_table("inbox_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_messages_recipient_at"), ["recipient", "at"], unique=False)

    op.create_table(
        "ledger_entries",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("log_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_ledger_entries")),
    )
    with op.batch_alter_table("ledger_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_entries_recorded_at"), ["recorded_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_waiting",
            ["topic", "id"],
            unique=False,
            postgresql_where=sa.text("done_at IS NULL"),
            sqlite_where=sa.text("done_at IS NULL"),
        )

    op.create_table(
        "policy_versions",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_policy_versions")),
    )
    op.create_table(
        "rollup_agency_days",
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "district", "day", "measure", name=op.f("pk_rollup_agency_days")),
    )
    with op.batch_alter_table("rollup_agency_days", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rollup_agency_days_district_day"), ["district", "day"], unique=False)

    op.create_table(
        "rollup_area_days",
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("district", "day", "measure", name=op.f("pk_rollup_area_days")),
    )
    op.create_table(
        "rollup_industry_days",
        sa.Column("industry", sa.String(length=8), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("industry", "district", "day", "measure", name=op.f("pk_rollup_industry_days")),
    )
    with op.batch_alter_table("rollup_industry_days", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rollup_industry_days_district_day"), ["district", "day"], unique=False)

    op.create_table(
        "rollup_months",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("industry", sa.String(length=8), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "district", "industry", "agency", "measure", name=op.f("pk_rollup_months")),
    )
    with op.batch_alter_table("rollup_months", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rollup_months_agency_month"), ["agency", "month"], unique=False)
        batch_op.create_index(batch_op.f("ix_rollup_months_district_month"), ["district", "month"], unique=False)

    op.create_table(
        "scan_refusals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refusal", sa.String(length=32), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_refusals")),
    )
    with op.batch_alter_table("scan_refusals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_refusals_account_id"), ["account_id"], unique=False)

    op.create_table(
        "signing_keys",
        sa.Column("kid", sa.String(length=8), nullable=False),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_signing_keys")),
    )
    op.create_table(
        "trail_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("account_name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(32), nullable=True),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=True),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_entries")),
    )
    with op.batch_alter_table("trail_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trail_entries_account_id_at"), ["account_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_entries_district_at"), ["district", "at"], unique=False)

    op.create_table(
        "web_sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("portal", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_web_sessions")),
    )
    with op.batch_alter_table("web_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_sessions_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_sessions_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "worker_beats",
        sa.Column("job", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_worker_beats")),
    )
    op.create_table(
        "agencies",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_agencies_district")),
        sa.ForeignKeyConstraint(["parent"], ["agencies.code"], name=op.f("fk_agencies_parent")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_agencies")),
    )
    with op.batch_alter_table("agencies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agencies_district"), ["district"], unique=False)

    op.create_table(
        "enterprises",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=240), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("street", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("industry", sa.String(length=8), nullable=False),
        sa.Column("risk_tier", sa.String(32), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_enterprises_district")),
        sa.ForeignKeyConstraint(["street"], ["districts.code"], name=op.f("fk_enterprises_street")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprises")),
    )
    with op.batch_alter_table("enterprises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enterprises_district_name"), ["district", "name"], unique=False)
        batch_op.create_index(batch_op.f("ix_enterprises_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_enterprises_uscc"), ["uscc"], unique=False)

    op.create_table(
        "ledger_openings",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("openings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "entry_id"],
            ["ledger_entries.enterprise_id", "ledger_entries.id"],
            name=op.f("fk_ledger_openings_enterprise_id_entry_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "entry_id", name=op.f("pk_ledger_openings")),
    )
    op.create_table(
        "complaints",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("ground", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_by", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("accept_by", sa.Date(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("handled_by", sa.Uuid(), nullable=True),
        sa.Column("conclusion", sa.String(32), nullable=True),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("transferred_to", sa.String(length=160), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_ref", sa.String(length=80), nullable=True),
        sa.Column("source_digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_complaints_enterprise_id")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("enterprise_id", "reference", name=op.f("uq_complaints_enterprise_id_reference")),
        sa.UniqueConstraint("enterprise_id", "source_ref", name=op.f("uq_complaints_enterprise_id_source_ref")),
    )
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaints_district_filed_at"), ["district", "filed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaints_id"), ["id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaints_reference"), ["reference"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaints_source_ref"), ["source_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaints_status_filed_at"), ["status", "filed_at"], unique=False)

    op.create_table(
        "inspection_items",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=240), nullable=False),
        sa.Column("legal_basis", sa.String(length=500), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_inspection_items_agency")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_inspection_items")),
    )
    with op.batch_alter_table("inspection_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inspection_items_agency"), ["agency"], unique=False)

    op.create_table(
        "officers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("certificate_no", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_officers_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("certificate_no", name=op.f("uq_officers_certificate_no")),
    )
    with op.batch_alter_table("officers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officers_agency"), ["agency"], unique=False)

    op.create_table(
        "planned_visits",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("items", sa.String(length=2000), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_planned_visits_agency")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_planned_visits_enterprise_id")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_planned_visits")),
    )
    with op.batch_alter_table("planned_visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_visits_agency_day"), ["agency", "day"], unique=False)

    op.create_table(
        "scans",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("code_id", sa.String(length=16), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("accuracy", sa.Float(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_scans_enterprise_id")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_scans")),
    )
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scans_account_id_at"), ["account_id", "at"], unique=False)

    op.create_table(
        "supervision_codes",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("kid", sa.String(length=8), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_supervision_codes_enterprise_id")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_supervision_codes")),
        sa.UniqueConstraint("enterprise_id", "generation", name=op.f("uq_supervision_codes_enterprise_id_generation")),
    )
    op.create_table(
        "visits",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("lead_agency", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("evidence", sa.Integer(), nullable=False),
        sa.Column("exception", sa.String(32), nullable=True),
        sa.Column("exception_reason", sa.String(length=1000), nullable=False),
        sa.Column("search_reason", sa.String(length=400), nullable=False),
        sa.Column("over_limit_reason", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("scan_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("joint_ref", sa.String(length=80), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("accuracy", sa.Float(), nullable=True),
        sa.Column("left_latitude", sa.Float(), nullable=True),
        sa.Column("left_longitude", sa.Float(), nullable=True),
        sa.Column("left_accuracy", sa.Float(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name=op.f("fk_visits_enterprise_id")),
        sa.ForeignKeyConstraint(["lead_agency"], ["agencies.code"], name=op.f("fk_visits_lead_agency")),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visits_day"), ["day"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_visits_enterprise_id_started_at"), ["enterprise_id", "started_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_visits_state_lead_agency"), ["state", "lead_agency"], unique=False)

    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=True),
        sa.Column("agency", sa.String(length=64), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("district", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_accounts_agency")),
        sa.ForeignKeyConstraint(["district"], ["districts.code"], name=op.f("fk_accounts_district")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_accounts_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_username")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_agency"), ["agency"], unique=False)
        batch_op.create_index(batch_op.f("ix_accounts_enterprise_id"), ["enterprise_id"], unique=False)

    op.create_table(
        "alerts",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.String(length=160), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("asked_agency", sa.String(length=64), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("settlement", sa.String(32), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "visit_id"],
            ["visits.enterprise_id", "visits.id"],
            name=op.f("fk_alerts_enterprise_id_visit_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("enterprise_id", "visit_id", name=op.f("uq_alerts_enterprise_id_visit_id")),
    )
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alerts_agency_day"), ["agency", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_alerts_asked_agency_state"), ["asked_agency", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_alerts_district_day"), ["district", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_alerts_state_raised_at"), ["state", "raised_at"], unique=False)

    op.create_table(
        "complaint_steps",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("account_name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("internal_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "complaint_id"],
            ["complaints.enterprise_id", "complaints.id"],
            name=op.f("fk_complaint_steps_enterprise_id_complaint_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_complaint_steps")),
    )
    with op.batch_alter_table("complaint_steps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_steps_enterprise_id_complaint_id"), ["enterprise_id", "complaint_id"], unique=False
        )

    op.create_table(
        "disputes",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.String(32), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "visit_id"],
            ["visits.enterprise_id", "visits.id"],
            name=op.f("fk_disputes_enterprise_id_visit_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_disputes")),
    )
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disputes_answered_at_at"), ["answered_at", "at"], unique=False)

    op.create_table(
        "findings",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("limit", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("policy_sha256", sa.String(length=64), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_because", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "visit_id"],
            ["visits.enterprise_id", "visits.id"],
            name=op.f("fk_findings_enterprise_id_visit_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_findings")),
        sa.UniqueConstraint(
            "enterprise_id",
            "visit_id",
            "rule",
            "agency",
            "item",
            name=op.f("uq_findings_enterprise_id_visit_id_rule_agency_item"),
        ),
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_findings_agency_day"), ["agency", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_findings_day"), ["day"], unique=False)

    op.create_table(
        "participations",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("type", sa.String(32), nullable=True),
        sa.Column("ordered_from_above", sa.Boolean(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("items", sa.String(length=2000), nullable=False),
        sa.Column("source_ref", sa.String(length=80), nullable=True),
        sa.Column("source_digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_participations_agency")),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "visit_id"],
            ["visits.enterprise_id", "visits.id"],
            name=op.f("fk_participations_enterprise_id_visit_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "visit_id", "agency", name=op.f("pk_participations")),
        sa.UniqueConstraint("enterprise_id", "source_ref", name=op.f("uq_participations_enterprise_id_source_ref")),
    )
    with op.batch_alter_table("participations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participations_agency_started_at"), ["agency", "started_at"], unique=False)
        batch_op.create_index(
            "ix_participations_counting",
            [
                "enterprise_id",
                "started_at",
                "visit_id",
                "agency",
                "day",
                "kind",
                "type",
                "ordered_from_above",
                "emergency",
                "voided",
                "items",
            ],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_participations_source_ref"), ["source_ref"], unique=False)

    op.create_table(
        "plan_joinings",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("joined_by", sa.Uuid(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_plan_joinings_agency")),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "plan_id"],
            ["planned_visits.enterprise_id", "planned_visits.id"],
            name=op.f("fk_plan_joinings_enterprise_id_plan_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "plan_id", "agency", name=op.f("pk_plan_joinings")),
    )
    with op.batch_alter_table("plan_joinings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_joinings_agency"), ["agency"], unique=False)

    op.create_table(
        "visit_officers",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "visit_id"],
            ["visits.enterprise_id", "visits.id"],
            name=op.f("fk_visit_officers_enterprise_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_visit_officers_officer_id")),
        sa.PrimaryKeyConstraint("enterprise_id", "visit_id", "officer_id", name=op.f("pk_visit_officers")),
    )
    with op.batch_alter_table("visit_officers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visit_officers_officer_id_started_at"), ["officer_id", "started_at"], unique=False
        )

    op.create_table(
        "alert_steps",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("account_name", sa.String(length=80), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id", "alert_id"],
            ["alerts.enterprise_id", "alerts.id"],
            name=op.f("fk_alert_steps_enterprise_id_alert_id"),
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "id", name=op.f("pk_alert_steps")),
    )
    with op.batch_alter_table("alert_steps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alert_steps_enterprise_id_alert_id"), ["enterprise_id", "alert_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("alert_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_steps_enterprise_id_alert_id"))

    op.drop_table("alert_steps")
    with op.batch_alter_table("visit_officers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_officers_officer_id_started_at"))

    op.drop_table("visit_officers")
    with op.batch_alter_table("plan_joinings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_joinings_agency"))

    op.drop_table("plan_joinings")
    with op.batch_alter_table("participations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participations_source_ref"))
        batch_op.drop_index("ix_participations_counting")
        batch_op.drop_index(batch_op.f("ix_participations_agency_started_at"))

    op.drop_table("participations")
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_findings_day"))
        batch_op.drop_index(batch_op.f("ix_findings_agency_day"))

    op.drop_table("findings")
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disputes_answered_at_at"))

    op.drop_table("disputes")
    with op.batch_alter_table("complaint_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_steps_enterprise_id_complaint_id"))

    op.drop_table("complaint_steps")
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alerts_state_raised_at"))
        batch_op.drop_index(batch_op.f("ix_alerts_district_day"))
        batch_op.drop_index(batch_op.f("ix_alerts_asked_agency_state"))
        batch_op.drop_index(batch_op.f("ix_alerts_agency_day"))

    op.drop_table("alerts")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_enterprise_id"))
        batch_op.drop_index(batch_op.f("ix_accounts_agency"))

    op.drop_table("accounts")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visits_state_lead_agency"))
        batch_op.drop_index(batch_op.f("ix_visits_enterprise_id_started_at"))
        batch_op.drop_index(batch_op.f("ix_visits_day"))

    op.drop_table("visits")
    op.drop_table("supervision_codes")
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scans_account_id_at"))

    op.drop_table("scans")
    with op.batch_alter_table("planned_visits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_planned_visits_agency_day"))

    op.drop_table("planned_visits")
    with op.batch_alter_table("officers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_officers_agency"))

    op.drop_table("officers")
    with op.batch_alter_table("inspection_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inspection_items_agency"))

    op.drop_table("inspection_items")
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaints_status_filed_at"))
        batch_op.drop_index(batch_op.f("ix_complaints_source_ref"))
        batch_op.drop_index(batch_op.f("ix_complaints_reference"))
        batch_op.drop_index(batch_op.f("ix_complaints_id"))
        batch_op.drop_index(batch_op.f("ix_complaints_district_filed_at"))

    op.drop_table("complaints")
    op.drop_table("ledger_openings")
    with op.batch_alter_table("enterprises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprises_uscc"))
        batch_op.drop_index(batch_op.f("ix_enterprises_name"))
        batch_op.drop_index(batch_op.f("ix_enterprises_district_name"))

    op.drop_table("enterprises")
    with op.batch_alter_table("agencies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agencies_district"))

    op.drop_table("agencies")
    op.drop_table("worker_beats")
    with op.batch_alter_table("web_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_sessions_expires_at"))
        batch_op.drop_index(batch_op.f("ix_web_sessions_account_id"))

    op.drop_table("web_sessions")
    with op.batch_alter_table("trail_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trail_entries_district_at"))
        batch_op.drop_index(batch_op.f("ix_trail_entries_account_id_at"))

    op.drop_table("trail_entries")
    op.drop_table("signing_keys")
    with op.batch_alter_table("scan_refusals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_refusals_account_id"))

    op.drop_table("scan_refusals")
    with op.batch_alter_table("rollup_months", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rollup_months_district_month"))
        batch_op.drop_index(batch_op.f("ix_rollup_months_agency_month"))

    op.drop_table("rollup_months")
    with op.batch_alter_table("rollup_industry_days", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rollup_industry_days_district_day"))

    op.drop_table("rollup_industry_days")
    op.drop_table("rollup_area_days")
    with op.batch_alter_table("rollup_agency_days", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rollup_agency_days_district_day"))

    op.drop_table("rollup_agency_days")
    op.drop_table("policy_versions")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_waiting", postgresql_where=sa.text("done_at IS NULL"), sqlite_where=sa.text("done_at IS NULL")
        )

    op.drop_table("outbox")
    with op.batch_alter_table("ledger_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_entries_recorded_at"))

    op.drop_table("ledger_entries")
    with op.batch_alter_table("inbox_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_messages_recipient_at"))

    op.drop_table("inbox_messages")
    with op.batch_alter_table("districts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_districts_parent"))

    op.drop_table("districts")
    op.drop_table("code_directory")
