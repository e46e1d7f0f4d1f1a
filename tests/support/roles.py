"""A portal's own role of the database, in the transaction of a test: what it may not do fails there as in earnest."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.persistence.grant_words import DatabaseRole
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS

ROLES: Final = {
    "enterprise": DatabaseRole.ENTERPRISE,
    "officer": DatabaseRole.OFFICER,
    "supervisor": DatabaseRole.SUPERVISOR,
}


class InRole(Database):
    """The test's database, with every transaction in a role and told the reach of who is signed in."""

    def __init__(self, database: Database, role: DatabaseRole) -> None:
        super().__init__(database.engine, log_id=database.log_id, bound_to=database._bound_to, tells_reach=True)
        self._role = role

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open a write transaction in the role."""
        with self._role_given_back(), super().begin() as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only looks, in the role."""
        with self._role_given_back(), super().read() as session:
            yield session

    def _tell_reach(self, session: Session) -> None:
        session.execute(text(f"SET LOCAL ROLE {self._role.value}"))
        super()._tell_reach(session)

    @contextmanager
    def _role_given_back(self) -> Iterator[None]:
        try:
            yield
        finally:
            if self._bound_to is not None:
                self._bound_to.exec_driver_sql("RESET ROLE")


def for_portal(supervision: Supervision, settings: Settings, portal: str) -> Supervision:
    """The product as a portal has it: on PostgreSQL in the portal's role."""
    database = supervision.database
    if database.dialect != "postgresql" or not database.is_borrowed:
        return supervision
    mine = InRole(database, ROLES[portal])
    return bootstrap(settings, clock=supervision.clock, database=mine, passwords=PASSWORDS)
