"""How far the database lets a portal's role see: told in every transaction, from who is signed in.

The web layer says who asks (a context variable, one for each thread); the database's row-level security compares its
settings ``supervision.*`` with the rows (``grants.py``). Where nothing was told, a portal's role sees nothing.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from supervision_code.domain.permissions import Actor, Permission

WHOLE_CITY: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whose rows may be seen; empty: nobody's. ``username`` and ``account_id`` serve the steps of signing in."""

    enterprise_id: UUID | None = None
    agency: str = ""
    officer_id: UUID | None = None
    district: str = ""
    account_id: UUID | None = None
    username: str = ""

    @classmethod
    def of(cls, actor: Actor) -> "Reach":
        """Return the reach of who is signed in; a supervisor without a district has the whole city."""
        oversees = actor.may(Permission.OVERVIEW_SEE)
        return cls(
            enterprise_id=actor.enterprise_id,
            agency=actor.agency or "",
            officer_id=actor.officer_id,
            district=(actor.district or WHOLE_CITY) if oversees else "",
            account_id=actor.account_id,
        )

    def settings(self) -> dict[str, str]:
        """Return the settings of the transaction; PostgreSQL knows only text."""
        return {
            "enterprise_id": str(self.enterprise_id or ""),
            "agency": self.agency,
            "officer_id": str(self.officer_id or ""),
            "district": self.district,
            "account_id": str(self.account_id or ""),
            "username": self.username,
        }


NOBODY: Final = Reach()
_reach: ContextVar[Reach] = ContextVar("database_reach", default=NOBODY)


def reach_as(reach: Reach) -> None:
    """Let the transactions of this thread from now on see what ``reach`` covers."""
    _reach.set(reach)


def current_reach() -> Reach:
    """Return what the transactions of this thread may see."""
    return _reach.get()


def tell(session: Session) -> None:
    """Tell the database the reach of this transaction, in one statement; it is forgotten when the transaction ends."""
    session.execute(_TELL, _reach.get().settings())


def _statement() -> TextClause:
    calls = ", ".join(f"set_config('supervision.{name}', :{name}, true)" for name in NOBODY.settings())
    return text(f"SELECT {calls}")


_TELL: Final = _statement()
