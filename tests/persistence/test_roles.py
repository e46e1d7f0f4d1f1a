"""The database itself keeps the portals apart: tried as each role, in plain SQL, on real PostgreSQL."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    LargeBinary,
    Table,
    create_engine,
    func,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ProgrammingError

from supervision_code.domain.documents import DocumentState
from supervision_code.domain.identifiers import NOBODY
from supervision_code.persistence import roles, schema
from supervision_code.persistence.base import Base, GradeType, MomentType, WordType
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.grant_words import DatabaseRole
from supervision_code.persistence.grants import GRANTS
from supervision_code.persistence.reach_of_session import Reach, reach_as
from supervision_code.persistence.session import Database
from tests.support.clock import FRIDAY_TEN
from tests.support.databases import LOG_ID

FIRM: Final = UUID(int=11)
OTHER: Final = UUID(int=22)
_KEYS: Final = (UUID(int=number) for number in count(1000))
_TABLES: Final = Base.metadata.sorted_tables
_OF_FIRMS: Final = [table for table in _TABLES if "enterprise_id" in table.columns]
_LEDGER: Final = [table.name for table in _TABLES if table.name.startswith("ledger_")]
_CONFIDENTIAL: Final = [table.name for table in _TABLES if table.name.startswith(("complaint", "confidential"))]
_DENIED: Final = (ProgrammingError,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A database with a row of each of two firms in every table, and an engine for each role's own login."""

    owner: Database
    engines: Mapping[DatabaseRole, Engine]

    @contextmanager
    def as_role(self, role: DatabaseRole, **told: str) -> Iterator[Connection]:
        """Open a transaction as the role; it is told what it is told and rolled back."""
        with self.engines[role].connect() as connection:
            for name, value in told.items():
                setting = {"name": f"supervision.{name}", "value": value}
                connection.execute(text("SELECT set_config(:name, :value, true)"), setting)
            yield connection

    def allowed(self, connection: Connection, statement: Any) -> int:
        """Run a statement in a savepoint; return how many rows it touched, none when it is refused."""
        try:
            with connection.begin_nested():
                done = connection.execute(statement)
                return len(done.all()) if done.returns_rows else done.rowcount
        except ProgrammingError as refused:
            if getattr(refused.orig, "sqlstate", "") != "42501":
                raise
            return 0


def _value(column: Column[Any], key: UUID) -> Any:
    """Something of the column's type that is the key's own."""
    match column.type:
        case WordType(words=words):
            return next(iter(words))
        case GradeType(grades=grades):
            return next(iter(grades))
        case MomentType():
            return FRIDAY_TEN
        case LargeBinary():
            return key.bytes
    kind = column.type.python_type
    if kind is UUID:
        return key
    plain = {int: key.int, float: 1.0, bool: False, datetime: FRIDAY_TEN, date: FRIDAY_TEN.date(), bytes: key.bytes}
    return plain.get(kind, f"{key.int}")


def row_of(table: Table, key: UUID) -> dict[str, Any]:
    """A row of the table for this firm; what it points at need not be there."""
    row = {column.name: _value(column, key) for column in table.columns}
    if "enterprise_id" in row:
        row["enterprise_id"] = key
    if table.name == "complaints":
        row["district"] = f"D{key.int}"
    if table.name == "inbox_messages":
        row["recipient"] = f"enterprise:{key}"
    if table.name == "accounts":
        row["username"] = f"user-{key.int}"
    if table.name == "documents":
        row["state"] = DocumentState.FINAL  # a firm sees nothing of a draft
    return row


@pytest.fixture(scope="module")
def cluster(postgresql_url: str) -> Iterator[Cluster]:
    from tests.support.postgresql import create_database

    port = make_url(postgresql_url).port or 5432
    owner = Database.connect(create_database(port, f"roles_{uuid4().hex}"), log_id=LOG_ID)
    schema.upgrade(owner.engine)
    with owner.engine.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))  # nothing need be there to be pointed at
        for table in _TABLES:
            for key in (FIRM, OTHER):
                connection.execute(insert(table).values(row_of(table, key)))
        names = {role: f"{role.value}_{uuid4().hex[:8]}" for role in DatabaseRole}
        for role, name in names.items():
            assert roles.let_in(connection, name, role, "a password")
    engines = {role: create_engine(owner.engine.url.set(username=name)) for role, name in names.items()}
    yield Cluster(owner=owner, engines=engines)
    for engine in engines.values():
        engine.dispose()
    owner.close()


def test_a_portals_login_is_a_member_of_its_role_and_no_more(cluster: Cluster) -> None:
    for role in DatabaseRole:
        with cluster.as_role(role) as connection:
            ours = connection.scalars(
                text(
                    "SELECT rolname FROM pg_roles WHERE rolname LIKE 'sc\\_%' AND rolcanlogin = false"
                    " AND pg_has_role(current_user, oid, 'MEMBER')"
                )
            ).all()
            assert ours == [role.value]


