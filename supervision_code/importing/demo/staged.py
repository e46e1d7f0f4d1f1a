"""A visit of the demonstration year, from opening to whatever became of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from supervision_code.domain.days import day_of
from supervision_code.domain.evidence import Place
from supervision_code.domain.frequency import Breach, VisitFacts, judge_log, reasons_not_counted
from supervision_code.domain.policy import Counting, SupervisionPolicy
from supervision_code.domain.visits import DisputeGround, EvidenceLevel, Outcome
from supervision_code.importing.demo.city import Firm
from supervision_code.persistence.log import VisitRecord, as_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the officers left."""

    at: datetime
    outcome: Outcome
    result: str
    rectify_by: date | None = None
    left: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What the firm says against the record."""

    at: datetime
    ground: DisputeGround
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiding:
    """Why and when a supervisor voided the visit."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedVisit:
    """One visit: ``record`` as it was opened, and what came after; no ending means that it is under way."""

    firm: Firm
    record: VisitRecord
    evidence: EvidenceLevel
    ending: Ending | None = None
    confirmed_at: datetime | None = None
    objection: Objection | None = None
    voiding: Voiding | None = None

    @property
    def recorded_at(self) -> datetime:
        """Return when it entered the log."""
        return self.record.recorded_at or self.record.started_at

    @property
    def lead(self) -> str:
        """Return the agency that led."""
        return self.record.parts[0].agency


@dataclass(slots=True)
class Log:
    """The staged visits in the order they were made up, and what of each firm's log the rules have to look at."""

    counting: Counting
    visits: list[StagedVisit] = field(default_factory=list)
    _counted: dict[UUID, list[VisitFacts]] = field(default_factory=lambda: defaultdict(list))
    _led: set[tuple[UUID, str, int]] = field(default_factory=set)

    def add(self, visit: StagedVisit) -> None:
        """Put a visit into the log."""
        self.visits.append(visit)
        facts = as_facts(visit.record)
        self._led.add((visit.firm.id, visit.lead, facts.day))
        if not reasons_not_counted(facts, self.counting):
            self._counted[visit.firm.id].append(facts)

    def was_led(self, firm: Firm, agency: str, day: int) -> bool:
        """Say whether the agency leads a visit to the firm on that day already."""
        return (firm.id, agency, day) in self._led

    def out_by_day(self) -> dict[date, set[UUID]]:
        """Return which officers are in the log already, by day."""
        found: dict[date, set[UUID]] = defaultdict(set)
        for visit in self.visits:
            for part in visit.record.parts:
                found[day_of(visit.record.started_at)].update(part.officers)
        return found

    def past_of(self, firm: Firm) -> list[VisitFacts]:
        """Return the visits of a firm that count."""
        return self._counted[firm.id]

    def breaches_of_busy_days(self, firm: Firm, policy: SupervisionPolicy) -> tuple[Breach, ...]:
        """Return everything that is broken at a firm which was visited twice on some day; else nothing."""
        counted = self._counted[firm.id]
        if len({facts.day for facts in counted}) == len(counted):
            return ()
        return judge_log(counted, firm.facts, policy)

    def by_firm(self) -> Iterator[tuple[Firm, list[StagedVisit]]]:
        """Return the visits of each firm in the order in which they were recorded."""
        found: dict[UUID, list[StagedVisit]] = defaultdict(list)
        for visit in self.visits:
            found[visit.firm.id].append(visit)
        for visits in found.values():
            yield visits[0].firm, sorted(visits, key=lambda visit: (visit.recorded_at, visit.record.id))
