"""Brings the roles, grants and row-level security of ``grants.py`` to PostgreSQL; done again it changes nothing.

Called after every migration, so that a table is guarded from its first moment, and by ``db roles``.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import structlog
from sqlalchemy import Connection, inspect, text

from supervision_code.persistence.grant_words import DatabaseRole, Grant, TableGrants
from supervision_code.persistence.grants import GRANTS

_LOG = structlog.get_logger("database")
_VERBS: Final[Mapping[str, str]] = {"r": "SELECT", "i": "INSERT", "u": "UPDATE", "d": "DELETE"}
_ALL: Final = ", ".join(role.value for role in DatabaseRole)
_MAKE_ROLE: Final = """DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{0}') THEN CREATE ROLE {0} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"""
_FORGET_POLICIES: Final = """DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT tablename, policyname FROM pg_policies
               WHERE schemaname = current_schema() AND policyname LIKE 'sc\\_%' LOOP
        EXECUTE format('DROP POLICY %I ON %I', one.policyname, one.tablename);
    END LOOP; END $$"""


def bring_up_to_date(connection: Connection) -> bool:
    """Make missing roles and set every grant and policy anew; False where this login may not make roles."""
    if connection.dialect.name != "postgresql":
        return True
    if not _may_make_roles(connection):
        _LOG.warning("database roles are missing and this login may not make them; run: supervision-code db roles")
        return False
    _driver(connection).execute(";\n".join(statements(connection)))
    return True


def statements(connection: Connection) -> Iterator[str]:
    """Return the SQL, for the tables that exist in this database."""
    existing = set(inspect(connection).get_table_names())
    quote = connection.dialect.identifier_preparer.quote
    owner = quote(str(connection.scalar(text("SELECT current_user"))))
    schema = quote(str(connection.scalar(text("SELECT current_schema()"))))
    yield from (_MAKE_ROLE.format(role.value) for role in DatabaseRole)
    yield _FORGET_POLICIES
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {_ALL}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {_ALL}"
    if "alembic_version" in existing:
        yield f"GRANT SELECT ON alembic_version TO {_ALL}"
    for table, grants in GRANTS.items():
        if table in existing:
            yield from _of_table(table, grants, owner)


def _of_table(table: str, grants: TableGrants, owner: str) -> Iterator[str]:
    """Return grants for every role, and policies where some role reaches only some rows."""
    for role, one in grants.by_role().items():
        yield from _grants(table, role, one)
    switch = "ENABLE" if grants.needs_row_security else "DISABLE"
    yield f"ALTER TABLE {table} {switch} ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} {'' if grants.needs_row_security else 'NO '}FORCE ROW LEVEL SECURITY"
    if grants.needs_row_security:
        yield f"CREATE POLICY sc_owner ON {table} TO {owner} USING (true) WITH CHECK (true)"
        for role, one in grants.by_role().items():
            yield from _policies(table, role, one)


def _grants(table: str, role: DatabaseRole, one: Grant) -> Iterator[str]:
    for verb in one.verbs:
        columns = f" ({', '.join(one.columns)})" if verb == "u" and one.columns else ""
        yield f"GRANT {_VERBS[verb]}{columns} ON {table} TO {role.value}"


def _policies(table: str, role: DatabaseRole, one: Grant) -> Iterator[str]:
    for verb in one.verbs:
        using = "" if verb == "i" else f" USING ({one.of})"
        check = f" WITH CHECK ({one.put})" if verb in "iu" else ""
        yield f"CREATE POLICY {role.value}_{verb} ON {table} FOR {_VERBS[verb]} TO {role.value}{using}{check}"


def let_in(connection: Connection, login: str, role: DatabaseRole, password: str) -> bool:
    """Make a login a member of a role; return whether the login itself is new. The password travels only hashed."""
    driver = _driver(connection)
    name = connection.dialect.identifier_preparer.quote_identifier(login)
    known = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :login"), {"login": login})
    if not known:
        verifier = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
        # The verifier is base64 with "$" and ":" between; it holds no quote.
        driver.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{verifier}'")
    driver.execute(f"GRANT {role.value} TO {name}")
    return not known


def _driver(connection: Connection) -> Any:
    """Return the driver's own connection: the SQL has no parameters, and its percent signs are none."""
    return connection.connection.driver_connection


def _may_make_roles(connection: Connection) -> bool:
    """Say whether all roles are there, or this login may make them."""
    missing = len(DatabaseRole) - (
        connection.scalar(
            text("SELECT count(*) FROM pg_roles WHERE rolname = ANY(:names)"),
            {"names": [role.value for role in DatabaseRole]},
        )
        or 0
    )
    may = connection.scalar(text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"))
    return not missing or bool(may)
