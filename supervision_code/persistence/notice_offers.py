"""What a firm can be offered for a planned visit: its facts gathered, the pure rule asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision_code.domain import notices as rules
from supervision_code.domain.days import WorkCalendar, date_of
from supervision_code.domain.errors import InvalidValue
from supervision_code.domain.notices import Offer, Slot, Span
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.quiet_days import period_in_the_way
from supervision_code.domain.quiet_periods import QuietPeriod
from supervision_code.persistence.log import enterprise_facts
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.notices import Coming, coming_in
from supervision_code.persistence.placed_tasks import window_of
from supervision_code.persistence.session import get_enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The times of a planned visit. ``quiet``: the period that its own day lies in, where nothing exempts it."""

    coming: Coming
    span: Span
    free: tuple[Slot, ...]
    usual: Offer
    without_notice: str
    quiet: QuietPeriod | None
    policy: SupervisionPolicy
    calendar: WorkCalendar

    def offer_of(self, slots: Sequence[Slot]) -> Offer:
        """Return the offer of chosen times. Raises InvalidValue for none, and for one that is not free."""
        for slot in slots:
            if slot not in self.free:
                raise InvalidValue(field="slots", value=date_of(slot.day).isoformat(), expected="expected-free-time")
        if not slots:
            raise InvalidValue(field="slots", value="", expected="expected-a-time")
        proposed = rules.nearest(slots, self.span)
        return rules.offer_of(slots, proposed, self.span.today, self.policy.notice, self.calendar)


def times_of(
    session: Session, planned: PlannedVisit, policy: SupervisionPolicy, calendar: WorkCalendar, today: date
) -> Times:
    """Return which times can be offered for a planned visit."""
    day, (first, last) = date_of(planned.day), window_of(session, planned)
    span = Span(
        today=today,
        first_day=day if planned.first_day is None or first is None else date_of(first),
        last_day=day if planned.last_day is None or last is None else date_of(last),
        day=day,
        half_day=planned.half_day,
    )
    return _times(session, planned, policy, calendar, span)


def times_from(
    session: Session, planned: PlannedVisit, policy: SupervisionPolicy, calendar: WorkCalendar, today: date, day: date
) -> Times:
    """Return which times can be offered when the visit is put off to a day, at the earliest."""
    times = times_of(session, planned, policy, calendar, today)
    last = max(day, times.span.last_day)
    span = replace(times.span, first_day=day, last_day=last, day=day, half_day=None)
    return _times(session, planned, policy, calendar, span)


def _times(
    session: Session, planned: PlannedVisit, policy: SupervisionPolicy, calendar: WorkCalendar, span: Span
) -> Times:
    coming = coming_in(session, planned)
    firm = enterprise_facts(get_enterprise(session, planned.enterprise_id))

    def quiet_on(day: date) -> QuietPeriod | None:
        return period_in_the_way(day, coming.parts, firm, policy.quiet_periods)

    free = rules.times_free(span, policy.notice, calendar, lambda day: quiet_on(day) is not None)
    return Times(
        coming=coming,
        span=span,
        free=free,
        usual=rules.offer(span, policy.notice, calendar, free),
        without_notice=planned.without_notice
        or rules.reason_without_notice([part.type for part in coming.parts], coming.stated, policy.notice),
        quiet=quiet_on(span.day),
        policy=policy,
        calendar=calendar,
    )