@pytest.mark.parametrize("name", _CONFIDENTIAL)
def test_an_agencys_role_is_denied_everything_about_complaints(cluster: Cluster, name: str) -> None:
    for statement in (
        f"SELECT * FROM {name}",
        f"SELECT count(*) FROM {name}",
        f"DELETE FROM {name}",
        f"TRUNCATE {name}",
        f"LOCK TABLE {name} IN ACCESS SHARE MODE",
    ):
        with cluster.as_role(DatabaseRole.OFFICER, agency="11") as connection, pytest.raises(_DENIED) as refused:
            connection.execute(text(statement))
        assert "permission denied" in str(refused.value)


@pytest.mark.parametrize("table", _OF_FIRMS, ids=lambda table: table.name)
def test_a_firm_sees_and_changes_no_row_of_another_firm(cluster: Cluster, table: Table) -> None:
    theirs = table.c.enterprise_id == OTHER
    same = {table.c.enterprise_id: OTHER}
    with cluster.as_role(DatabaseRole.ENTERPRISE, enterprise_id=str(FIRM), account_id=str(FIRM)) as connection:
        allowed = cluster.allowed
        assert allowed(connection, select(table).where(theirs)) == 0
        assert allowed(connection, table.update().where(theirs).values(same)) == 0
        assert allowed(connection, table.delete().where(theirs)) == 0
        assert allowed(connection, insert(table).values({**row_of(table, next(_KEYS)), "enterprise_id": OTHER})) == 0
        assert allowed(connection, table.update().values(same)) == 0
        if "r" in GRANTS[table.name].enterprise.verbs:
            assert allowed(connection, select(table).where(table.c.enterprise_id == FIRM)) == 1


@pytest.mark.parametrize("table", _OF_FIRMS, ids=lambda table: table.name)
def test_where_nobody_was_told_a_firms_portal_sees_nothing(cluster: Cluster, table: Table) -> None:
    with cluster.as_role(DatabaseRole.ENTERPRISE) as connection:
        assert cluster.allowed(connection, select(table).where(table.c.enterprise_id != NOBODY)) == 0
    with cluster.as_role(DatabaseRole.ENTERPRISE, enterprise_id="") as connection:
        assert cluster.allowed(connection, select(table).where(table.c.enterprise_id != NOBODY)) == 0


def test_firms_and_messages_of_others_are_as_far_away(cluster: Cluster) -> None:
    with cluster.as_role(DatabaseRole.ENTERPRISE, enterprise_id=str(FIRM)) as connection:
        assert connection.scalars(text("SELECT id FROM enterprises")).all() == [FIRM]
        assert connection.scalars(text("SELECT recipient FROM inbox_messages")).all() == [f"enterprise:{FIRM}"]
        assert connection.execute(text("UPDATE inbox_messages SET read_at = now()")).rowcount == 1
        assert cluster.allowed(connection, text("UPDATE enterprises SET id = id")) == 0
        assert cluster.allowed(connection, text("UPDATE enterprises SET name = 'x'")) == 0


@pytest.mark.parametrize("role", list(DatabaseRole))
@pytest.mark.parametrize("name", ["ledger_entries", "ledger_leaves", "trail_entries"])
def test_no_role_rewrites_what_is_written_once(cluster: Cluster, role: DatabaseRole, name: str) -> None:
    for statement in (f"UPDATE {name} SET log_id = 'x'", f"DELETE FROM {name}", f"TRUNCATE {name} CASCADE"):
        plain = statement.replace("log_id", "note") if name == "trail_entries" else statement
        with cluster.as_role(role, enterprise_id=str(FIRM), agency="11", district="*") as connection:
            with pytest.raises(_DENIED) as refused:
                connection.execute(text(plain))
            assert "permission denied" in str(refused.value)


@pytest.mark.parametrize("role", list(DatabaseRole))
def test_no_role_changes_a_checkpoint_and_the_worker_alone_may_thin_them_out(
    cluster: Cluster, role: DatabaseRole
) -> None:
    denied = ["UPDATE ledger_checkpoints SET note = note", "TRUNCATE ledger_checkpoints"]
    thins = "DELETE FROM ledger_checkpoints"
    with cluster.as_role(role, enterprise_id=str(FIRM), agency="11", district="*") as connection:
        if role is DatabaseRole.WORKER:
            assert cluster.allowed(connection, text(thins)) > 0
    for statement in denied if role is DatabaseRole.WORKER else [*denied, thins]:
        as_role = cluster.as_role(role, enterprise_id=str(FIRM), agency="11", district="*")
        with as_role as connection, pytest.raises(_DENIED, match="permission denied"):
            connection.execute(text(statement))


@pytest.mark.parametrize("role", [DatabaseRole.ENTERPRISE, DatabaseRole.OFFICER, DatabaseRole.SUPERVISOR])
@pytest.mark.parametrize("name", _LEDGER)
def test_no_portal_changes_anything_of_the_ledger(cluster: Cluster, role: DatabaseRole, name: str) -> None:
    column = Base.metadata.tables[name].columns.keys()[0]
    for statement in (f"UPDATE {name} SET {column} = {column}", f"DELETE FROM {name}", f"TRUNCATE {name} CASCADE"):
        with cluster.as_role(role, enterprise_id=str(FIRM), agency="11", district="*") as connection:
            with pytest.raises(_DENIED) as refused:
                connection.execute(text(statement))
            assert "permission denied" in str(refused.value)


