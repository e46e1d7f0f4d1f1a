"""The words in which it is said who may do what with a table: roles, verbs, rows.

A role of the database stands for a portal, not for a person. ``grant`` says which verbs the role has (r read, i insert,
u update, d delete); ``of`` which rows (row-level security), ``put`` which rows it may write when that differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

EVERY_ROW: Final = "true"


class DatabaseRole(StrEnum):
    """The roles, none of which can sign in itself; what signs in is made a member of one."""

    ENTERPRISE = "sc_enterprise"
    OFFICER = "sc_officer"
    SUPERVISOR = "sc_supervisor"
    WORKER = "sc_worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one role may do with one table. ``columns``: the only ones it may update."""

    verbs: str = ""
    of: str = EVERY_ROW
    put: str = EVERY_ROW
    columns: tuple[str, ...] = ()

    @property
    def is_narrow(self) -> bool:
        """Say whether it reaches some rows only."""
        return bool(self.verbs) and (self.of != EVERY_ROW or self.put != EVERY_ROW)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableGrants:
    """The line of one table."""

    enterprise: Grant
    officer: Grant
    supervisor: Grant
    worker: Grant

    def by_role(self) -> Mapping[DatabaseRole, Grant]:
        """Return the grants by role."""
        return {
            DatabaseRole.ENTERPRISE: self.enterprise,
            DatabaseRole.OFFICER: self.officer,
            DatabaseRole.SUPERVISOR: self.supervisor,
            DatabaseRole.WORKER: self.worker,
        }

    @property
    def needs_row_security(self) -> bool:
        """Say whether a role reaches some rows only."""
        return any(grant.is_narrow for grant in self.by_role().values())


def told(name: str, kind: str = "text") -> str:
    """Return the SQL of what the transaction was told, NULL when it was told nothing."""
    return f"NULLIF(current_setting('supervision.{name}', true), '')::{kind}"


def grant(verbs: str, of: str = EVERY_ROW, put: str | None = None, *columns: str) -> Grant:
    """Return a grant; who sees some rows writes only those, unless ``put`` says otherwise."""
    return Grant(verbs=verbs, of=of, put=of if put is None else put, columns=columns)


def line(enterprise: Grant, officer: Grant, supervisor: Grant, worker: Grant) -> TableGrants:
    """Return the line of a table, the roles in the order of the columns below."""
    return TableGrants(enterprise=enterprise, officer=officer, supervisor=supervisor, worker=worker)


NO: Final = Grant()
READ: Final = grant("r")
ADD: Final = grant("i")
FULL: Final = grant("riud")
LOG: Final = grant("ri")

FIRM: Final = told("enterprise_id", "uuid")
OWN: Final = f"enterprise_id = {FIRM}"
OWN_AGENCY: Final = f"agency = {told('agency')}"
AREA: Final = f"district = {told('district')} OR {told('district')} = '*'"
