"""Sessions on the server: what a browser's cookie stands for, until it is idle or too old."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, update

from supervision_code.domain.clock import Clock
from supervision_code.domain.devices import browser_of, system_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import trail
from supervision_code.persistence.machine_clients import end_devices
from supervision_code.persistence.models.accounts import WebSession
from supervision_code.persistence.session import Database

SIGNED_IN: Final = "_user_id"
"""Where a session's content names the account; the library that signs in chose the name."""
HALF_SIGNED_IN: Final = "half"
"""Where it names the account whose password was right and whose second step is still to come."""
_TOUCH_AFTER: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """How long a session of one portal may rest and live, and how long a confirmation and a half sign-in hold."""

    idle: timedelta
    absolute: timedelta
    confirmation: timedelta = timedelta(minutes=10)
    """So long after password or second factor was given, what demands a fresh confirmation asks for none."""
    between_steps: timedelta = timedelta(minutes=10)
    """So long the second step of signing in may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """Where a session begins: the portal and its limits, and what the browser says of itself."""

    portal: str
    limits: SessionLimits
    user_agent: str = ""


class SessionService:
    """Reads and writes sessions by the secret token the cookie holds; the database knows only its digest."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def load(self, token: str, portal: str, limits: SessionLimits) -> Mapping[str, Any] | None:
        """Return the content of a living session of this portal, or None; a seen session stays awake."""
        now = self._clock.now()
        with self._database.read() as session:
            row = session.get(WebSession, _digest(token))
        if row is None or row.portal != portal or row.expires_at <= now or row.seen_at + limits.idle <= now:
            return None
        if now - row.seen_at > _TOUCH_AFTER:
            self._touch(row.digest, now)
        content: Mapping[str, Any] = json.loads(row.content)
        return content

    def _touch(self, digest: str, now: datetime) -> None:
        with self._database.begin() as session:
            session.execute(update(WebSession).where(WebSession.digest == digest).values(seen_at=now))

    def make(self, token: str, content: Mapping[str, Any], place: NewSession) -> None:
        """Store a new session under its token."""
        now = self._clock.now()
        lives = {"created_at": now, "expires_at": now + place.limits.absolute}
        device = {"browser": browser_of(place.user_agent), "system": system_of(place.user_agent)}
        made = {"digest": _digest(token), "portal": place.portal, **_values(content, now), **lives, **device}
        with self._database.begin() as session:
            session.execute(insert(WebSession).values(**made))

    def move(self, token: str, new: str, content: Mapping[str, Any]) -> None:
        """Give a living session a new token; its age stays what it is, and one that was ended stays ended."""
        values = {"digest": _digest(new), **_values(content, self._clock.now())}
        with self._database.begin() as session:
            session.execute(update(WebSession).where(WebSession.digest == _digest(token)).values(**values))

    def save(self, token: str, content: Mapping[str, Any]) -> None:
        """Store a session's content; one that was ended in the meantime stays ended."""
        now = self._clock.now()
        with self._database.begin() as session:
            session.execute(
                update(WebSession).where(WebSession.digest == _digest(token)).values(**_values(content, now))
            )

    def end(self, token: str) -> None:
        """Forget one session."""
        with self._database.begin() as session:
            session.execute(delete(WebSession).where(WebSession.digest == _digest(token)))

    def end_device(self, actor: Actor, device: str) -> None:
        """Sign one of the actor's own devices out. Raises NoSuchRecord."""
        actor.require(Permission.ACCOUNT_SEE)
        mine = delete(WebSession).where(WebSession.account_id == actor.account_id, WebSession.digest == device)
        with self._database.begin() as session:
            if not getattr(session.execute(mine), "rowcount", 0):
                raise NoSuchRecord
            trail.append(session, actor, "account:device_signed_out", self._clock.now())

    def end_others(self, actor: Actor, token: str) -> int:
        """Sign all of the actor's devices out but the one of this token, and return how many those were.

        An officer's phones that work without network lose their tokens too.
        """
        actor.require(Permission.ACCOUNT_SEE)
        now, mine = self._clock.now(), delete(WebSession).where(WebSession.account_id == actor.account_id)
        with self._database.begin() as session:
            gone = session.execute(mine.where(WebSession.digest != _digest(token)))
            phones = end_devices(session, actor, now) if actor.officer_id is not None else 0
            trail.append(session, actor, "account:devices_signed_out", now)
            return int(getattr(gone, "rowcount", 0)) + phones

    def sweep(self) -> int:
        """Forget what has expired and return how many that were."""
        with self._database.begin() as session:
            gone = session.execute(delete(WebSession).where(WebSession.expires_at <= self._clock.now()))
            return int(getattr(gone, "rowcount", 0))


def _values(content: Mapping[str, Any], now: datetime) -> dict[str, object]:
    account, half = content.get(SIGNED_IN), content.get(HALF_SIGNED_IN)
    return {
        "content": json.dumps(content, ensure_ascii=False),
        "account_id": UUID(account or half) if account or half else None,
        "signed_in": bool(account),
        "seen_at": now,
    }


def device_of(token: str) -> str:
    """Return under what the session of a token is listed among its owner's devices."""
    return _digest(token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
