"""Visits, firms and agencies of an area: lists, filters, single pages, and what lies outside the area."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.evidence import PositionMark
from supervision_code.domain.frequency import FrequencyRule, Level, NotCountedReason
from supervision_code.domain.periods import Period
from supervision_code.domain.permissions import Role
from supervision_code.domain.presence import ConfirmedBy
from supervision_code.domain.registry import AgencyLevel, EnterpriseStatus
from supervision_code.domain.visits import DisputeGround, EvidenceLevel, InspectionType, VisitKind
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from supervision_code.queries.agencies import AgenciesAsked, AgencySort
from supervision_code.queries.area_visits import AreaVisitsAsked, VisitMark
from supervision_code.queries.findings import FindingsAsked
from supervision_code.queries.firms import FirmsAsked
from supervision_code.queries.paging import Cut
from tests.factories import given
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea, happened
from tests.factories.registry import build_agency, build_enterprise
from tests.factories.small_city import SCJG, YJJ
from tests.factories.visits import build_visit, build_visit_officer, with_parts
from tests.factories.voiding import void
from tests.support.clock import FRIDAY_TEN

WEEK = Period(first=date(2026, 11, 14), last=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (AreaVisitsAsked(), 3),
        (AreaVisitsAsked(days=90), 4),
        (AreaVisitsAsked(days=7), 2),
        (AreaVisitsAsked(span=WEEK), 2),
        (AreaVisitsAsked(agency=SCJG), 2),
        (AreaVisitsAsked(agency=YJJ), 1),
        (AreaVisitsAsked(district="440309"), 0),
        (AreaVisitsAsked(mark=VisitMark.INSPECTIONS), 3),
        (AreaVisitsAsked(mark=VisitMark.SERVICES), 1),
        (AreaVisitsAsked(mark=VisitMark.NOT_SCANNED), 1),
        (AreaVisitsAsked(mark=VisitMark.LATE), 1),
        (AreaVisitsAsked(mark=VisitMark.OPEN), 0),
        (AreaVisitsAsked(mark=VisitMark.VOIDED), 0),
        (AreaVisitsAsked(words="南园"), 3),
        (AreaVisitsAsked(words="没有这家"), 0),
    ],
)
def test_each_filter_keeps_the_visits_it_names(
    supervision: Supervision, area: BusyArea, asked: AreaVisitsAsked, number: int
) -> None:
    special = {VisitMark.SERVICES, VisitMark.NOT_SCANNED, VisitMark.LATE}
    if asked.mark in special:
        happened(
            supervision,
            area.city.firm,
            FRIDAY_TEN,
            kind=VisitKind.SERVICE,
            evidence=EvidenceLevel.NOT_SCANNED,
            late=True,
        )
    page = supervision.queries.area_visits.page(area.city.actor(Role.SUPERVISOR), asked, Cut())
    assert len(page.rows) == number


@pytest.mark.parametrize(
    ("confirmed_by", "devices", "absent", "listed"),
    [
        (ConfirmedBy.OWN_DEVICE, ("a", "b"), False, False),
        (ConfirmedBy.OWN_DEVICE, ("", ""), False, False),
        (ConfirmedBy.OWN_DEVICE, ("a", "a"), False, True),
        (None, ("a", ""), False, True),
        (ConfirmedBy.OWN_DEVICE, ("a", "b"), True, True),
    ],
)
def test_visits_whose_presence_is_in_doubt_are_found(
    supervision: Supervision,
    area: BusyArea,
    confirmed_by: ConfirmedBy | None,
    devices: tuple[str, str],
    absent: bool,
    listed: bool,
) -> None:
    visit = build_visit(area.city.firm, SCJG, started_at=FRIDAY_TEN)
    rows = [build_visit_officer(visit, officer) for officer in area.city.officers[:2]]
    for row, device in zip(rows, devices, strict=True):
        row.confirmed_by, row.confirmed_at, row.device = ConfirmedBy.OWN_DEVICE, FRIDAY_TEN, device
    rows[1].confirmed_by, rows[1].absent_at = confirmed_by, FRIDAY_TEN if absent else None
    given(supervision.database, *with_parts(visit), *rows)
    asked = AreaVisitsAsked(mark=VisitMark.PRESENCE)
    found = supervision.queries.area_visits.page(area.city.actor(Role.SUPERVISOR), asked, Cut()).rows
    assert (visit.id in {row.id for row in found}) is listed


def test_a_visit_in_the_list_says_whether_it_counts_and_what_it_raised(
    supervision: Supervision, area: BusyArea
) -> None:
    supervisor = area.city.actor(Role.SUPERVISOR)
    rows = supervision.queries.area_visits.page(supervisor, AreaVisitsAsked(), Cut()).rows
    assert [row.not_counted for row in rows] == [(NotCountedReason.TYPE_NOT_COUNTED,), (), ()]
    assert [row.alert is not None for row in rows] == [False, True, False]
    assert rows[0].types == (InspectionType.CASE,)
    found = supervision.queries.area_visits.page(supervisor, AreaVisitsAsked(words=rows[1].number.lower()), Cut())
    assert [row.id for row in found.rows] == [rows[1].id]
    uscc = AreaVisitsAsked(words=area.city.firm.uscc, agency=SCJG)
    assert supervision.queries.area_visits.page(supervisor, uscc, Cut()).agency == "福田区市场监督管理局"


def test_a_void_visit_is_listed_as_void(supervision: Supervision, area: BusyArea) -> None:
    supervisor = area.city.actor(Role.SUPERVISOR)
    void(supervision, supervisor, area.city.firm.id, area.visits[2], "登记错了。")
    page = supervision.queries.area_visits.page(supervisor, AreaVisitsAsked(mark=VisitMark.VOIDED), Cut())
    assert [row.not_counted for row in page.rows] == [(NotCountedReason.VOIDED,)]


def test_one_visit_is_told_whole(supervision: Supervision, area: BusyArea) -> None:
    with supervision.database.begin() as session:
        visit = session.get_one(Visit, (area.city.firm.id, area.visits[1]))
        visit.latitude, visit.longitude, visit.accuracy = 22.5339, 114.0936, 0.0
        visit.left_latitude, visit.left_longitude, visit.left_accuracy = 22.5339, 114.0926, 12.0
    supervisor = area.city.actor(Role.SUPERVISOR)
    page = supervision.queries.area_visit_pages.visit(supervisor, area.city.firm.id, area.visits[1])
    (part,) = page.parts
    assert (part.agency, [item.name for item in part.items], [name for name, _ in part.officers]) == (
        "福田区市场监督管理局",
        ["食品经营许可检查"],
        ["王小明", "李建国"],
    )
    assert page.arrival is not None
    assert page.arrival.marks == (PositionMark.NO_ACCURACY,)
    assert page.arrival.distance_metres is not None
    assert 90 < page.arrival.distance_metres < 120
    assert page.leaving is not None
    assert (page.leaving.distance_metres, page.leaving.marks) == (0, ())
    assert [(dispute.ground, dispute.answer) for dispute in page.disputes] == [(DisputeGround.NOBODY_CAME, "")]


def test_a_firm_without_a_place_leaves_the_distance_open(supervision: Supervision, area: BusyArea) -> None:
    firm = build_enterprise("深圳市无坐标", latitude=None, longitude=None)
    given(supervision.database, firm)
    key = happened(supervision, firm, FRIDAY_TEN)
    with supervision.database.begin() as session:
        visit = session.get_one(Visit, (firm.id, key))
        visit.latitude, visit.longitude = 22.5, 114.1
    page = supervision.queries.area_visit_pages.visit(area.city.actor(Role.SUPERVISOR), firm.id, key)
    assert page.arrival is not None
    assert page.arrival.distance_metres is None


def test_disputes_are_not_for_those_who_only_read(supervision: Supervision, area: BusyArea) -> None:
    guest = area.city.actor(Role.INVITED_SUPERVISOR)
    assert supervision.queries.area_visit_pages.visit(guest, area.city.firm.id, area.visits[1]).disputes == ()


def test_visits_firms_and_agencies_outside_the_area_do_not_exist(supervision: Supervision, area: BusyArea) -> None:
    stranger, firm = area.city.other_actor(Role.SUPERVISOR), area.city.firm
    for look in (
        lambda: supervision.queries.area_visit_pages.visit(stranger, firm.id, area.visits[0]),
        lambda: supervision.queries.area_visit_pages.visit(stranger, firm.id, UUID(int=7)),
        lambda: supervision.queries.firm_pages.firm(stranger, firm.uscc, Cut()),
        lambda: supervision.queries.firm_pages.firm(stranger, "914403000000000276", Cut()),
        lambda: supervision.queries.agency_pages.agency(stranger, SCJG, 30),
        lambda: supervision.queries.agency_pages.agency(stranger, "NONE", 30),
    ):
        with pytest.raises(NoSuchRecord):
            look()


def test_firms_are_found_by_name_code_and_district(supervision: Supervision, area: BusyArea) -> None:
    everywhere, firms = build_actor(Role.SUPERVISOR), supervision.queries.firms

    def names(asked: FirmsAsked) -> set[str]:
        return {row.name for row in firms.page(everywhere, asked, Cut()).rows}

    both = {area.city.firm.name, area.city.other_firm.name}
    assert names(FirmsAsked()) == both
    assert names(FirmsAsked(words="五金")) == names(FirmsAsked(district="440309")) == {area.city.other_firm.name}
    assert names(FirmsAsked(words=area.city.firm.uscc.lower())) == {area.city.firm.name}
    assert names(FirmsAsked(words="%")) == set()
    (row,) = firms.page(area.city.actor(Role.SUPERVISOR), FirmsAsked(), Cut()).rows
    assert (row.visits, row.alerts, row.section, row.street) == (4, 1, "H", "南园街道")


def test_a_firm_shows_its_log_its_codes_and_its_alerts_and_no_complaint(
    supervision: Supervision, area: BusyArea
) -> None:
    list(supervision.codes.issue_missing())
    supervisor = area.city.actor(Role.SUPERVISOR)
    page = supervision.queries.firm_pages.firm(supervisor, area.city.firm.uscc.lower(), Cut(limit=3))
    assert (len(page.visits), bool(page.older), page.visits_in_year, page.counted_in_month) == (3, True, 4, 2)
    assert [(alert.level, alert.rules) for alert in page.alerts] == [
        (Level.RED, (FrequencyRule.ANNUAL_CAP, FrequencyRule.REPEAT_CHECK))
    ]
    assert (page.unfinished, page.has_active_code, [code.generation for code in page.codes]) == (1, True, [1])
    assert not [name for name in type(page).__slots__ if "complaint" in name]


def test_agencies_are_sorted_by_their_most_telling_end(supervision: Supervision, area: BusyArea) -> None:
    happened(supervision, area.city.firm, FRIDAY_TEN, YJJ, evidence=EvidenceLevel.NOT_SCANNED, late=True)
    supervision.rollups.fold_all()
    everywhere = build_actor(Role.SUPERVISOR)

    def codes(sort: AgencySort) -> list[str]:
        asked = AgenciesAsked(days=90, sort=sort)
        return [row.code for row in supervision.queries.agencies.list(everywhere, asked).rows]

    assert codes(AgencySort.VISITS) == [YJJ, SCJG]
    assert codes(AgencySort.SCAN) == [YJJ, SCJG]
    assert codes(AgencySort.FINDINGS) == [SCJG, YJJ]
    assert codes(AgencySort.LATE) == [YJJ, SCJG]
    assert codes(AgencySort.NAME) == [SCJG, YJJ]


def test_agencies_are_narrowed_by_level_words_and_whether_they_came(supervision: Supervision, area: BusyArea) -> None:
    given(
        supervision.database,
        build_agency("SJJ", "市应急管理局", level=AgencyLevel.CITY, district="440300"),
        build_agency("LHJ", "龙华区另一局", district="440309"),
    )
    supervisor, agencies = area.city.actor(Role.SUPERVISOR), supervision.queries.agencies
    every = AgenciesAsked(only_active=False)
    assert {row.code for row in agencies.list(supervisor, AgenciesAsked()).rows} == {SCJG, YJJ}
    assert {row.code for row in agencies.list(supervisor, every).rows} == {SCJG, YJJ, "SJJ"}
    assert {row.code for row in agencies.list(supervisor, replace(every, level=AgencyLevel.CITY)).rows} == {"SJJ"}
    assert {row.code for row in agencies.list(supervisor, replace(every, words="应急")).rows} == {YJJ, "SJJ"}
    for sort in AgencySort:
        assert len(agencies.list(supervisor, replace(every, sort=sort)).rows) == 3


def test_an_agency_shows_its_numbers_in_the_own_area_alone(supervision: Supervision, area: BusyArea) -> None:
    happened(supervision, area.city.other_firm, FRIDAY_TEN - timedelta(days=1), SCJG)
    supervision.rollups.fold_all()
    futian = supervision.queries.agency_pages.agency(area.city.actor(Role.SUPERVISOR), SCJG, 30)
    assert (futian.agency.counted.visits, len(futian.visits), futian.unfinished, futian.officers) == (2, 3, 1, 2)
    assert sum(month.counted.visits for month in futian.months) == 3
    assert futian.mean_scan_percent == 100
    assert futian.invalid_certificates == 0
    longhua = supervision.queries.agency_pages.agency(area.city.other_actor(Role.SUPERVISOR), SCJG, 30)
    assert (longhua.agency.counted.visits, len(longhua.visits)) == (1, 1)
    whole = supervision.queries.agency_pages.agency(build_actor(Role.SUPERVISOR), SCJG, 365)
    assert (whole.agency.counted.visits, len(whole.visits)) == (4, 4)


def test_an_agency_that_never_came_has_no_mean(supervision: Supervision, area: BusyArea) -> None:
    given(supervision.database, build_agency("SJJ", "市局", level=AgencyLevel.CITY, district="440300", parent=SCJG))
    page = supervision.queries.agency_pages.agency(area.city.actor(Role.SUPERVISOR), "SJJ", 7)
    assert (page.agency.counted.scan_percent, page.parent, page.visits) == (None, "福田区市场监督管理局", ())


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (FindingsAsked(), 2),
        (FindingsAsked(level=Level.RED), 1),
        (FindingsAsked(rule=FrequencyRule.ANNUAL_CAP), 1),
        (FindingsAsked(rule=FrequencyRule.VISIT_RATE), 0),
        (FindingsAsked(agency=SCJG), 2),
        (FindingsAsked(agency=YJJ), 0),
        (FindingsAsked(district="440309"), 0),
        (FindingsAsked(span=WEEK), 2),
        (FindingsAsked(span=Period(first=date(2026, 1, 1), last=date(2026, 2, 1))), 0),
    ],
)
def test_each_filter_keeps_the_findings_it_names(
    supervision: Supervision, area: BusyArea, asked: FindingsAsked, number: int
) -> None:
    page = supervision.queries.findings.page(area.city.actor(Role.SUPERVISOR), asked, Cut())
    assert (len(page.rows), page.total) == (number, number)
    assert all(row.firm == area.city.firm.name for row in page.rows)


def test_as_many_findings_are_listed_as_are_counted(supervision: Supervision, area: BusyArea) -> None:
    everywhere = build_actor(Role.SUPERVISOR)
    seen = supervision.queries.overview.overview(everywhere, 30)
    assert supervision.queries.findings.page(everywhere, FindingsAsked(), Cut()).total == seen.counted.findings
    for row in seen.agencies:
        listed = supervision.queries.findings.page(everywhere, FindingsAsked(agency=row.code), Cut())
        assert listed.total == row.counted.findings


def test_the_city_chooses_between_districts_and_a_district_does_not(supervision: Supervision, area: BusyArea) -> None:
    assert [name for _, name in supervision.queries.districts.choices(build_actor(Role.SUPERVISOR))] == [
        "福田区",
        "龙华区",
    ]
    assert supervision.queries.districts.choices(area.city.actor(Role.SUPERVISOR)) == []


def test_a_closed_firm_is_listed_as_closed(supervision: Supervision, area: BusyArea) -> None:
    given(supervision.database, build_enterprise("深圳市已注销", status=EnterpriseStatus.CLOSED))
    rows = supervision.queries.firms.page(area.city.actor(Role.SUPERVISOR), FirmsAsked(words="已注销"), Cut()).rows
    assert [row.status for row in rows] == [EnterpriseStatus.CLOSED]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY_MANAGER, Role.OPERATOR, Role.ENTERPRISE_ADMINISTRATOR])
def test_the_registers_are_for_supervisors(supervision: Supervision, area: BusyArea, role: Role) -> None:
    actor, queries, firm = area.city.actor(role), supervision.queries, area.city.firm
    for look in (
        lambda: queries.area_visits.page(actor, AreaVisitsAsked(), Cut()),
        lambda: queries.area_visit_pages.visit(actor, firm.id, area.visits[0]),
        lambda: queries.firms.page(actor, FirmsAsked(), Cut()),
        lambda: queries.firm_pages.firm(actor, firm.uscc, Cut()),
        lambda: queries.agencies.list(actor, AgenciesAsked()),
        lambda: queries.agency_pages.agency(actor, SCJG, 30),
        lambda: queries.findings.page(actor, FindingsAsked(), Cut()),
        lambda: queries.districts.choices(actor),
    ):
        with pytest.raises(NotPermitted):
            look()
