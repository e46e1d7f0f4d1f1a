"""A visit under way with one more agency in it: what joining it breaks that it did not break before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, NoSuchRecord
from supervision_code.domain.errors_of_working_day import JoiningOver
from supervision_code.domain.frequency import (
    Breach,
    ParticipationFacts,
    VisitFacts,
    judge_visit,
)
from supervision_code.domain.frequency_versions import first_day_needed_by
from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.presence import may_join
from supervision_code.domain.visit_drafts import AgencyPart
from supervision_code.domain.visits import EMERGENCIES, VisitKind, VisitState
from supervision_code.persistence.log import enterprise_facts, facts_of_firm
from supervision_code.persistence.models.planned_visits import PlanJoining
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Participation, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The firm's log as it would be, and what is broken only because of the joining."""

    facts: tuple[VisitFacts, ...]
    breaches: tuple[Breach, ...]


def visit_to_join(session: Session, enterprise_id: UUID, visit_id: UUID, agency: str | None, today: int) -> Visit:
    """Return an inspection under way since today that the agency is not part of yet.

    Raises NoSuchRecord, IllegalMove when it has ended, AlreadyRecorded when the agency is in it.
    """
    visit = session.get(Visit, (enterprise_id, visit_id))
    if visit is None or agency is None or visit.kind is not VisitKind.INSPECTION:
        raise NoSuchRecord
    if visit.state is not VisitState.OPEN or visit.day != today:
        raise IllegalMove(state=visit.state, wanted="joined")
    if session.get(Participation, (enterprise_id, visit_id, agency)) is not None:
        raise AlreadyRecorded
    return visit


def require_time_to_join(session: Session, visit: Visit, agency: str, now: datetime, minutes: int) -> None:
    """Raise JoiningOver (``minutes``) unless so few have passed since the opening, or the agency had said it comes."""
    if not may_join(visit.started_at, now, minutes) and not has_joined_plan(session, visit, agency):
        raise JoiningOver(minutes=minutes)


def has_joined_plan(session: Session, visit: Visit, agency: str) -> bool:
    """Say whether the agency joined the planned visit that this visit carries out."""
    if visit.plan_id is None:
        return False
    joined = session.get(PlanJoining, (visit.enterprise_id, visit.plan_id, agency))
    return joined is not None and joined.answer is JoiningAnswer.JOINED


def join_facts(session: Session, firm: Enterprise, visit: Visit, part: AgencyPart, timeline: PolicyTimeline) -> Joined:
    """Ask the rules about the visit with and without the part."""
    past = facts_of_firm(session, firm.id, first_day_needed_by(visit.day, timeline))
    before = next(facts for facts in past if facts.id == visit.id)
    after = replace(before, participations=(*before.participations, _part_facts(visit, part)))
    others = [facts for facts in past if facts.id != visit.id]
    firm_facts, policy = enterprise_facts(firm), timeline.at(visit.started_at).policy
    known = {breach.key for breach in judge_visit(before, others, firm_facts, policy)}
    breaches = judge_visit(after, others, firm_facts, policy)
    return Joined(
        facts=_in_place(past, after), breaches=tuple(breach for breach in breaches if breach.key not in known)
    )


def _part_facts(visit: Visit, part: AgencyPart) -> ParticipationFacts:
    return ParticipationFacts(
        agency=part.agency,
        type=part.type,
        items=frozenset(part.items),
        ordered_from_above=part.ordered_from_above,
        emergency=visit.exception in EMERGENCIES,
    )


def _in_place(past: Sequence[VisitFacts], changed: VisitFacts) -> tuple[VisitFacts, ...]:
    return tuple(changed if facts.id == changed.id else facts for facts in past)
