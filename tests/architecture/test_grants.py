"""Every table has a line for every role of the database, and no line gives away what must stay closed."""

from typing import Final

from supervision_code.persistence import models
from supervision_code.persistence.base import Base
from supervision_code.persistence.grant_words import NO, OWN, DatabaseRole, Grant, told
from supervision_code.persistence.grants import GRANTS

_PORTALS: Final = frozenset(DatabaseRole) - {DatabaseRole.WORKER}
_CONFIDENTIAL: Final = ("complaint", "confidential", "evaluation", "disclosure")
_WRITTEN_ONCE: Final = ("ledger_entries", "ledger_leaves", "trail_entries")
_NEVER_DELETED: Final = (
    *_WRITTEN_ONCE,
    "visits",
    "participations",
    "visit_officers",
    "disputes",
    "findings",
    "alerts",
    "alert_steps",
    "complaints",
    "complaint_steps",
    "policy_versions",
    "policy_publications",
)


def _of(table: str, role: DatabaseRole) -> Grant:
    return GRANTS[table].by_role()[role]


def test_every_table_is_a_decision_for_every_role() -> None:
    assert models.__all__
    tables = {table.name for table in Base.metadata.sorted_tables}
    assert tables - set(GRANTS) == set(), "say in persistence/grants.py who may do what with this table"
    assert set(GRANTS) - tables == set(), "no such table any more"


def test_grants_speak_of_verbs_and_columns_that_exist() -> None:
    for name, grants in GRANTS.items():
        columns = {column.name for column in Base.metadata.tables[name].columns}
        for grant in grants.by_role().values():
            assert set(grant.verbs) <= set("riud"), name
            assert set(grant.columns) <= columns, name


def test_no_agency_reaches_anything_about_complaints() -> None:
    closed = [name for name in GRANTS if name.startswith(_CONFIDENTIAL)]
    assert len(closed) >= 5
    assert [name for name in closed if _of(name, DatabaseRole.OFFICER) != NO] == []


def test_a_firm_reaches_only_its_own_rows_of_whatever_belongs_to_firms() -> None:
    owned = [table.name for table in Base.metadata.sorted_tables if "enterprise_id" in table.columns]
    assert len(owned) > 15
    for name in owned:
        grant = _of(name, DatabaseRole.ENTERPRISE)
        assert not grant.verbs or OWN in grant.of or "enterprise_id IN" in grant.of, name
        assert not set(grant.verbs) & set("iu") or "enterprise_id" in grant.put, name


def test_what_is_written_once_is_neither_changed_nor_deleted_by_any_role() -> None:
    changes = [
        (name, role, _of(name, role).columns)
        for name in _WRITTEN_ONCE
        for role in DatabaseRole
        if set(_of(name, role).verbs) & set("ud")
    ]
    # Of the trail the worker blanks the names of who was erased, when their time is over; no word of what was done.
    assert changes == [("trail_entries", DatabaseRole.WORKER, ("account_name", "subject"))]


def test_a_checkpoint_is_changed_by_nobody_and_thinned_out_by_the_worker_alone() -> None:
    verbs = {role: set(_of("ledger_checkpoints", role).verbs) for role in DatabaseRole}
    assert verbs == {portal: {"r"} for portal in _PORTALS} | {DatabaseRole.WORKER: set("rid")}


def test_the_log_is_never_deleted_by_any_role() -> None:
    assert [name for name in _NEVER_DELETED for role in DatabaseRole if "d" in _of(name, role).verbs] == []


def test_a_complaints_identity_and_a_supervisors_password_are_out_of_an_agencys_reach() -> None:
    assert "participations" in _of("ledger_openings", DatabaseRole.OFFICER).of
    assert _of("trail_entries", DatabaseRole.OFFICER).verbs == "ri"
    assert _of("trail_entries", DatabaseRole.OFFICER).of == f"account_id = {told('account_id', 'uuid')}"
    assert "agency IS NOT NULL" in _of("accounts", DatabaseRole.OFFICER).of


def test_portals_never_write_the_counts() -> None:
    counts = [name for name in GRANTS if name.startswith("rollup")]
    assert [name for name in counts for role in _PORTALS if set(_of(name, role).verbs) & set("iud")] == []
