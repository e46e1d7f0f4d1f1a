"""Events of machines for the supervisor: those that are held, and what was reported of a visit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visit_events import EventKind, FieldProblem, HeldBecause, differing
from supervision_code.persistence.event_names import find_own
from supervision_code.persistence.models.machine_clients import HeldEvent, MachineClient, ReceivedEvent
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.reach import require_within_reach, within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import Cut, Order, fetch

_MOST_SHOWN: Final = 20_000


class HeldView(StrEnum):
    """Which held events a list shows."""

    WAITING = "waiting"
    SEEN = "seen"
    SETTLED = "settled"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """One held event in the list."""

    id: UUID
    because: HeldBecause
    client: str
    agency: str
    event: str
    code: str
    facts: Mapping[str, str | int]
    received_at: datetime
    times: int
    settled_at: datetime | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldList:
    """One page of held events."""

    rows: tuple[HeldRow, ...]
    total: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPage:
    """One held event whole: its bytes as text, what was wrong, and beside a conflict what is on record."""

    row: HeldRow
    last_at: datetime
    problems: tuple[FieldProblem, ...]
    text: str
    bytes: int
    note: str
    recorded_text: str
    differing: tuple[str, ...]
    firm_id: UUID | None
    """Of the visit on record under the same id, when the actor may see it."""
    visit_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRow:
    """What a machine reported of a visit: what it claimed, and what was recorded of it."""

    event: EventKind
    client: str
    claimed_at: datetime
    moment: datetime
    received_at: datetime
    overdue: bool
    chain_broken: bool
    """It names a record before it that has not come."""


class HeldEventQueries:
    """Looks at what machines sent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, actor: Actor, view: HeldView, cut: Cut) -> HeldList:
        """Return one page, the newest first."""
        actor.require(Permission.HELD_EVENTS_SEE)
        query = (
            select(HeldEvent, MachineClient.name, Agency.name)
            .join(MachineClient, MachineClient.id == HeldEvent.client_id)
            .join(Agency, Agency.code == HeldEvent.agency)
            .where(within_reach(actor, HeldEvent.district), *_of_view(view))
        )
        with self._database.read() as session:
            total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
            order = Order(key=HeldEvent.received_at, kind=datetime, id=HeldEvent.id)
            fetched = fetch(session, query, order, cut)
        rows = tuple(_row(*row[:3]) for row in fetched.rows)
        return HeldList(rows=rows, total=int(total), newer=fetched.newer, older=fetched.older)

    def show(self, actor: Actor, held_id: UUID) -> HeldPage:
        """Return one held event; raises NoSuchRecord."""
        actor.require(Permission.HELD_EVENTS_SEE)
        with self._database.read() as session:
            held = session.get(HeldEvent, held_id)
            if held is None:
                raise NoSuchRecord
            require_within_reach(actor, held.district)
            client, agency = session.get_one(MachineClient, held.client_id), session.get_one(Agency, held.agency)
            recorded = _recorded(session, held)
            return _page(session, actor, held, _row(held, client.name, agency.name), recorded)

    def reported(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> tuple[ReportedRow, ...]:
        """Return what machines reported of a visit in the actor's area."""
        actor.require(Permission.AREA_VISITS_SEE)
        with self._database.read() as session:
            rows = session.execute(
                select(ReceivedEvent, MachineClient.name)
                .join(MachineClient, MachineClient.id == ReceivedEvent.client_id)
                .join(Enterprise, Enterprise.id == ReceivedEvent.enterprise_id)
                .where(
                    ReceivedEvent.enterprise_id == enterprise_id,
                    ReceivedEvent.visit_id == visit_id,
                    within_reach(actor, Enterprise.district),
                )
                .order_by(ReceivedEvent.received_at, ReceivedEvent.event)
            ).all()
            return tuple(_reported(session, event, client) for event, client in rows)


def _recorded(session: Session, held: HeldEvent) -> ReceivedEvent | None:
    """Return what the same agency has on record in the held event's place."""
    if held.visit_id is None or held.event not in set(EventKind):
        return None
    return find_own(session, held.agency, held.visit_id, EventKind(held.event))


def waiting_events(session: Session) -> int:
    """Count the held events that nobody has looked at and that have not come right since."""
    return session.scalar(select(func.count()).select_from(HeldEvent).where(*_of_view(HeldView.WAITING))) or 0


def _of_view(view: HeldView) -> list[ColumnElement[bool]]:
    match view:
        case HeldView.WAITING:
            return [HeldEvent.seen_at.is_(None), HeldEvent.settled_at.is_(None)]
        case HeldView.SEEN:
            return [HeldEvent.seen_at.is_not(None)]
        case HeldView.SETTLED:
            return [HeldEvent.settled_at.is_not(None)]
        case HeldView.ALL:
            return []


def _row(held: HeldEvent, client: str, agency: str) -> HeldRow:
    refusal = json.loads(held.refusal)
    return HeldRow(
        id=held.id,
        because=held.because,
        client=client,
        agency=agency,
        event=held.event,
        code=refusal["code"],
        facts=refusal["facts"],
        received_at=held.received_at,
        times=held.times,
        settled_at=held.settled_at,
        seen_at=held.seen_at,
    )


def _page(session: Session, actor: Actor, held: HeldEvent, row: HeldRow, recorded: ReceivedEvent | None) -> HeldPage:
    problems = tuple(FieldProblem(**one) for one in json.loads(held.refusal)["problems"])
    firm = session.get(Enterprise, recorded.enterprise_id) if recorded is not None else None
    near = firm is not None and actor.district in {None, firm.district}
    return HeldPage(
        row=row,
        last_at=held.last_at,
        problems=problems,
        text=shown_text(held.raw),
        bytes=len(held.raw),
        note=held.note,
        recorded_text=shown_text(recorded.raw) if recorded is not None else "",
        differing=tuple(differing(_said(held.raw), _said(recorded.raw))) if recorded is not None else (),
        firm_id=firm.id if firm is not None and near else None,
        visit_id=held.visit_id,
    )


def shown_text(raw: bytes) -> str:
    """Return bytes as a text that can be looked at: what is no character, or one that shows nothing, as its code."""
    text = raw[: _MOST_SHOWN * 4].decode("utf-8", "backslashreplace")[:_MOST_SHOWN]
    return "".join(one if one.isprintable() or one in "\n\t" else one.encode("unicode_escape").decode() for one in text)


def _said(raw: bytes) -> dict[str, object]:
    try:
        said: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _reported(session: Session, event: ReceivedEvent, client: str) -> ReportedRow:
    came = select(ReceivedEvent.visit_id).where(
        ReceivedEvent.client_id == event.client_id, ReceivedEvent.record_hash == event.previous_hash
    )
    broken = event.previous_hash is not None and session.scalar(came.limit(1)) is None
    return ReportedRow(
        event=event.kind,
        client=client,
        claimed_at=event.claimed_at,
        moment=event.moment,
        received_at=event.received_at,
        overdue=event.overdue,
        chain_broken=broken,
    )
