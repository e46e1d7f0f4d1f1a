"""Complaints as supervisors handle them: by deadline, in the own district, and never whose they are."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from supervision_code.domain.complaints import ComplaintGround, ComplaintStatus, Conclusion
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from supervision_code.queries.complaint_cases import ComplaintsAsked, ComplaintSort, ComplaintView
from supervision_code.queries.paging import Cut
from tests.factories import given
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea, happened
from tests.factories.complaints import build_complaint
from tests.factories.registry import build_enterprise
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.support.clock import FRIDAY_TEN, StoppedClock

TODAY = FRIDAY_TEN.date()


def references(supervision: Supervision, city: SmallCity, asked: ComplaintsAsked) -> list[str]:
    page = supervision.queries.complaint_cases.page(city.actor(Role.SUPERVISOR), asked, Cut())
    assert page.total == len(page.rows)
    return [row.reference for row in page.rows]


def test_the_nearest_deadline_comes_first_whatever_the_step(supervision: Supervision, city: SmallCity) -> None:
    filed = build_complaint(city.firm, text="第一件投诉的内容。", accept_by=TODAY + timedelta(days=3))
    accepted = build_complaint(
        city.firm, text="第二件投诉的内容。", status=ComplaintStatus.ACCEPTED, decide_by=TODAY + timedelta(days=1)
    )
    concluded = build_complaint(city.firm, text="第三件投诉的内容。", status=ComplaintStatus.CONCLUDED)
    concluded.reply_by = TODAY + timedelta(days=2)
    done = build_complaint(city.firm, text="第四件投诉的内容。", status=ComplaintStatus.REPLIED)
    given(supervision.database, filed, accepted, concluded, done)
    wanted = [accepted.reference, concluded.reference, filed.reference]
    assert references(supervision, city, ComplaintsAsked()) == wanted
    assert references(supervision, city, ComplaintsAsked(view=ComplaintView.ALL)) == [*wanted, done.reference]
    first = supervision.queries.complaint_cases.page(
        city.actor(Role.SUPERVISOR), ComplaintsAsked(view=ComplaintView.ALL), Cut(limit=2)
    )
    second = supervision.queries.complaint_cases.page(
        city.actor(Role.SUPERVISOR), ComplaintsAsked(view=ComplaintView.ALL), Cut(at=first.older, limit=2)
    )
    assert [row.reference for row in (*first.rows, *second.rows)] == [*wanted, done.reference]
    assert [row.deadline for row in second.rows] == [TODAY + timedelta(days=3), None]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (ComplaintsAsked(), 1),
        (ComplaintsAsked(view=ComplaintView.FILED), 1),
        (ComplaintsAsked(view=ComplaintView.ACCEPTED), 0),
        (ComplaintsAsked(view=ComplaintView.OVERDUE), 0),
        (ComplaintsAsked(ground=ComplaintGround.NO_SCAN), 1),
        (ComplaintsAsked(ground=ComplaintGround.GIFTS), 0),
        (ComplaintsAsked(agency=SCJG), 1),
        (ComplaintsAsked(agency=YJJ), 0),
        (ComplaintsAsked(district="440309"), 0),
        (ComplaintsAsked(days=7), 1),
        (ComplaintsAsked(words="没有扫码"), 1),
        (ComplaintsAsked(words="南园小厨"), 0),
        (ComplaintsAsked(sort=ComplaintSort.NEWEST), 1),
    ],
)
def test_each_filter_keeps_what_it_says_and_none_knows_the_firm(
    supervision: Supervision, area: BusyArea, asked: ComplaintsAsked, number: int
) -> None:
    assert len(references(supervision, area.city, asked)) == number


def test_a_complaint_is_found_by_its_reference(supervision: Supervision, area: BusyArea) -> None:
    wanted = area.complaint.reference
    assert references(supervision, area.city, ComplaintsAsked(words=wanted.lower())) == [wanted]


def test_after_its_last_day_a_complaint_is_overdue(
    supervision: Supervision, area: BusyArea, clock: StoppedClock
) -> None:
    clock.pass_by(days=8)
    page = supervision.queries.complaint_cases.page(
        area.city.actor(Role.SUPERVISOR), ComplaintsAsked(view=ComplaintView.OVERDUE), Cut()
    )
    assert [(row.overdue, row.reference) for row in page.rows] == [(True, area.complaint.reference)]


def test_long_texts_are_cut_in_the_list(supervision: Supervision, city: SmallCity) -> None:
    given(supervision.database, build_complaint(city.firm, text="很长的投诉内容。" * 40))
    (row,) = supervision.queries.complaint_cases.page(
        city.actor(Role.SUPERVISOR), ComplaintsAsked(agency=SCJG), Cut()
    ).rows
    assert len(row.excerpt) == 81


def test_the_anonymity_set_counts_other_firms_of_the_day_and_of_the_month(
    supervision: Supervision, area: BusyArea
) -> None:
    for number, days in enumerate((5, 5, 9, 30)):
        firm = build_enterprise(f"深圳市第{number}家")
        given(supervision.database, firm)
        happened(supervision, firm, FRIDAY_TEN - timedelta(days=days))
    seen = supervision.queries.complaint_case_pages.case(area.city.actor(Role.SUPERVISOR), area.complaint.id).anonymity
    assert seen is not None
    assert (seen.firms_on_day, seen.firms_in_month, seen.least) == (3, 4, 10)
    assert not seen.day_is_safe
    assert not seen.month_is_safe


def test_without_an_agency_there_is_no_set_and_no_retaliation(supervision: Supervision, city: SmallCity) -> None:
    complaint = build_complaint(city.firm, agency=None, happened_on=date(2026, 11, 10))
    given(supervision.database, complaint)
    case = supervision.queries.complaint_case_pages.case(city.actor(Role.SUPERVISOR), complaint.id)
    assert (case.anonymity, case.came_again, case.agency, case.visit) == (None, (), "", None)


def test_a_new_visit_by_the_agency_after_the_complaint_is_pointed_out(
    supervision: Supervision, area: BusyArea, clock: StoppedClock
) -> None:
    clock.pass_by(days=3)
    happened(supervision, area.city.firm, clock.now())
    case = supervision.queries.complaint_case_pages.case(area.city.actor(Role.SUPERVISOR), area.complaint.id)
    assert case.came_again == (clock.now(),)
    shown = supervision.queries.complaint_cases.page(
        area.city.actor(Role.SUPERVISOR), ComplaintsAsked(view=ComplaintView.RETALIATION), Cut()
    )
    assert [(row.id, row.came_again) for row in shown.rows] == [(area.complaint.id, 1)]


def test_complaints_that_nobody_came_after_are_not_listed_as_followed(supervision: Supervision, area: BusyArea) -> None:
    asked = ComplaintsAsked(view=ComplaintView.RETALIATION)
    assert supervision.queries.complaint_cases.page(area.city.actor(Role.SUPERVISOR), asked, Cut()).rows == ()


def test_the_steps_show_internal_notes_and_not_who_filed(supervision: Supervision, area: BusyArea) -> None:
    supervisor = area.city.actor(Role.SUPERVISOR)
    supervision.complaints.accept(supervisor, area.complaint.id, "调取监控。")
    supervision.complaints.conclude(supervisor, area.complaint.id, Conclusion.SUBSTANTIATED, "监控属实。")
    case = supervision.queries.complaint_case_pages.case(supervisor, area.complaint.id)
    assert {(step.by, step.internal_note) for step in case.steps} == {
        ("林监督", "调取监控。"),
        ("林监督", "监控属实。"),
    }
    assert (case.conclusion, case.deadline) == (Conclusion.SUBSTANTIATED, date(2026, 11, 27))


@pytest.mark.parametrize(("days", "may"), [(0, True), (31, False)])
def test_the_extension_is_offered_while_there_is_time(
    supervision: Supervision, area: BusyArea, clock: StoppedClock, days: int, may: bool
) -> None:
    supervisor = area.city.actor(Role.SUPERVISOR)
    supervision.complaints.accept(supervisor, area.complaint.id)
    clock.pass_by(days=days)
    case = supervision.queries.complaint_case_pages.case(supervisor, area.complaint.id)
    assert (case.may_extend, case.overdue) == (may, not may)


def test_another_districts_complaint_does_not_exist(supervision: Supervision, area: BusyArea) -> None:
    for key in (area.other_complaint.id, UUID(int=7)):
        with pytest.raises(NoSuchRecord):
            supervision.queries.complaint_case_pages.case(area.city.actor(Role.SUPERVISOR), key)
    whole = supervision.queries.complaint_case_pages.case(build_actor(Role.SUPERVISOR), area.other_complaint.id)
    assert whole.reference == area.other_complaint.reference


@pytest.mark.parametrize("role", [Role.INVITED_SUPERVISOR, Role.AGENCY_MANAGER, Role.OFFICER, Role.OPERATOR])
def test_complaints_are_for_those_who_handle_them(supervision: Supervision, area: BusyArea, role: Role) -> None:
    actor = area.city.actor(role)
    with pytest.raises(NotPermitted):
        supervision.queries.complaint_cases.page(actor, ComplaintsAsked(), Cut())
    with pytest.raises(NotPermitted):
        supervision.queries.complaint_case_pages.case(actor, area.complaint.id)
