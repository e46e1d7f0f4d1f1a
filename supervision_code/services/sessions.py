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
from supervision_code.persistence.models.accounts import WebSession
from supervision_code.persistence.session import Database

_TOUCH_AFTER: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """How long a session of one portal may rest and live."""

    idle: timedelta
    absolute: timedelta


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

    def make(self, token: str, portal: str, content: Mapping[str, Any], limits: SessionLimits) -> None:
        """Store a new session under its token."""
        now = self._clock.now()
        values = _values(content, now)
        made = {"digest": _digest(token), "portal": portal, "created_at": now, "expires_at": now + limits.absolute}
        with self._database.begin() as session:
            session.execute(insert(WebSession).values(**values, **made))

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

    def sweep(self) -> int:
        """Forget what has expired and return how many that were."""
        with self._database.begin() as session:
            gone = session.execute(delete(WebSession).where(WebSession.expires_at <= self._clock.now()))
            return int(getattr(gone, "rowcount", 0))


def _values(content: Mapping[str, Any], now: datetime) -> dict[str, object]:
    account = content.get("_user_id")
    return {
        "content": json.dumps(content, ensure_ascii=False),
        "account_id": UUID(account) if account else None,
        "seen_at": now,
    }


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
