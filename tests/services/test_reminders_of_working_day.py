"""Reminders of the working day: each once, to whom it concerns, when it comes near, and never again."""

import json
from contextlib import closing
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from supervision_code.domain.days import day_number, day_of
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.permissions import Role
from supervision_code.domain.rectifications import RectificationState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence import reminders, reminders_before
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.results import Rectification
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.reminders_before import Occasion
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.small_city import SCJG, SmallCity
from tests.portals.officer.scenes import open_visit
from tests.support.clock import FRIDAY_TEN, StoppedClock

TODAY = day_of(FRIDAY_TEN)
NEXT_WEEK = TODAY + timedelta(days=7)
ONE_ENGINE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def planned(supervision: Supervision, city: SmallCity, day: date) -> UUID:
    """A planned visit of SCJG with no notice sent yet."""
    actor = city.actor(Role.OFFICER)
    plan = supervision.planned_visits.plan(actor, city.firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), "")
    with supervision.database.begin() as session:
        session.execute(delete(Notice))
    return plan


def told(supervision: Supervision, *keys: str) -> list[tuple[str, str]]:
    """Who was told what, in order; only messages with these keys."""
    with supervision.database.read() as session:
        rows = session.scalars(select(InboxMessage).where(InboxMessage.key.in_(keys)).order_by(InboxMessage.id))
        return sorted((row.key, row.recipient) for row in rows)


def facts_of(supervision: Supervision, key: str) -> dict[str, str | int]:
    with supervision.database.read() as session:
        found: dict[str, str | int] = json.loads(
            session.scalars(select(InboxMessage.facts).where(InboxMessage.key == key).limit(1)).one()
        )
        return found


def remind_through(supervision: Supervision, clock: StoppedClock, days: int) -> None:
    """Let the worker run several times a day."""
    for _ in range(days * 2):
        supervision.reminders.remind()
        clock.pass_by(hours=12)


