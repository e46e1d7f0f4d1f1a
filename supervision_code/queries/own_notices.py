"""Notices as the firm sees them: what comes when, who comes and why, what to have ready, what it can choose."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of, day_number, day_of
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.notices import LIVE
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import HalfDay, JoiningAnswer, PlannedVisitState
from supervision_code.persistence.models.notices import FirmWish, Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.session import Database
from supervision_code.queries.notice_parts import ComingPart, agency_names, coming_parts
from supervision_code.queries.notices import NoticeRow, row_of
from supervision_code.queries.paging import AnyRow, Cut, Order, fetch
from supervision_code.queries.told_before import ToldBefore, told_before


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNoticeRow:
    """One notice in a list. ``day`` and ``half_day``: when the visit takes place as things stand."""

    notice: NoticeRow
    agencies: tuple[str, ...]
    day: date
    half_day: HalfDay | None
    visit_id: UUID | None
    """The visit that was made of it."""
    passed: bool
    """Its day is over and no visit was made of it so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNoticeList:
    """One page of notices, and what addresses say of its neighbours."""

    rows: tuple[OwnNoticeRow, ...]
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNoticePage:
    """One notice whole."""

    row: OwnNoticeRow
    parts: tuple[ComingPart, ...]
    follower: UUID | None
    """The notice that was sent in the place of this one."""
    earlier_reason: str
    """Why the visit was moved, where this notice takes the place of another."""


class OwnNoticeQueries:
    """Looks at the notices of the actor's own firm."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def coming(self, actor: Actor, limit: int) -> list[OwnNoticeRow]:
        """Return notices of visits that lie ahead, soonest first."""
        firm, today = _firm(actor), day_number(day_of(self._clock.now()))
        query = (
            _of_firm(firm)
            .where(Notice.state.in_(LIVE), PlannedVisit.state == PlannedVisitState.PLANNED, PlannedVisit.day >= today)
            .order_by(PlannedVisit.day, Notice.id)
        )
        with self._database.read() as session:
            return self._rows(session, session.execute(query.limit(limit)).all())

    def past(self, actor: Actor, cut: Cut) -> OwnNoticeList:
        """Return all other notices, newest first."""
        firm, today = _firm(actor), day_number(day_of(self._clock.now()))
        ahead = Notice.state.in_(LIVE) & (PlannedVisit.state == PlannedVisitState.PLANNED) & (PlannedVisit.day >= today)
        order = Order(key=Notice.sent_at, kind=datetime, id=Notice.id)
        with self._database.read() as session:
            found = fetch(session, _of_firm(firm).where(~ahead), order, cut)
            return OwnNoticeList(rows=tuple(self._rows(session, found.rows)), newer=found.newer, older=found.older)

    def notice(self, actor: Actor, notice_id: UUID) -> OwnNoticePage:
        """Return one notice of the own firm; raises NoSuchRecord."""
        firm = _firm(actor)
        with self._database.read() as session:
            rows = self._rows(session, session.execute(_of_firm(firm).where(Notice.id == notice_id)).all())
            if not rows:
                raise NoSuchRecord
            notice = session.get_one(Notice, (firm, notice_id))
            planned = session.get_one(PlannedVisit, (firm, notice.planned_visit_id))
            earlier = None if notice.replaces is None else session.get(Notice, (firm, notice.replaces))
            return OwnNoticePage(
                row=rows[0],
                parts=coming_parts(session, planned),
                follower=session.scalar(
                    select(Notice.id).where(Notice.enterprise_id == firm, Notice.replaces == notice_id)
                ),
                earlier_reason="" if earlier is None else earlier.reason,
            )

    def before(self, actor: Actor, visit_id: UUID) -> ToldBefore | None:
        """Return what the own firm was told before a visit; None where the visit was not planned."""
        firm = _firm(actor)
        with self._database.read() as session:
            return told_before(session, firm, visit_id)

    def alone_since(self, actor: Actor) -> datetime | None:
        """Return since when the own firm wants no joint visits; None: it has nothing against them."""
        firm = _firm(actor)
        with self._database.read() as session:
            wish = session.get(FirmWish, firm)
            return None if wish is None else wish.since

    def _rows(self, session: Session, found: Sequence[AnyRow]) -> list[OwnNoticeRow]:
        plans: list[PlannedVisit] = [row[1] for row in found]
        joined, names = _joined(session, plans), agency_names(session) if found else {}
        now = self._clock.now()
        today = day_number(day_of(now))
        return [
            OwnNoticeRow(
                notice=row_of(notice, now),
                agencies=tuple(names.get(code, code) for code in (planned.agency, *joined[planned.id])),
                day=date_of(planned.day if notice.state in LIVE else notice.day),
                half_day=planned.half_day if notice.state in LIVE else notice.half_day,
                visit_id=planned.visit_id if notice.state in LIVE else None,
                passed=notice.state in LIVE and planned.visit_id is None and planned.day < today,
            )
            for notice, planned, *_ in found
        ]


def _of_firm(enterprise_id: UUID) -> Select[Notice, PlannedVisit]:
    return (
        select(Notice, PlannedVisit)
        .join(
            PlannedVisit,
            (PlannedVisit.enterprise_id == Notice.enterprise_id) & (PlannedVisit.id == Notice.planned_visit_id),
        )
        .where(Notice.enterprise_id == enterprise_id)
    )


def _joined(session: Session, plans: Sequence[PlannedVisit]) -> Mapping[UUID, list[str]]:
    joined: dict[UUID, list[str]] = defaultdict(list)
    query = select(PlanJoining.plan_id, PlanJoining.agency).where(
        tuple_(PlanJoining.enterprise_id, PlanJoining.plan_id).in_([(one.enterprise_id, one.id) for one in plans]),
        PlanJoining.answer == JoiningAnswer.JOINED,
    )
    for plan, agency in session.execute(query.order_by(PlanJoining.agency)) if plans else ():
        joined[plan].append(agency)
    return joined


def _firm(actor: Actor) -> UUID:
    actor.require(Permission.OWN_VISITS_SEE)
    if actor.enterprise_id is None:
        raise NotPermitted(permission=Permission.OWN_VISITS_SEE)
    return actor.enterprise_id
