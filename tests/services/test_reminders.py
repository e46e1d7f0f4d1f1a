"""The day's reminders: once a day, to the district, the city and the agency, with how many are overdue."""

import json
from datetime import date

from sqlalchemy import select

from supervision_code.domain.complaints import ComplaintStatus
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.busy_area import BusyArea
from tests.factories.complaints import build_complaint
from tests.factories.small_city import SCJG, SmallCity
from tests.support.clock import StoppedClock

LAST_WEEK = date(2026, 11, 13)


def told(supervision: Supervision) -> set[tuple[str, str, int]]:
    with supervision.database.read() as session:
        rows = session.scalars(select(InboxMessage).where(InboxMessage.key.endswith("overdue")))
        return {(row.recipient, row.key, json.loads(row.facts)["number"]) for row in rows}


def test_nothing_overdue_is_nothing_said(supervision: Supervision, city: SmallCity) -> None:
    assert supervision.reminders.remind() == 0
    assert told(supervision) == set()


def test_overdue_complaints_are_told_to_their_district_and_to_the_city(
    supervision: Supervision, city: SmallCity
) -> None:
    given(
        supervision.database,
        build_complaint(city.firm, accept_by=LAST_WEEK),
        build_complaint(city.firm, text="第二件投诉的内容。", status=ComplaintStatus.ACCEPTED, decide_by=LAST_WEEK),
        build_complaint(city.other_firm, accept_by=LAST_WEEK),
        build_complaint(city.other_firm, text="已经办完的投诉。", status=ComplaintStatus.REPLIED, decide_by=LAST_WEEK),
    )
    supervision.reminders.remind()
    assert told(supervision) == {
        ("district:440304", "inbox-complaints-overdue", 2),
        ("district:440309", "inbox-complaints-overdue", 1),
        ("district:440300", "inbox-complaints-overdue", 3),
    }


def test_a_complaint_is_due_until_its_last_day_is_over(supervision: Supervision, city: SmallCity) -> None:
    given(supervision.database, build_complaint(city.firm, accept_by=date(2026, 11, 20)))
    assert supervision.reminders.remind() == 0


def test_overdue_answers_are_told_to_the_agency_too(
    supervision: Supervision, area: BusyArea, clock: StoppedClock
) -> None:
    alert, supervisor = area.alerts(supervision, area.city.firm)[-1], area.city.actor(Role.SUPERVISOR)
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么?")
    clock.pass_by(days=15)
    supervision.reminders.remind()
    assert {
        ("district:440304", "inbox-answers-overdue", 1),
        ("district:440300", "inbox-answers-overdue", 1),
        (f"agency:{SCJG}", "inbox-own-answers-overdue", 1),
    } <= told(supervision)


def test_they_are_left_once_a_day(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    given(supervision.database, build_complaint(city.firm, accept_by=LAST_WEEK))
    assert supervision.reminders.remind() == 2
    clock.pass_by(hours=5)
    assert supervision.reminders.remind() == 0
    clock.pass_by(days=1)
    assert supervision.reminders.remind() == 2
