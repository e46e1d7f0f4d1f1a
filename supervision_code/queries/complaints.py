"""The firm's own complaints: the list, one with its steps, what was answered lately, and whom one can complain of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import ComplaintGround, ComplaintStatus, ComplaintStepKind, Conclusion
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.inbox import WHOLE_CITY
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.session import Database
from supervision_code.queries.complaint_letters import CaseLetter, letters_of

_LATELY: Final = timedelta(days=14)
_MOST_ANSWERED: Final = 5
_MOST_AGENCIES: Final = 500
_ANSWERED: Final = (
    ComplaintStatus.REPLIED,
    ComplaintStatus.DECLINED,
    ComplaintStatus.TRANSFERRED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnComplaintRow:
    """One complaint in the firm's list."""

    reference: str
    ground: ComplaintGround
    agency: str
    """Name of the agency complained of, or nothing."""
    status: ComplaintStatus
    conclusion: Conclusion | None
    filed_at: datetime
    due: date | None
    """By when the firm hears of the next step; None when nothing more is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnComplaintList:
    """One page of complaints, newest first; ``older`` is the reference after which the next begins."""

    rows: tuple[OwnComplaintRow, ...]
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnComplaintStep:
    """One step as the firm reads it."""

    kind: ComplaintStepKind
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnComplaintPage:
    """One complaint whole."""

    row: OwnComplaintRow
    text: str
    happened_on: date | None
    visit_id: UUID | None
    visit_number: str
    accept_by: date
    decide_by: date | None
    reply_by: date | None
    extended: bool
    transferred_to: str
    reply: str
    replied_at: datetime | None
    provisional: bool
    """Whether the next deadline may move because the holidays of its year are not published yet."""
    steps: tuple[OwnComplaintStep, ...]
    letters: tuple[CaseLetter, ...]
    """What the supervisor wrote to the agency, or wants to write once the firm agrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedChoice:
    """An agency that can be complained of."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedChoices:
    """The agencies that came to the firm, and the others that may: those of its street, its district and the city."""

    came: tuple[BlamedChoice, ...]
    others: tuple[BlamedChoice, ...]


class ComplaintQueries:
    """Looks at the complaints of the actor's own firm."""

    def __init__(self, database: Database, clock: Clock, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._calendar = calendar

    def page(self, actor: Actor, after: str, limit: int) -> OwnComplaintList:
        """Return a page of the firm's complaints. Raises NoSuchRecord when ``after`` is none of them."""
        actor.require(Permission.OWN_COMPLAINTS_SEE)
        query = select(Complaint).where(Complaint.enterprise_id == actor.enterprise_id)
        with self._database.read() as session:
            if after:
                query = query.where(Complaint.id < _own(session, actor, after).id)
            found = session.scalars(query.order_by(Complaint.id.desc()).limit(limit + 1)).all()
            rows = _rows(session, found[:limit])
        return OwnComplaintList(rows=rows, older=rows[-1].reference if len(found) > limit else "")

    def answered_lately(self, actor: Actor) -> tuple[OwnComplaintRow, ...]:
        """Return the complaints that were answered within the last two weeks, the latest first."""
        actor.require(Permission.OWN_COMPLAINTS_SEE)
        latest = (
            select(ComplaintStep.complaint_id)
            .where(
                ComplaintStep.enterprise_id == actor.enterprise_id,
                ComplaintStep.at >= self._clock.now() - _LATELY,
                ComplaintStep.kind.in_([status.value for status in _ANSWERED]),
            )
            .order_by(ComplaintStep.at.desc())
            .limit(_MOST_ANSWERED)
        )
        with self._database.read() as session:
            ids = list(session.scalars(latest))
            found = session.scalars(
                select(Complaint).where(Complaint.enterprise_id == actor.enterprise_id, Complaint.id.in_(ids))
            )
            return _rows(session, sorted(found, key=lambda complaint: ids.index(complaint.id)))

    def complaint(self, actor: Actor, reference: str) -> OwnComplaintPage:
        """Return one complaint of the own firm; raises NoSuchRecord."""
        actor.require(Permission.OWN_COMPLAINTS_SEE)
        with self._database.read() as session:
            complaint = _own(session, actor, reference)
            visit = session.get(Visit, (complaint.enterprise_id, complaint.visit_id)) if complaint.visit_id else None
            row = _rows(session, [complaint])[0]
            steps = _steps(session, complaint)
            letters = letters_of(session, actor, complaint)
        return OwnComplaintPage(
            row=row,
            text=complaint.text,
            happened_on=complaint.happened_on,
            visit_id=complaint.visit_id,
            visit_number=visit.number if visit else "",
            accept_by=complaint.accept_by,
            decide_by=complaint.decide_by,
            reply_by=complaint.reply_by,
            extended=complaint.extended,
            transferred_to=complaint.transferred_to,
            reply=complaint.reply,
            replied_at=complaint.replied_at,
            provisional=row.due is not None and self._calendar.is_provisional(row.due),
            steps=steps,
            letters=letters,
        )

    def blamable(self, actor: Actor) -> BlamedChoices:
        """Return the agencies the firm may choose from when it complains."""
        actor.require(Permission.OWN_COMPLAINTS_FILE)
        came = select(Participation.agency).where(Participation.enterprise_id == actor.enterprise_id)
        with self._database.read() as session:
            firm = session.get(Enterprise, actor.enterprise_id) if actor.enterprise_id else None
            if firm is None:
                raise NoSuchRecord
            places = [place for place in (WHOLE_CITY, firm.district, firm.street) if place]
            known = set(session.scalars(came.distinct()))
            near = Agency.district.in_(places) | Agency.code.in_(known)
            query = select(Agency.code, Agency.name).where(near).order_by(Agency.name).limit(_MOST_AGENCIES)
            choices = [BlamedChoice(code=code, name=name) for code, name in session.execute(query)]
        return BlamedChoices(
            came=tuple(choice for choice in choices if choice.code in known),
            others=tuple(choice for choice in choices if choice.code not in known),
        )


def _own(session: Session, actor: Actor, reference: str) -> Complaint:
    found = session.scalar(
        select(Complaint).where(Complaint.enterprise_id == actor.enterprise_id, Complaint.reference == reference)
    )
    if found is None:
        raise NoSuchRecord
    return found


def _rows(session: Session, complaints: Sequence[Complaint]) -> tuple[OwnComplaintRow, ...]:
    names = _agency_names(session, {complaint.agency for complaint in complaints if complaint.agency})
    return tuple(
        OwnComplaintRow(
            reference=complaint.reference,
            ground=complaint.ground,
            agency=names.get(complaint.agency or "", ""),
            status=complaint.status,
            conclusion=complaint.conclusion,
            filed_at=complaint.filed_at,
            due=_due(complaint),
        )
        for complaint in complaints
    )


def _agency_names(session: Session, codes: set[str]) -> Mapping[str, str]:
    found = session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(codes)))
    return dict(found.all())


def _due(complaint: Complaint) -> date | None:
    match complaint.status:
        case ComplaintStatus.FILED:
            return complaint.accept_by
        case ComplaintStatus.ACCEPTED:
            return complaint.decide_by
        case ComplaintStatus.CONCLUDED:
            return complaint.reply_by
        case _:
            return None


def _steps(session: Session, complaint: Complaint) -> tuple[OwnComplaintStep, ...]:
    found = session.scalars(
        select(ComplaintStep).where(
            ComplaintStep.enterprise_id == complaint.enterprise_id,
            ComplaintStep.complaint_id == complaint.id,
        )
    )
    order = list(ComplaintStepKind)
    steps = [OwnComplaintStep(kind=step.kind, at=step.at, text=step.text) for step in found]
    return tuple(sorted(steps, key=lambda step: (step.at, order.index(step.kind))))
