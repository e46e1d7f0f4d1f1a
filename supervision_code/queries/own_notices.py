"""Notices as the firm sees them: what comes when, who comes and why, what to have ready, what it can choose."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of, day_number, day_of
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.notices import LIVE, NoticeState
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import HalfDay, PlannedVisitState
from supervision_code.persistence.models.notices import FirmWish, Notice
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.notice_telling import agencies_of
from supervision_code.persistence.session import Database
from supervision_code.queries.notice_parts import ComingPart, agency_names, coming_parts
from supervision_code.queries.notices import NoticeRow, row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNoticeRow:
    """One notice in a list. ``day`` and ``half_day``: when the visit takes place as things stand."""

    notice: NoticeRow
    agencies: tuple[str, ...]
    day: date
    half_day: HalfDay | None
    visit_id: UUID | None
    """The visit that was made of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNoticePage:
    """One notice whole."""

    row: OwnNoticeRow
    parts: tuple[ComingPart, ...]
    follower: UUID | None
    """The notice that was sent in the place of this one."""
    earlier_reason: str
    """Why the visit was moved, where this notice takes the place of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBefore:
    """What a visit's page says of its notice."""

    notice_id: UUID | None
    sent_at: datetime | None
    agreed_day: date | None
    agreed_half_day: HalfDay | None
    chosen: bool
    without_notice: str
    """Why there was none; shown after the visit only."""
    on_another_day: bool


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
            return self._rows(session, query, limit)

    def past(self, actor: Actor, limit: int = 50) -> list[OwnNoticeRow]:
        """Return all other notices, newest first."""
        firm, today = _firm(actor), day_number(day_of(self._clock.now()))
        ahead = Notice.state.in_(LIVE) & (PlannedVisit.state == PlannedVisitState.PLANNED) & (PlannedVisit.day >= today)
        query = _of_firm(firm).where(~ahead).order_by(Notice.sent_at.desc(), Notice.id.desc())
        with self._database.read() as session:
            return self._rows(session, query, limit)

    def notice(self, actor: Actor, notice_id: UUID) -> OwnNoticePage:
        """Return one notice of the own firm; raises NoSuchRecord."""
        firm = _firm(actor)
        with self._database.read() as session:
            rows = self._rows(session, _of_firm(firm).where(Notice.id == notice_id), 1)
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

    def _rows(self, session: Session, query: Select[Notice, PlannedVisit], limit: int) -> list[OwnNoticeRow]:
        found = session.execute(query.limit(limit)).all()
        names = agency_names(session)
        now = self._clock.now()
        return [
            OwnNoticeRow(
                notice=row_of(notice, now),
                agencies=tuple(names.get(code, code) for code in agencies_of(session, planned)),
                day=date_of(planned.day if notice.state in LIVE else notice.day),
                half_day=planned.half_day if notice.state in LIVE else notice.half_day,
                visit_id=planned.visit_id if notice.state in LIVE else None,
            )
            for notice, planned in found
        ]


def told_before(session: Session, enterprise_id: UUID, visit_id: UUID) -> ToldBefore | None:
    """Return what a firm was told before a visit; None where the visit was not planned."""
    visit = session.get(Visit, (enterprise_id, visit_id))
    planned = (
        None if visit is None or visit.plan_id is None else session.get(PlannedVisit, (enterprise_id, visit.plan_id))
    )
    if visit is None or planned is None:
        return None
    notice = session.scalar(
        select(Notice)
        .where(
            Notice.enterprise_id == enterprise_id,
            Notice.planned_visit_id == planned.id,
            Notice.state.in_(LIVE),
        )
        .order_by(Notice.sent_at.desc())
        .limit(1)
    )
    return ToldBefore(
        notice_id=None if notice is None else notice.id,
        sent_at=None if notice is None else notice.sent_at,
        agreed_day=None if notice is None else date_of(planned.day),
        agreed_half_day=None if notice is None else planned.half_day,
        chosen=notice is not None and notice.state is NoticeState.CHOSEN,
        without_notice=planned.without_notice,
        on_another_day=notice is not None and visit.day != planned.day,
    )


def _of_firm(enterprise_id: UUID) -> Select[Notice, PlannedVisit]:
    return (
        select(Notice, PlannedVisit)
        .join(
            PlannedVisit,
            (PlannedVisit.enterprise_id == Notice.enterprise_id) & (PlannedVisit.id == Notice.planned_visit_id),
        )
        .where(Notice.enterprise_id == enterprise_id)
    )


def _firm(actor: Actor) -> UUID:
    actor.require(Permission.OWN_VISITS_SEE)
    if actor.enterprise_id is None:
        raise NotPermitted(permission=Permission.OWN_VISITS_SEE)
    return actor.enterprise_id
