"""Builders for the frequency tests: the policy of the repository, a firm, and visits said in few words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from config.policy import read_policy_file
from supervision_code.domain.days import day_number, day_number_of
from supervision_code.domain.frequency import (
    Breach,
    EnterpriseFacts,
    FrequencyRule,
    ParticipationFacts,
    VisitFacts,
    judge_log,
)
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.domain.registry import RiskTier
from supervision_code.domain.visits import InspectionType, VisitKind

POLICY = parse_policy(read_policy_file().tables)
FIRM = EnterpriseFacts(uscc="914403000000000276", district="440303", street="440303001", industry="H62")
TIER_D = replace(FIRM, risk_tier=RiskTier.D)


def part(
    agency: str = "SCJG",
    *items: str,
    type: InspectionType | None = InspectionType.ROUTINE,  # noqa: A002 - the field's name
    ordered_from_above: bool = False,
    emergency: bool = False,
) -> ParticipationFacts:
    """Return one agency's part: routine unless told otherwise, with an item of its own agency unless some are named."""
    return ParticipationFacts(
        agency=agency,
        type=type,
        items=frozenset(items or {f"{agency}-1"}),
        ordered_from_above=ordered_from_above,
        emergency=emergency,
    )


def visit(day: date | str, *parts: ParticipationFacts, number: int | None = None, hour: int = 10) -> VisitFacts:
    """Return an inspection at ten in the morning, Shanghai time; its id follows from the moment unless given."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    started_at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8)
    return VisitFacts(
        id=UUID(int=int(started_at.timestamp()) if number is None else number),
        started_at=started_at,
        day=day_number_of(started_at),
        kind=VisitKind.INSPECTION,
        participations=parts or (part(),),
    )


def case(agency: str = "SCJG", *items: str) -> ParticipationFacts:
    """Return a case inspection's part, which does not count."""
    return part(agency, *items, type=InspectionType.CASE)


def days_before(last: str, *gaps: int) -> list[date]:
    """Return the days that lie so many days before ``last``."""
    return [date.fromisoformat(last) - timedelta(days=gap) for gap in gaps]


def number_of(day: str) -> int:
    """Return a day as a number."""
    return day_number(date.fromisoformat(day))


def found(
    visits: Iterable[VisitFacts],
    rule: FrequencyRule,
    enterprise: EnterpriseFacts = FIRM,
    policy: SupervisionPolicy = POLICY,
) -> list[Breach]:
    """Return the findings of one rule in a log."""
    return [breach for breach in judge_log(visits, enterprise, policy) if breach.rule is rule]