def test_who_is_assigned_is_told_the_day_before_and_on_the_day(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    plan = planned(supervision, city, TODAY + timedelta(days=2))
    officers = {city.officers[0].id, city.officers[1].id}
    supervision.assignments.assign(city.actor(Role.AGENCY_MANAGER), city.firm.id, plan, officers)

    remind_through(supervision, clock, 4)

    assert told(supervision, "inbox-visit-tomorrow", "inbox-visit-today") == sorted(
        (key, f"officer:{one}") for key in ("inbox-visit-tomorrow", "inbox-visit-today") for one in officers
    )


@ONE_ENGINE
def test_a_visit_that_was_called_off_or_left_reminds_nobody(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    plan = planned(supervision, city, TODAY + timedelta(days=1))
    other = city.other_actor(Role.OFFICER)
    supervision.planned_visits.join(other, city.firm.id, plan)
    supervision.assignments.take(other, city.firm.id, plan)
    supervision.planned_visits.cancel(other, city.firm.id, plan)
    supervision.assignments.take(city.actor(Role.OFFICER), city.firm.id, plan)
    supervision.planned_visits.cancel(city.actor(Role.OFFICER), city.firm.id, plan)

    remind_through(supervision, clock, 3)

    assert told(supervision, "inbox-visit-tomorrow", "inbox-visit-today", "inbox-backfill-due") == []


def test_the_night_is_quiet(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    plan = planned(supervision, city, TODAY + timedelta(days=1))
    supervision.assignments.take(city.actor(Role.OFFICER), city.firm.id, plan)
    clock.set(FRIDAY_TEN - timedelta(hours=2, seconds=1))
    assert supervision.reminders.remind() == 0
    clock.pass_by(seconds=1)
    assert supervision.reminders.remind() > 0
    assert supervision.reminders.remind() == 0


@ONE_ENGINE
def test_a_visit_not_made_is_to_be_backfilled_or_moved(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    plan = planned(supervision, city, TODAY + timedelta(days=1))
    supervision.assignments.take(city.actor(Role.OFFICER), city.firm.id, plan)
    clock.pass_by(days=1)
    supervision.reminders.remind()
    assert told(supervision, "inbox-backfill-due", "inbox-backfill-last") == []

    clock.pass_by(days=1)
    remind_through(supervision, clock, 20)

    officer = f"officer:{city.officers[0].id}"
    assert told(supervision, "inbox-backfill-due", "inbox-backfill-last") == [
        ("inbox-backfill-due", officer),
        ("inbox-backfill-last", officer),
    ]
    assert facts_of(supervision, "inbox-backfill-last")["until"] == "2026-12-01"


@ONE_ENGINE
def test_a_visit_not_made_with_nobody_assigned_is_the_agencys_matter(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    planned(supervision, city, TODAY)
    clock.pass_by(days=1)
    supervision.reminders.remind()
    assert told(supervision, "inbox-backfill-due") == [("inbox-backfill-due", f"agency:{SCJG}")]


def test_a_notice_that_was_not_sent_is_asked_for_before_it_is_too_late(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    far = planned(supervision, city, TODAY + timedelta(days=40))
    near = planned(supervision, city, NEXT_WEEK)
    silent = planned(supervision, city, NEXT_WEEK)
    with supervision.database.begin() as session:
        session.execute(
            update(PlannedVisit).where(PlannedVisit.id == silent).values(without_notice="举报核查，事先告知会影响检查")
        )
    remind_through(supervision, clock, 2)

    with supervision.database.read() as session:
        links = list(session.scalars(select(InboxMessage.link).where(InboxMessage.key == "inbox-notice-due")))
    assert links == [f"/planned-visits/{city.firm.id}/{near}"]
    assert str(far) not in links[0]


def test_a_firm_is_reminded_to_choose_once(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    plan, last = planned(supervision, city, NEXT_WEEK), day_number(TODAY) + 4
    notice = Notice(
        enterprise_id=city.firm.id,
        id=new_id(FRIDAY_TEN),
        planned_visit_id=plan,
        state=NoticeState.OPEN,
        sent_at=FRIDAY_TEN,
        day=day_number(NEXT_WEEK),
        slots="[]",
        choose_by=last,
    )
    given(supervision.database, notice)

    supervision.reminders.remind()
    assert told(supervision, "inbox-notice-choose") == []
    clock.pass_by(days=1)
    remind_through(supervision, clock, 6)

    assert told(supervision, "inbox-notice-choose") == [("inbox-notice-choose", f"enterprise:{city.firm.id}")]


def test_an_emergency_that_was_not_scanned_is_said_after_half_an_hour_and_at_the_end_of_the_day(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    visit = open_visit(supervision, city)
    owing = update(Visit).where(Visit.id == visit.visit_id)
    with supervision.database.begin() as session:
        session.execute(owing.values(scan_due=True))
    officers = [("inbox-duty-open", f"officer:{one.id}") for one in city.officers[:2]]

    clock.pass_by(minutes=29)
    supervision.reminders.remind()
    assert told(supervision, "inbox-duty-open") == []
    clock.pass_by(minutes=1)
    supervision.reminders.remind()
    supervision.reminders.remind()
    assert told(supervision, "inbox-duty-open") == sorted(officers)
    clock.pass_by(hours=7)
    supervision.reminders.remind()
    supervision.reminders.remind()
    assert told(supervision, "inbox-duty-open") == sorted([("inbox-duty-open", f"agency:{SCJG}"), *officers])


@ONE_ENGINE
def test_an_emergency_that_was_scanned_reminds_nobody(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    open_visit(supervision, city)
    clock.pass_by(hours=9)
    supervision.reminders.remind()
    assert told(supervision, "inbox-duty-open") == []


@ONE_ENGINE
@pytest.mark.parametrize(
    ("state", "reminded"), [(RectificationState.ORDERED, True), (RectificationState.REPORTED, False)]
)
def test_rectifications_are_said_to_firm_and_officers_before_and_after_their_day(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, state: RectificationState, *, reminded: bool
) -> None:
    visit = open_visit(supervision, city)
    given(
        supervision.database,
        Rectification(
            enterprise_id=city.firm.id,
            id=new_id(FRIDAY_TEN),
            visit_id=visit.visit_id,
            agency=SCJG,
            text="补齐进货台账。",
            due=TODAY + timedelta(days=5),
            state=state,
            ordered_at=FRIDAY_TEN,
        ),
    )
    supervision.reminders.remind()
    keys = ("rectification-due", "rectification-overdue")
    own, officers = [f"inbox-own-{key}" for key in keys], [f"inbox-{key}" for key in keys]
    assert told(supervision, *own, *officers) == []

    remind_through(supervision, clock, 9)

    expected = [(key, f"enterprise:{city.firm.id}") for key in own]
    expected += [(key, f"officer:{one.id}") for key in officers for one in city.officers[:2]]
    assert told(supervision, *own, *officers) == (sorted(expected) if reminded else [])


@ONE_ENGINE
def test_a_certificate_is_said_at_sixty_thirty_and_seven_days_to_officer_and_agency(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    with supervision.database.begin() as session:
        session.get_one(Officer, city.officers[0].id).valid_until = TODAY + timedelta(days=61)
    for _ in range(63):
        supervision.reminders.remind()
        clock.pass_by(days=1)

    keys = ("inbox-certificate-ends", "inbox-certificate-of-ends")
    expected = [("inbox-certificate-ends", f"officer:{city.officers[0].id}")] * 3
    expected += [("inbox-certificate-of-ends", f"agency:{SCJG}")] * 3
    assert told(supervision, *keys) == sorted(expected)


def test_what_does_not_fit_into_one_run_follows_in_the_next(supervision: Supervision, city: SmallCity) -> None:
    with supervision.database.begin() as session:
        officers = session.scalars(select(Officer)).all()
        for officer in officers:
            officer.valid_until = TODAY + timedelta(days=40)
    occasion = Occasion(now=FRIDAY_TEN, policy=supervision.in_force.policy, calendar=supervision.calendar)
    runs: list[int] = []
    for _ in range(4):
        with (
            supervision.database.begin() as session,
            closing(reminders_before.certificates_ending(session, occasion)) as coming,
        ):
            runs.append(reminders.give(session, coming, FRIDAY_TEN, most=3))
    assert runs == [3, 3, 2, 0]
    assert len(told(supervision, "inbox-certificate-ends")) == len(officers)


def test_overdue_tasks_are_counted_once_a_week(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    tasks = [
        InspectionTask(
            enterprise_id=city.firm.id,
            id=new_id(FRIDAY_TEN),
            agency=SCJG,
            type=InspectionType.ROUTINE,
            first_day=day_number(TODAY) - 30,
            last_day=day_number(TODAY) - late,
            state=state,
            made_at=FRIDAY_TEN,
        )
        for late, state in ((1, TaskState.OPEN), (9, TaskState.OPEN), (9, TaskState.DONE), (0, TaskState.OPEN))
    ]
    given(supervision.database, *tasks)
    supervision.reminders.remind()
    assert facts_of(supervision, "inbox-tasks-overdue")["number"] == 2
    remind_through(supervision, clock, 4)
    assert told(supervision, "inbox-tasks-overdue") == [("inbox-tasks-overdue", f"agency:{SCJG}")] * 2
