"""The firms of a plan in storage: chosen out of an agency's area, judged in batches, left out and put back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, true, update
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_number
from supervision_code.domain.frequency_versions import first_day_needed_by
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.inspection_plan_criteria import Criteria
from supervision_code.domain.inspection_plan_verdicts import Judging, judge_object
from supervision_code.domain.inspection_plans import LeftOut, ObjectVerdict
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.registry import AgencyLevel, EnterpriseStatus
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.firms import copies_of
from supervision_code.persistence.log import enterprise_facts, facts_of_firms
from supervision_code.persistence.models.inspection_plans import PlanObject
from supervision_code.persistence.models.registry import Agency, Enterprise

_AT_ONCE: Final = 2000
_IN_ONE_QUESTION: Final = 5000
_UNSYNCED: Final = {"synchronize_session": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectCounts:
    """How many firms a plan holds: those that stay by verdict (None: not asked), those left out by reason."""

    kept: Mapping[ObjectVerdict | None, int]
    left_out: Mapping[LeftOut, int]

    @property
    def staying(self) -> int:
        """Return how many are to be inspected."""
        return sum(self.kept.values())

    @property
    def gone(self) -> int:
        """Return how many were left out."""
        return sum(self.left_out.values())


def of_area(agency: Agency) -> ColumnElement[bool]:
    """Return the condition that keeps firms to the area an agency works in."""
    match agency.level:
        case AgencyLevel.CITY:
            return true()
        case AgencyLevel.DISTRICT:
            return Enterprise.district == agency.district
        case AgencyLevel.STREET:
            return Enterprise.street == agency.district


def matching(criteria: Criteria) -> ColumnElement[bool]:
    """Return the condition that firms in business must meet."""
    wanted: list[ColumnElement[bool]] = [Enterprise.status == EnterpriseStatus.ACTIVE]
    if criteria.areas:
        wanted.append(or_(Enterprise.district.in_(criteria.areas), Enterprise.street.in_(criteria.areas)))
    if criteria.industries:
        wanted.append(or_(*(Enterprise.industry.startswith(each, autoescape=True) for each in criteria.industries)))
    if criteria.tiers:
        wanted.append(Enterprise.risk_tier.in_(criteria.tiers))
    if criteria.kinds:
        wanted.append(Enterprise.kind.in_(criteria.kinds))
    return and_(*wanted)


def base_of(session: Session, agency: Agency, criteria: Criteria) -> Sequence[tuple[UUID, str]]:
    """Return id and credit code of every firm the criteria choose in the agency's area, in the order of the ids."""
    query = select(Enterprise.id, Enterprise.uscc).where(of_area(agency), matching(criteria)).order_by(Enterprise.id)
    return [(row[0], row[1]) for row in session.execute(query)]


def base_count(session: Session, agency: Agency, criteria: Criteria) -> int:
    """Return how many firms the criteria choose in the agency's area."""
    query = select(func.count()).select_from(Enterprise).where(of_area(agency), matching(criteria))
    return session.scalar(query) or 0


def registered(session: Session, codes: Collection[str]) -> dict[str, Enterprise]:
    """Return the firms with these credit codes that are on the register, by code."""
    found: dict[str, Enterprise] = {}
    ids = iter(sorted(enterprise_id_of(code) for code in codes))
    while some := list(islice(ids, _IN_ONE_QUESTION)):
        found |= {firm.uscc: firm for firm in session.scalars(select(Enterprise).where(Enterprise.id.in_(some)))}
    return found


def replace_objects(session: Session, plan_id: UUID, firms: Iterable[UUID]) -> int:
    """Let a plan hold exactly these firms, none of them judged; returns how many."""
    session.execute(delete(PlanObject).where(PlanObject.plan_id == plan_id), execution_options=_UNSYNCED)
    rows: list[dict[str, Any]] = [
        {"enterprise_id": firm, "plan_id": plan_id, "left_out": None, "verdict": None, "judged_day": None}
        for firm in sorted(set(firms))
    ]
    insert_rows(session, PlanObject.__table__, rows)
    return len(rows)


def judge_objects(session: Session, plan_id: UUID, rules: Judging | None, timeline: PolicyTimeline) -> None:
    """Ask the rules about every firm of a plan, a few statements for thousands; without rules nothing is known."""
    if rules is None:
        unknown = update(PlanObject).where(PlanObject.plan_id == plan_id).values(verdict=None, judged_day=None)
        session.execute(unknown, execution_options=_UNSYNCED)
        return
    ids = session.scalars(select(PlanObject.enterprise_id).where(PlanObject.plan_id == plan_id)).all()
    ordered, since = iter(sorted(ids)), first_day_needed_by(rules.working_days[0], timeline)
    while some := list(islice(ordered, _AT_ONCE)):
        _judge_some(session, plan_id, rules, some, since)


def chosen_count(session: Session, plan_id: UUID) -> int:
    """Return how many firms are to be inspected."""
    wanted = (PlanObject.plan_id == plan_id, PlanObject.left_out.is_(None))
    return session.scalar(select(func.count()).select_from(PlanObject).where(*wanted)) or 0


def chosen_firms(session: Session, plan_id: UUID) -> list[UUID]:
    """Return the firms that are to be inspected."""
    wanted = (PlanObject.plan_id == plan_id, PlanObject.left_out.is_(None))
    return list(session.scalars(select(PlanObject.enterprise_id).where(*wanted).order_by(PlanObject.enterprise_id)))


def chosen_codes(session: Session, plan_id: UUID) -> list[str]:
    """Return the credit codes of the firms that are to be inspected."""
    query = select(Enterprise.uscc).join(PlanObject, PlanObject.enterprise_id == Enterprise.id)
    return list(session.scalars(query.where(PlanObject.plan_id == plan_id, PlanObject.left_out.is_(None))))


def counts_of(session: Session, plan_id: UUID) -> ObjectCounts:
    """Return how many firms a plan holds, by verdict and by why they were left out."""
    query = (
        select(PlanObject.left_out, PlanObject.verdict, func.count())
        .where(PlanObject.plan_id == plan_id)
        .group_by(PlanObject.left_out, PlanObject.verdict)
    )
    kept: dict[ObjectVerdict | None, int] = {}
    left_out: dict[LeftOut, int] = {}
    for reason, verdict, number in session.execute(query):
        if reason is None:
            kept[verdict] = kept.get(verdict, 0) + number
        else:
            left_out[reason] = left_out.get(reason, 0) + number
    return ObjectCounts(kept=kept, left_out=left_out)


def _judge_some(session: Session, plan_id: UUID, rules: Judging, firms: Sequence[UUID], since: int) -> None:
    logs = facts_of_firms(session, firms, since)
    changes = []
    for firm in copies_of(session, firms):
        judged = judge_object(rules, enterprise_facts(firm), logs.get(firm.id, ()))
        changes.append({"firm": firm.id, "said": judged.verdict, "on_day": day_number(judged.day)})
    table = PlanObject.__table__
    change = update(PlanObject).where(table.c.enterprise_id == bindparam("firm"), table.c.plan_id == plan_id)
    if changes:
        change = change.values(verdict=bindparam("said"), judged_day=bindparam("on_day"))
        session.connection().execute(change, changes)
