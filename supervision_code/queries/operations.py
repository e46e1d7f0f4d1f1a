"""The state of the installation as its operator needs it: database, worker, what waits, and how much there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.rollups import Measure
from supervision_code.persistence import schema
from supervision_code.persistence.base import Base
from supervision_code.persistence.models.accounts import Account, WebSession
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.models.outbox import OutboxRow, WorkerBeat
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.rollups import IndustryDay
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.held_events import waiting_events

_SILENT_FOR: Final = timedelta(minutes=1)
_COUNTED: Final[Mapping[str, type[Base]]] = {
    "enterprises": Enterprise,
    "codes": SupervisionCode,
    "agencies": Agency,
    "officers": Officer,
    "items": InspectionItem,
    "accounts": Account,
    "sessions": WebSession,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What waits in the outbox under one topic, and since when."""

    topic: str
    waiting: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """When a job last finished, and how much it did."""

    job: str
    at: datetime
    handled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """The whole page."""

    dialect: str
    schema_is_current: bool
    policy_sha256: str
    worker_is_alive: bool
    beats: tuple[Beat, ...]
    backlog: tuple[Backlog, ...]
    numbers: Mapping[str, int]


class OperationsQueries:
    """Looks at the installation."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def operations(self, actor: Actor) -> Operations:
        """Return the state of the installation."""
        actor.require(Permission.OPERATIONS_SEE)
        with self._database.read() as session:
            beats = _beats(session)
            alive = any(self._clock.now() - beat.at < _SILENT_FOR for beat in beats)
            return Operations(
                dialect=self._database.dialect,
                schema_is_current=schema.is_current(session.connection()),
                policy_sha256=self._policies.now(session).sha256,
                worker_is_alive=alive,
                beats=beats,
                backlog=_backlog(session),
                numbers=_numbers(session),
            )


def _beats(session: Session) -> tuple[Beat, ...]:
    rows = session.scalars(select(WorkerBeat).order_by(WorkerBeat.job))
    return tuple(Beat(job=row.job, at=row.at, handled=row.handled) for row in rows)


def _backlog(session: Session) -> tuple[Backlog, ...]:
    rows = session.execute(
        select(OutboxRow.topic, func.count(), func.min(OutboxRow.created_at))
        .where(OutboxRow.done_at.is_(None))
        .group_by(OutboxRow.topic)
        .order_by(OutboxRow.topic)
    )
    return tuple(Backlog(topic=topic, waiting=number, since=since) for topic, number, since in rows)


def _numbers(session: Session) -> Mapping[str, int]:
    """Count the registers; the visits come from the rollups, which are never slow."""
    numbers = {
        name: int(session.scalar(select(func.count()).select_from(model)) or 0) for name, model in _COUNTED.items()
    }
    visits = select(func.sum(IndustryDay.value)).where(IndustryDay.measure == Measure.VISITS)
    return {**numbers, "visits": int(session.scalar(visits) or 0), "held-events": waiting_events(session)}
