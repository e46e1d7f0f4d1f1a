"""What holds for bringing tasks together today: the calendar, the policy in force, the items done by themselves."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, day_of
from supervision_code.domain.merging_days import DayFrame, frame_from
from supervision_code.domain.notices import reason_without_notice
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.merging_deciding import Rules
from supervision_code.persistence.merging_reading import uncombinable_items
from supervision_code.persistence.policy_book import PolicyBook


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
        return Rules(frame=self.frame(session), uncombinable=uncombinable_items(session), unannounced=unannounced)