@pytest.mark.parametrize("name", ["visits", "participations", "visit_officers", "findings", "alerts", "alert_steps"])
def test_no_role_deletes_from_the_log(cluster: Cluster, name: str) -> None:
    for role in DatabaseRole:
        for statement in (f"DELETE FROM {name}", f"TRUNCATE {name} CASCADE", f"DROP TABLE {name}"):
            with cluster.as_role(role, enterprise_id=str(FIRM)) as connection, pytest.raises(_DENIED):
                connection.execute(text(statement))


def test_a_supervisor_sees_the_complaints_of_the_own_district_only(cluster: Cluster) -> None:
    for told, seen in (({"district": "D11"}, 1), ({"district": "*"}, 2), ({"district": "D33"}, 0), ({}, 0)):
        for name in ("complaints", "complaint_steps", "complaint_letters", "confidential_records"):
            with cluster.as_role(DatabaseRole.SUPERVISOR, **told) as connection:
                assert connection.scalar(text(f"SELECT count(*) FROM {name}")) == seen, name


def test_an_agency_sees_its_own_scans_and_accounts_only(cluster: Cluster) -> None:
    for agency, seen in (("11", 1), ("33", 0), ("", 0)):
        with cluster.as_role(DatabaseRole.OFFICER, agency=agency) as connection:
            assert connection.scalar(text("SELECT count(*) FROM scans")) == seen
            assert connection.scalar(text("SELECT count(password_hash) FROM accounts")) == seen


def test_the_one_who_signs_in_is_seen_by_name_before_more_is_known(cluster: Cluster) -> None:
    with cluster.as_role(DatabaseRole.ENTERPRISE, username="user-22") as connection:
        assert connection.scalars(text("SELECT id FROM accounts")).all() == [OTHER]
        assert connection.scalar(text("SELECT count(*) FROM passkeys")) == 1
    with cluster.as_role(DatabaseRole.ENTERPRISE) as connection:
        assert connection.scalar(text("SELECT count(*) FROM accounts")) == 0


def test_sessions_of_another_portal_do_not_exist(cluster: Cluster) -> None:
    with cluster.owner.engine.begin() as connection:
        row = row_of(Base.metadata.tables["web_sessions"], UUID(int=33)) | {"portal": "supervisor"}
        connection.execute(insert(Base.metadata.tables["web_sessions"]).values(row))
    with cluster.as_role(DatabaseRole.OFFICER) as connection:
        assert connection.scalar(text("SELECT count(*) FROM web_sessions")) == 0
    with cluster.as_role(DatabaseRole.SUPERVISOR) as connection:
        assert connection.scalar(text("SELECT count(*) FROM web_sessions")) == 1


def test_a_session_tells_its_reach_in_every_transaction_and_forgets_it_afterwards(cluster: Cluster) -> None:
    url = cluster.engines[DatabaseRole.ENTERPRISE].url.render_as_string(hide_password=False)
    database = Database.connect(url, log_id=LOG_ID, tells_reach=True)
    visits = select(func.count()).select_from(Base.metadata.tables["visits"])
    try:
        for reach, seen in ((Reach(enterprise_id=FIRM), 1), (Reach(), 0), (Reach(enterprise_id=UUID(int=5)), 0)):
            reach_as(reach)
            for opened in (database.read, database.begin):
                with opened() as session:
                    assert session.scalar(visits) == seen
    finally:
        reach_as(Reach())
        database.close()


def test_the_worker_imports_many_rows_although_rows_are_guarded(cluster: Cluster) -> None:
    url = cluster.engines[DatabaseRole.WORKER].url.render_as_string(hide_password=False)
    database, table = Database.connect(url, log_id=LOG_ID), Base.metadata.tables["inbox_messages"]
    try:
        with database.begin() as session:
            insert_rows(session, table, [row_of(table, next(_KEYS)) for _ in range(120)])
            assert session.scalar(select(func.count()).select_from(table)) == 122
            session.rollback()
    finally:
        database.close()


def test_setting_the_roles_again_changes_nothing_and_going_back_lays_them_down(cluster: Cluster) -> None:
    def guards(connection: Connection) -> tuple[list[Any], list[Any]]:
        policies = connection.execute(
            text("SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2")
        )
        grants = connection.execute(
            text(
                "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
                " WHERE grantee LIKE 'sc\\_%' AND table_schema = current_schema() ORDER BY 1, 2, 3"
            )
        )
        return [tuple(row) for row in policies], [tuple(row) for row in grants]

    engine = cluster.owner.engine
    with engine.begin() as connection:
        before = guards(connection)
        assert roles.bring_up_to_date(connection)
        assert guards(connection) == before
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_class WHERE relforcerowsecurity")) > 15
