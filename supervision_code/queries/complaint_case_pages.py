"""One complaint whole: facts, deadlines, steps, how well it hides its author, and the author only once opened."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import (
    ComplaintChannel,
    ComplaintGround,
    ComplaintStatus,
    ComplaintStepKind,
    Conclusion,
)
from supervision_code.domain.days import WorkCalendar, date_of, day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import EnterpriseKind
from supervision_code.domain.rollups import industry_section
from supervision_code.domain.visits import EvidenceLevel, ScanChannel, VisitKind, VisitState
from supervision_code.persistence.anonymity import Anonymity, anonymity_of
from supervision_code.persistence.disclosures import has_opened
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.complaint_cases import deadline_of
from supervision_code.queries.complaint_letters import CaseLetter, letters_of
from supervision_code.queries.retaliation import signs_by_complaint


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedFirm:
    """What may be known of the firm without opening its identity."""

    district: str
    kind: EnterpriseKind
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who complained."""

    name: str
    uscc: str
    address: str
    filed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedVisit:
    """The visit complained of; where it leads is known only with the identity."""

    enterprise_id: UUID | None
    id: UUID
    day: int
    kind: VisitKind
    state: VisitState
    channel: ScanChannel
    evidence: EvidenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep:
    """One step on record, with what only supervisors read."""

    kind: ComplaintStepKind
    at: datetime
    by: str
    text: str
    internal_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything a supervisor handles a complaint with."""

    id: UUID
    reference: str
    district: str
    agency_code: str
    agency: str
    ground: ComplaintGround
    text: str
    happened_on: date | None
    channel: ComplaintChannel
    filed_at: datetime
    status: ComplaintStatus
    deadline: date | None
    deadline_provisional: bool
    overdue: bool
    may_extend: bool
    handled_by: str
    conclusion: Conclusion | None
    transferred_to: str
    reply: str
    firm: MaskedFirm
    identity: Identity | None
    visit: RelatedVisit | None
    anonymity: Anonymity | None
    came_again: tuple[datetime, ...]
    """When the agency came to the firm within the days in which a new visit may be a retaliation."""
    letters: tuple[CaseLetter, ...]
    steps: tuple[CaseStep, ...]


class ComplaintCasePageQueries:
    """Looks at one complaint."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def case(self, actor: Actor, complaint_id: UUID) -> CasePage:
        """Return a complaint of the actor's area; raises NoSuchRecord."""
        actor.require(Permission.COMPLAINT_SEE)
        with self._database.read() as session:
            complaint = session.scalar(select(Complaint).where(Complaint.id == complaint_id))
            if complaint is None:
                raise NoSuchRecord
            require_within_reach(actor, complaint.district)
            return self._page(session, actor, complaint)

    def _page(self, session: Session, actor: Actor, complaint: Complaint) -> CasePage:
        firm, district = session.execute(
            select(Enterprise, District.name)
            .outerjoin(District, District.code == Enterprise.district)
            .where(Enterprise.id == complaint.enterprise_id)
        ).one()
        is_open = has_opened(session, actor, complaint, self._clock.now())
        today, deadline = day_of(self._clock.now()), deadline_of(complaint)
        visit = _visit(session, complaint, shown=is_open)
        limits = self._policies.now(session).policy.confidentiality
        signs = signs_by_complaint(session, [complaint], limits.retaliation_days)
        return CasePage(
            id=complaint.id,
            reference=complaint.reference,
            district=district or complaint.district,
            agency_code=complaint.agency or "",
            agency=_name(session, complaint.agency),
            ground=complaint.ground,
            text=complaint.text,
            happened_on=complaint.happened_on,
            channel=complaint.channel,
            filed_at=complaint.filed_at,
            status=complaint.status,
            deadline=deadline,
            deadline_provisional=deadline is not None and self._calendar.is_provisional(deadline),
            overdue=deadline is not None and deadline < today,
            may_extend=_may_extend(complaint, today),
            handled_by=session.scalar(select(Account.name).where(Account.id == complaint.handled_by)) or "",
            conclusion=complaint.conclusion,
            transferred_to=complaint.transferred_to,
            reply=complaint.reply,
            firm=MaskedFirm(
                district=district or complaint.district, kind=firm.kind, section=industry_section(firm.industry)
            ),
            identity=_identity(session, complaint, firm) if is_open else None,
            visit=visit,
            anonymity=anonymity_of(session, complaint, date_of(visit.day) if visit else None, limits),
            came_again=tuple(visit.started_at for visit in signs.get(complaint.id, ())),
            letters=letters_of(session, actor, complaint),
            steps=_steps(session, complaint),
        )


def _may_extend(complaint: Complaint, today: date) -> bool:
    in_time = complaint.decide_by is not None and complaint.decide_by >= today
    return complaint.status is ComplaintStatus.ACCEPTED and not complaint.extended and in_time


def _name(session: Session, agency: str | None) -> str:
    return session.scalar(select(Agency.name).where(Agency.code == agency)) or agency or ""


def _identity(session: Session, complaint: Complaint, firm: Enterprise) -> Identity:
    filed_by = session.scalar(select(Account.name).where(Account.id == complaint.filed_by))
    return Identity(name=firm.name, uscc=firm.uscc, address=firm.address, filed_by=filed_by or "")


def _visit(session: Session, complaint: Complaint, *, shown: bool) -> RelatedVisit | None:
    if complaint.visit_id is None:
        return None
    visit = session.get(Visit, (complaint.enterprise_id, complaint.visit_id))
    if visit is None:
        return None
    return RelatedVisit(
        enterprise_id=visit.enterprise_id if shown else None,
        id=visit.id,
        day=visit.day,
        kind=visit.kind,
        state=visit.state,
        channel=visit.channel,
        evidence=visit.evidence,
    )


def _steps(session: Session, complaint: Complaint) -> tuple[CaseStep, ...]:
    rows = session.scalars(
        select(ComplaintStep)
        .where(ComplaintStep.enterprise_id == complaint.enterprise_id, ComplaintStep.complaint_id == complaint.id)
        .order_by(ComplaintStep.at, ComplaintStep.id)
    )
    return tuple(
        CaseStep(
            kind=step.kind,
            at=step.at,
            by="" if step.kind is ComplaintStepKind.FILED else step.account_name,
            text=step.text,
            internal_note=step.internal_note,
        )
        for step in rows
    )
