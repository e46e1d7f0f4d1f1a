"""Complaints as the supervisor's list shows them: the nearest deadline first, and never whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, case, func, literal, or_, select

from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import (
    UNFINISHED,
    ComplaintChannel,
    ComplaintGround,
    ComplaintStatus,
    Conclusion,
)
from supervision_code.domain.days import day_of, start_of_day
from supervision_code.domain.periods import PERIODS, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.retaliation import LaterVisit
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.registry import Agency, District
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnyRow, AnySelect, Cut, Order, fetch
from supervision_code.queries.retaliation import complaints_with_signs, signs_by_complaint

_NO_DEADLINE: Final = date(9999, 12, 31)
_EXCERPT: Final = 80
_NO_SIGNS: Final[Mapping[UUID, Sequence[LaterVisit]]] = MappingProxyType({})


class ComplaintView(StrEnum):
    """Which complaints a list shows by their status."""

    UNFINISHED = "unfinished"
    OVERDUE = "overdue"
    RETALIATION = "retaliation"
    FILED = "filed"
    ACCEPTED = "accepted"
    CONCLUDED = "concluded"
    REPLIED = "replied"
    DECLINED = "declined"
    TRANSFERRED = "transferred"
    ALL = "all"


class ComplaintSort(StrEnum):
    """What comes first."""

    DEADLINE = "deadline"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintsAsked:
    """Which complaints are wanted."""

    view: ComplaintView = ComplaintView.UNFINISHED
    ground: ComplaintGround | None = None
    agency: str = ""
    district: str = ""
    days: int = 0
    words: str = ""
    sort: ComplaintSort = ComplaintSort.DEADLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One complaint in the list."""

    id: UUID
    reference: str
    ground: ComplaintGround
    channel: ComplaintChannel
    agency: str
    district: str
    excerpt: str
    status: ComplaintStatus
    conclusion: Conclusion | None
    filed_at: datetime
    deadline: date | None
    overdue: bool
    came_again: int
    """Visits since by the agency complained of that may be a retaliation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """One page of complaints."""

    rows: tuple[CaseRow, ...]
    total: int
    newer: str
    older: str
    agency: str


next_deadline: Final[ColumnElement[Any]] = func.coalesce(
    case(
        (Complaint.status == ComplaintStatus.FILED, Complaint.accept_by),
        (Complaint.status == ComplaintStatus.ACCEPTED, Complaint.decide_by),
        (Complaint.status == ComplaintStatus.CONCLUDED, Complaint.reply_by),
        else_=None,
    ),
    literal(_NO_DEADLINE, Date),
    type_=Date,
)
"""The next day by which something must have happened."""


class ComplaintCaseQueries:
    """Looks at the complaints of the actor's area."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def page(self, actor: Actor, asked: ComplaintsAsked, cut: Cut) -> CaseList:
        """Return one page."""
        actor.require(Permission.COMPLAINT_SEE)
        now = self._clock.now()
        query = _narrowed(listing(actor), asked, day_of(now))
        with self._database.read() as session:
            days = self._policies.now(session).policy.confidentiality.retaliation_days
            if asked.view is ComplaintView.RETALIATION:
                query = query.where(Complaint.id.in_(complaints_with_signs(session, actor, now, days)))
            total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
            fetched = fetch(session, query, _order(asked.sort), cut)
            agency = session.scalar(select(Agency.name).where(Agency.code == asked.agency)) if asked.agency else ""
            signs = signs_by_complaint(session, [row[0] for row in fetched.rows], days)
        return CaseList(
            rows=tuple(case_row(row, day_of(now), signs) for row in fetched.rows),
            total=int(total),
            newer=fetched.newer,
            older=fetched.older,
            agency=agency or asked.agency,
        )


def listing(actor: Actor) -> AnySelect:
    """Return the query of the complaints within reach, with what a row of the list shows."""
    return (
        select(Complaint, Agency.name, District.name)
        .outerjoin(Agency, Agency.code == Complaint.agency)
        .outerjoin(District, District.code == Complaint.district)
        .where(within_reach(actor, Complaint.district))
    )


def overdue_on(today: date) -> ColumnElement[bool]:
    """Return the condition that a deadline has passed."""
    return next_deadline < today


def _narrowed(query: AnySelect, asked: ComplaintsAsked, today: date) -> AnySelect:
    query = query.where(*_of_view(asked.view, today))
    if asked.ground is not None:
        query = query.where(Complaint.ground == asked.ground)
    if asked.agency:
        query = query.where(Complaint.agency == asked.agency)
    if asked.district:
        query = query.where(Complaint.district == asked.district)
    if asked.days in PERIODS:
        query = query.where(Complaint.filed_at >= start_of_day(period_ending(today, asked.days).first))
    if words := asked.words.strip():
        by_reference = Complaint.reference == words.upper()
        query = query.where(or_(by_reference, Complaint.text.contains(words, autoescape=True)))
    return query


def _of_view(view: ComplaintView, today: date) -> list[ColumnElement[bool]]:
    match view:
        case ComplaintView.ALL | ComplaintView.RETALIATION:
            return []
        case ComplaintView.UNFINISHED:
            return [Complaint.status.in_(sorted(UNFINISHED))]
        case ComplaintView.OVERDUE:
            return [Complaint.status.in_(sorted(UNFINISHED)), overdue_on(today)]
        case _:
            return [Complaint.status == ComplaintStatus(view.value)]


def _order(sort: ComplaintSort) -> Order:
    if sort is ComplaintSort.DEADLINE:
        return Order(key=next_deadline, kind=date, id=Complaint.id, descending=False)
    return Order(key=Complaint.filed_at, kind=datetime, id=Complaint.id)


def case_row(row: AnyRow, today: date, signs: Mapping[UUID, Sequence[LaterVisit]] = _NO_SIGNS) -> CaseRow:
    """Return the row of the list from the row of the query."""
    complaint: Complaint = row[0]
    deadline = deadline_of(complaint)
    return CaseRow(
        id=complaint.id,
        reference=complaint.reference,
        ground=complaint.ground,
        channel=complaint.channel,
        agency=row[1] or complaint.agency or "",
        district=row[2] or complaint.district,
        excerpt=complaint.text[:_EXCERPT] + ("…" if len(complaint.text) > _EXCERPT else ""),
        status=complaint.status,
        conclusion=complaint.conclusion,
        filed_at=complaint.filed_at,
        deadline=deadline,
        overdue=deadline is not None and deadline < today,
        came_again=len(signs.get(complaint.id, ())),
    )


def deadline_of(complaint: Complaint) -> date | None:
    """Return the next day by which something must have happened, or None when nothing must."""
    match complaint.status:
        case ComplaintStatus.FILED:
            return complaint.accept_by
        case ComplaintStatus.ACCEPTED:
            return complaint.decide_by
        case ComplaintStatus.CONCLUDED:
            return complaint.reply_by
        case _:
            return None
