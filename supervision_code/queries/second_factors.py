"""What somebody has beside a password, and on which devices he is signed in: the pages of the own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from supervision_code.domain.clock import Clock
from supervision_code.domain.devices import Browser, System
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import second_factors as stored
from supervision_code.persistence.models.accounts import Account, WebSession
from supervision_code.persistence.models.second_factors import OneTimeCode
from supervision_code.persistence.session import Database

_AT_MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyRow:
    """One passkey."""

    id: UUID
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorStanding:
    """What an account has. ``since`` None: signing in takes one step; ``app_since`` None: no authenticator app."""

    since: datetime | None
    passkeys: Sequence[PasskeyRow]
    app_since: datetime | None
    app_used_at: datetime | None
    recovery_codes: int

    @property
    def any(self) -> bool:
        """Say whether there is a passkey or an app."""
        return bool(self.passkeys) or self.app_since is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """One living session."""

    id: str
    portal: str
    browser: Browser
    system: System
    first_seen: datetime
    last_seen: datetime
    this_one: bool


class SecondFactorQueries:
    """Looks at second factors and devices."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def standing(self, account_id: UUID) -> FactorStanding:
        """Return what an account has; for who has at least given its password."""
        with self._database.read() as session:
            account = session.get(Account, account_id)
            passkeys = stored.passkeys_of(session, account_id)
            app = session.get(OneTimeCode, account_id)
            left = stored.recovery_codes_left(session, account_id)
        return FactorStanding(
            since=account.factor_since if account else None,
            passkeys=[
                PasskeyRow(id=one.id, name=one.name, created_at=one.created_at, used_at=one.used_at) for one in passkeys
            ],
            app_since=app.created_at if app else None,
            app_used_at=app.used_at if app else None,
            recovery_codes=left,
        )

    def devices(self, actor: Actor, this: str, idle: timedelta) -> list[DeviceRow]:
        """Return where the actor is signed in, what was used last first; ``this`` is the present device."""
        actor.require(Permission.ACCOUNT_SEE)
        now = self._clock.now()
        living = select(WebSession).where(
            WebSession.account_id == actor.account_id,
            WebSession.signed_in,
            WebSession.expires_at > now,
            WebSession.seen_at > now - idle,
        )
        with self._database.read() as session:
            rows = session.scalars(living.order_by(WebSession.seen_at.desc(), WebSession.digest).limit(_AT_MOST)).all()
        return [
            DeviceRow(
                id=row.digest,
                portal=row.portal,
                browser=row.browser,
                system=row.system,
                first_seen=row.created_at,
                last_seen=row.seen_at,
                this_one=row.digest == this,
            )
            for row in rows
        ]
