"""Who may do what with which table: one line for every table and role. Data; ``roles.py`` brings it to PostgreSQL.

A table without a line, or with a line that forgets a role, fails the suite: each new table is a decision. The words
are explained in ``grant_words.py``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from supervision_code.persistence.grant_words import (
    ADD,
    AREA,
    EVERY_ROW,
    FIRM,
    FULL,
    LOG,
    NO,
    OWN,
    OWN_AGENCY,
    READ,
    Grant,
    TableGrants,
    grant,
    line,
    told,
)
from supervision_code.persistence.grants_of_working_day import OF_PRESENCE, PART_OF_PLAN, WORKING_DAY

_ACCOUNT: Final = f"id = {told('account_id', 'uuid')} OR username = {told('username')}"
_NOBODYS: Final = "'00000000-0000-0000-0000-000000000000'::uuid"
_OWN_OR_NOBODYS: Final = f"enterprise_id IN ({FIRM}, {_NOBODYS})"
_OWN_OR_NONE: Final = f"enterprise_id IS NULL OR {OWN}"
_OF_COMPLAINT: Final = (
    "EXISTS (SELECT 1 FROM complaints c WHERE c.enterprise_id = {0}.enterprise_id AND c.id = {0}.complaint_id)"
)
_OF_ACCOUNT: Final = "EXISTS (SELECT 1 FROM accounts a WHERE a.id = {0}.account_id)"
_FIRM_ACCOUNT: Final = f"enterprise_id IS NOT NULL AND ({OWN} OR {_ACCOUNT})"
_AGENCY_ACCOUNT: Final = f"agency IS NOT NULL AND ({OWN_AGENCY} OR {_ACCOUNT})"
_OF_PERSON: Final = (
    "password_hash", "name", "active", "locale", "password_changed_at", "must_change_password",
    "factor_since", "factor_misses", "factor_locked_until",
)  # fmt: skip
"""What a portal may change of an account: never whose it is or what it may do."""
_TO_FIRM: Final = f"recipient = 'enterprise:' || {told('enterprise_id')}"
_TO_OFFICER: Final = f"recipient IN ('agency:' || {told('agency')}, 'officer:' || {told('officer_id')})"
_TO_AREA: Final = (
    f"recipient = 'district:' || {told('district')} OR ({told('district')} = '*' AND recipient LIKE 'district:%')"
    f" OR (recipient = 'operators' AND {told('district')} IS NULL AND {told('account_id')} IS NOT NULL)"
)
"""In the supervisors' portal only operators have no area."""
_OWN_ACTS: Final = f"account_id = {told('account_id', 'uuid')}"


def _erasing(*columns: str) -> Grant:
    """Return the worker's grant for a record that is never changed but for the names in it, when they are to go."""
    return grant("riu", EVERY_ROW, None, *columns)


def _complaint_table(name: str, enterprise: str, supervisor: str, worker: Grant) -> TableGrants:
    """Return the line of a table that hangs on a complaint; no agency's role ever reaches it."""
    return line(grant(enterprise, OWN), NO, grant(supervisor, _OF_COMPLAINT.format(name)), worker)


def _account_table(name: str, verbs: str = "riud") -> TableGrants:
    """Return the line of a table that hangs on an account: who reaches the account reaches it."""
    mine = grant(verbs, _OF_ACCOUNT.format(name))
    return line(mine, mine, grant(verbs), FULL)


_WRITTEN_BY_IMPORT: Final = line(READ, READ, READ, grant("riu"))
_COUNTS: Final = line(NO, NO, READ, FULL)
_OF_OWN_VISIT: Final = (
    "EXISTS (SELECT 1 FROM ledger_entries e JOIN participations p"
    " ON p.enterprise_id = e.enterprise_id AND CAST(p.visit_id AS text) = e.subject_id"
    " WHERE e.enterprise_id = ledger_openings.enterprise_id AND e.id = ledger_openings.entry_id"
    f" AND starts_with(e.kind, 'visit_') AND p.{OWN_AGENCY})"
)
"""Openings of entries about a visit that the own agency took part in: what its receipts show."""

