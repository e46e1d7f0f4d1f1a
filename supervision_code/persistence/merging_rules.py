"""What holds for bringing tasks together today: the calendar, the policy in force, the items done by themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, day_of
from supervision_code.domain.frequency_facts import ParticipationFacts
from supervision_code.domain.joint_visits import UnplacedReason
from supervision_code.domain.merging_days import DayFrame, QuietDays, TaskWindow, days_of, frame_from
from supervision_code.domain.notices import reason_without_notice
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.firms import FirmCopy
from supervision_code.persistence.log import enterprise_facts, split_items
from supervision_code.persistence.merging_reading import TaskRecord, uncombinable_items
from supervision_code.persistence.policy_book import PolicyBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for every firm today; what many tasks share is worked out once."""

    frame: DayFrame
    uncombinable: frozenset[str]
    unannounced: Mapping[InspectionType, str]
    """Why the firm is not told of inspections of a type beforehand; empty: it is."""
    _days: dict[tuple[int, int, bool], int | UnplacedReason] = field(default_factory=dict, init=False, compare=False)
    _combinable: dict[str, bool] = field(default_factory=dict, init=False, compare=False)

    def why_unannounced(self, task: TaskRecord) -> str:
        """Return why the firm is not told of a task beforehand; empty: it is."""
        return task.without_notice or self.unannounced[task.type]

    def quiet_for(self, firm: FirmCopy) -> Sequence[QuietDays]:
        """Return the quiet periods that cover a firm."""
        return self.frame.quiet_for(enterprise_facts(firm)) if self.frame.quiet else ()

    def days_of(self, task: TaskRecord, quiet: Sequence[QuietDays]) -> int | UnplacedReason:
        """Return the days on which a task can be done, or why there is none. ``quiet``: what covers its firm."""
        announced = not self.why_unannounced(task)
        if quiet:
            return days_of(_window(task, announced), self.frame, quiet)
        key = (task.first_day, task.last_day, announced)
        found = self._days.get(key)
        if found is None:
            found = self._days[key] = days_of(_window(task, announced), self.frame, quiet)
        return found

    def may_be_combined(self, items: str) -> bool:
        """Say whether none of these items is done by itself; they are written as a task has them."""
        found = self._combinable.get(items)
        if found is None:
            found = self._combinable[items] = self.uncombinable.isdisjoint(split_items(items))
        return found


def _window(task: TaskRecord, announced: bool) -> TaskWindow:
    part = ParticipationFacts(
        agency=task.agency,
        type=task.type,
        items=split_items(task.items),
        ordered_from_above=task.ordered_from_above,
    )
    return TaskWindow(first_day=task.first_day, last_day=task.last_day, part=part, announced=announced)


class _Made(NamedTuple):
    wanted: object
    frame: DayFrame


class RulesOfToday:
    """Makes the rules; three years of days are laid out once a day and policy."""

    def __init__(self, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._clock = clock
        self._policies = policies
        self._calendar = calendar
        self._made: _Made | None = None
        self._rules: Rules | None = None

    def frame(self, session: Session) -> DayFrame:
        """Return the days from today on."""
        policy, today = self._policies.now(session).policy, day_of(self._clock.now())
        lead, periods = policy.notice.lead_working_days, policy.quiet_periods
        if self._made is None or self._made.wanted != (today, lead, periods):
            self._made = _Made((today, lead, periods), frame_from(today, lead, periods, self._calendar))
        return self._made.frame

    def rules(self, session: Session) -> Rules:
        """Return all that decides."""
        notice = self._policies.now(session).policy.notice
        unannounced = {kind: reason_without_notice([kind], [], notice) for kind in InspectionType}
        frame, uncombinable = self.frame(session), uncombinable_items(session)
        had = self._rules
        if had and had.frame is frame and (had.uncombinable, had.unannounced) == (uncombinable, unannounced):
            return had
        self._rules = Rules(frame=frame, uncombinable=uncombinable, unannounced=unannounced)
        return self._rules