GRANTS: Final[Mapping[str, TableGrants]] = MappingProxyType(
    {
        # registers: reference tables for everybody; firms only as far as a portal's people reach
        "districts": _WRITTEN_BY_IMPORT,
        "agencies": _WRITTEN_BY_IMPORT,
        "officers": _WRITTEN_BY_IMPORT,
        "inspection_items": _WRITTEN_BY_IMPORT,
        # UPDATE on a key that no row may change (put false) is what lets a portal lock the firm's row
        "enterprises": line(
            grant("ru", f"id = {FIRM}", "false", "id"),
            grant("ru", EVERY_ROW, "false", "id"),
            grant("ru", EVERY_ROW, "false", "id"),
            grant("riu"),
        ),
        # accounts and sessions: one's own, and the one whose name or id is signing in
        "accounts": line(
            grant("riu", _FIRM_ACCOUNT, f"({_FIRM_ACCOUNT}) AND role LIKE 'enterprise\\_%'", *_OF_PERSON),
            grant("ru", _AGENCY_ACCOUNT, None, *_OF_PERSON),
            grant("riu", EVERY_ROW, None, *_OF_PERSON),
            grant("riu"),
        ),
        "web_sessions": line(
            grant("riud", "portal = 'enterprise'"),
            grant("riud", "portal = 'officer'"),
            grant("riud", "portal = 'supervisor'"),
            FULL,
        ),
        "sign_in_tries": line(FULL, FULL, FULL, FULL),
        "used_challenges": line(FULL, FULL, FULL, FULL),
        "passkeys": _account_table("passkeys"),
        "one_time_codes": _account_table("one_time_codes"),
        "recovery_codes": _account_table("recovery_codes"),
        # codes
        "supervision_codes": line(grant("riu", OWN), READ, grant("riu"), grant("riu")),
        "code_directory": line(grant("ri", OWN), READ, LOG, LOG),
        "signing_keys": line(READ, READ, READ, grant("riu")),
        # plans, scans, visits: an agency sees who else comes to a firm and came last year, and writes its own plans
        "planned_visits": line(
            grant("ru", OWN, None, "day", "half_day"), grant("riu", EVERY_ROW, PART_OF_PLAN), READ, grant("riu")
        ),
        "plan_joinings": line(grant("r", OWN), grant("riud", EVERY_ROW, OWN_AGENCY), READ, FULL),
        "scans": line(NO, grant("riu", OWN_AGENCY), READ, FULL),
        "scan_refusals": line(NO, grant("ri"), READ, grant("rid")),
        "visits": line(grant("ru", OWN), grant("riu"), grant("ru"), grant("riu")),
        "participations": line(grant("ru", OWN), grant("riu"), grant("ru"), grant("riu")),
        "visit_officers": line(grant("r", OWN), grant("riu", EVERY_ROW, None, *OF_PRESENCE), READ, grant("ri")),
        "disputes": line(grant("ri", OWN), NO, grant("ru"), grant("riu")),
        # findings and alerts follow the visits of a firm, whoever came
        "findings": line(grant("riu", OWN), grant("riu"), grant("riu"), grant("riu")),
        "alerts": line(grant("riu", OWN), grant("riu"), grant("riu"), grant("riu")),
        "alert_steps": line(grant("i", OWN), LOG, LOG, _erasing("account_name")),
        # complaints: never an agency's; a supervisor's as far as the district goes
        "complaints": line(grant("ri", OWN), NO, grant("ru", AREA), grant("riu")),
        "complaint_steps": _complaint_table(
            "complaint_steps", "ri", "ri", _erasing("account_id", "account_name", "text")
        ),
        "complaint_letters": _complaint_table(
            "complaint_letters", "ru", "riu", grant("ru", EVERY_ROW, None, "written_by_name", "decided_by_name")
        ),
        "confidential_records": _complaint_table("confidential_records", "ri", "ri", FULL),
        "confidential_batches": line(READ, NO, READ, LOG),
        # messages: each reads its own and may leave one for anybody
        "inbox_messages": line(
            grant("riu", _TO_FIRM, EVERY_ROW),
            grant("riu", _TO_OFFICER, EVERY_ROW),
            grant("riu", _TO_AREA, EVERY_ROW),
            FULL,
        ),
        "outbox": line(ADD, ADD, grant("ri"), FULL),
        # the ledger is written once: nobody updates or deletes an entry, not even the worker
        "ledger_entries": line(
            grant("ri", f"{OWN} OR (enterprise_id = {_NOBODYS} AND kind = 'confidential_batch')", _OWN_OR_NOBODYS),
            LOG,
            LOG,
            LOG,
        ),
        "ledger_openings": line(
            grant("ri", OWN, _OWN_OR_NOBODYS), grant("ri", _OF_OWN_VISIT, EVERY_ROW), LOG, grant("riud")
        ),
        "ledger_logs": line(READ, READ, READ, grant("riu")),
        "ledger_leaves": line(grant("r", _OWN_OR_NOBODYS), READ, READ, LOG),
        "ledger_tiles": line(READ, READ, READ, grant("riu")),
        "ledger_checkpoints": line(READ, READ, READ, grant("rid")),
        "ledger_cosignatures": line(READ, READ, READ, FULL),
        "witness_standings": line(READ, READ, READ, grant("riu")),
        # the trail is written by all and read by supervisors, and by everybody as far as his own acts go
        "trail_entries": line(
            grant("ri", f"({_OWN_OR_NONE}) AND {_OWN_ACTS}", _OWN_OR_NONE),
            grant("ri", _OWN_ACTS, EVERY_ROW),
            grant("ri", f"{AREA} OR {_OWN_ACTS}", "true"),
            _erasing("account_name", "subject"),
        ),
        # policy
        "policy_versions": line(READ, READ, LOG, LOG),
        "policy_publications": line(READ, READ, LOG, LOG),
        "policy_drafts": line(NO, NO, FULL, FULL),
        # the machine interface and counts
        # an officer sets up the own phones; a desk takes over what a phone of its agency recorded
        "machine_clients": line(
            NO, grant("riu", OWN_AGENCY, f"{OWN_AGENCY} AND {_OWN_ACTS}"), grant("riu"), grant("riu")
        ),
        "received_events": line(NO, grant("ri", OWN_AGENCY), READ, _erasing("raw")),
        "held_events": line(NO, grant("riu", OWN_AGENCY), grant("ru"), grant("riu")),
        "rollup_area_days": _COUNTS,
        "rollup_industry_days": _COUNTS,
        "rollup_agency_days": _COUNTS,
        "rollup_months": _COUNTS,
        "worker_beats": line(NO, NO, READ, FULL),
        # plans, tasks, notices, results, documents
        **WORKING_DAY,
    }
)
