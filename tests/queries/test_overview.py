"""The overview: its figures are the log's, each covers the own area, and the work list holds a handful."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision_code.domain.days import day_number_of
from supervision_code.domain.errors import NotPermitted
from supervision_code.domain.frequency import Level
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import EvidenceLevel, VisitKind, VisitState
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.product import Supervision
from supervision_code.queries.area_counts import Counted
from supervision_code.queries.work_list import WorkKind
from tests.factories import given
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea, happened
from tests.factories.complaints import build_complaint
from tests.factories.registry import FUTIAN_STREET, build_enterprise
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.voiding import void
from tests.support.clock import FRIDAY_TEN, StoppedClock


def test_the_figures_are_those_of_the_log(supervision: Supervision, area: BusyArea) -> None:
    for role_of, district in ((area.city.actor, "440304"), (area.city.other_actor, "440309")):
        seen = supervision.queries.overview.overview(role_of(Role.SUPERVISOR), 30)
        with supervision.database.read() as session:
            rows = session.execute(
                select(Visit.evidence, Visit.kind)
                .join(Enterprise, Enterprise.id == Visit.enterprise_id)
                .where(Enterprise.district == district, Visit.day.between(seen.period.first_day, seen.period.last_day))
            ).all()
        grades = Counter(evidence for evidence, _ in rows)
        assert seen.counted.visits == len(rows)
        assert seen.counted.evidence == tuple(grades[EvidenceLevel(level)] for level in range(5))


def test_the_city_sees_the_sum_of_its_districts(supervision: Supervision, area: BusyArea) -> None:
    whole = supervision.queries.overview.overview(build_actor(Role.SUPERVISOR), 90)
    assert whole.area == ""
    assert sum(row.counted.visits for row in whole.areas) == whole.counted.visits == 6
    assert {row.name: row.counted.visits for row in whole.areas} == {"福田区": 4, "龙华区": 2}
    assert sum(row.counted.visits for row in whole.industries) == 6
    assert sum(whole.unfinished.values()) == 2


def test_a_district_sees_its_streets_and_its_own_share_of_each_agency(supervision: Supervision, area: BusyArea) -> None:
    seen = supervision.queries.overview.overview(area.city.actor(Role.SUPERVISOR), 90)
    assert (seen.area, [(row.code, row.counted.visits) for row in seen.areas]) == ("福田区", [(FUTIAN_STREET, 4)])
    assert {row.code: row.counted.visits for row in seen.agencies} == {SCJG: 3, YJJ: 1}
    assert [(row.section, row.counted.visits) for row in seen.industries] == [("H", 4)]


def test_the_period_before_is_there_to_compare_with(supervision: Supervision, area: BusyArea) -> None:
    seen = supervision.queries.overview.overview(area.city.actor(Role.SUPERVISOR), 30)
    assert (seen.counted.visits, seen.before.visits) == (3, 1)


def test_the_trend_adds_up_to_the_figures(supervision: Supervision, area: BusyArea) -> None:
    supervisor = area.city.actor(Role.SUPERVISOR)
    for days in (7, 30, 90, 365):
        seen = supervision.queries.overview.overview(supervisor, days)
        assert sum(step.visits for step in seen.trend) == seen.counted.visits
        assert sum(step.findings for step in seen.trend) == seen.counted.findings
        assert supervision.queries.overview.trend(supervisor, days) == seen.trend


def test_a_void_visit_leaves_every_count(supervision: Supervision, area: BusyArea) -> None:
    supervisor = area.city.actor(Role.SUPERVISOR)
    void(supervision, supervisor, area.city.firm.id, area.visits[2], "登记错了。")
    supervision.rollups.fold_all()
    seen = supervision.queries.overview.overview(supervisor, 90)
    assert (seen.counted.visits, seen.counted.findings, seen.counted.voided) == (3, 0, 1)
    assert [row.counted.visits for row in seen.areas] == [3]
    assert sum(seen.counted.evidence) == 3


def test_a_joint_visit_counts_once_for_the_area_and_once_for_each_agency(
    supervision: Supervision, city: SmallCity
) -> None:
    happened(supervision, city.firm, FRIDAY_TEN, SCJG, YJJ, kind=VisitKind.SERVICE, late=True)
    supervision.rollups.fold_all()
    seen = supervision.queries.overview.overview(city.actor(Role.SUPERVISOR), 7)
    assert (seen.counted.visits, seen.counted.service_visits, seen.counted.late) == (1, 1, 1)
    assert {row.code: row.counted.visits for row in seen.agencies} == {SCJG: 1, YJJ: 1}


def test_who_may_not_see_complaints_sees_no_number_of_them(supervision: Supervision, area: BusyArea) -> None:
    guest = area.city.actor(Role.INVITED_SUPERVISOR)
    assert supervision.queries.overview.overview(guest, 30).complaints is None
    seen = supervision.queries.overview.overview(area.city.actor(Role.SUPERVISOR), 30).complaints
    assert seen is not None
    assert (seen.number, seen.overdue) == (1, 0)


def test_shares_are_rounded_down_and_need_visits() -> None:
    assert Counted().scan_percent is None
    assert Counted().strong_percent is None
    some = Counted(visits=3, evidence=(1, 1, 0, 1, 0))
    assert (some.scanned, some.scan_percent, some.strong_percent) == (2, 66, 33)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.ENTERPRISE_ADMINISTRATOR])
def test_the_overview_is_for_supervisors(supervision: Supervision, city: SmallCity, role: Role) -> None:
    actor = city.actor(role)
    for look in (
        lambda: supervision.queries.overview.overview(actor, 30),
        lambda: supervision.queries.overview.trend(actor, 30),
        lambda: supervision.queries.work_list.waiting(actor),
    ):
        with pytest.raises(NotPermitted):
            look()


def test_the_work_list_holds_what_waits_in_the_own_area(supervision: Supervision, area: BusyArea) -> None:
    work = supervision.queries.work_list.waiting(area.city.actor(Role.SUPERVISOR))
    assert (work.alerts, work.complaints, work.disputes) == (1, 1, 1)
    assert [item.kind for item in work.entries] == [WorkKind.ALERT, WorkKind.DISPUTE, WorkKind.COMPLAINT_NEW]
    assert work.entries[0].level is Level.RED


def test_who_only_reads_sees_the_alerts_alone(supervision: Supervision, area: BusyArea) -> None:
    work = supervision.queries.work_list.waiting(area.city.actor(Role.INVITED_SUPERVISOR))
    assert {item.kind for item in work.entries} == {WorkKind.ALERT}
    assert (work.complaints, work.disputes) == (0, 0)


def test_what_is_overdue_comes_first_and_a_heap_hides_nothing(
    supervision: Supervision, area: BusyArea, clock: StoppedClock
) -> None:
    late = (FRIDAY_TEN - timedelta(days=3)).date()
    given(
        supervision.database,
        *(build_complaint(area.city.firm, text=f"第{n}件投诉的内容是这样。", accept_by=late) for n in range(6)),
    )
    work = supervision.queries.work_list.waiting(area.city.actor(Role.SUPERVISOR))
    assert len(work.entries) == 5
    assert [item.overdue for item in work.entries][:2] == [True, True]
    assert {item.kind for item in work.entries} == {WorkKind.COMPLAINT, WorkKind.ALERT, WorkKind.DISPUTE}


def test_an_alert_waits_for_whoever_must_act(supervision: Supervision, area: BusyArea, clock: StoppedClock) -> None:
    alert, supervisor = area.alerts(supervision, area.city.firm)[-1], area.city.actor(Role.SUPERVISOR)

    def kinds() -> list[WorkKind]:
        entries = supervision.queries.work_list.waiting(supervisor).entries
        return [
            item.kind
            for item in entries
            if item.kind not in {WorkKind.COMPLAINT, WorkKind.COMPLAINT_NEW, WorkKind.DISPUTE}
        ]

    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么?")
    assert kinds() == []
    clock.pass_by(days=20)
    assert kinds() == [WorkKind.ANSWER_OVERDUE]
    supervision.alerts.answer(area.city.actor(Role.AGENCY_MANAGER), alert.enterprise_id, alert.id, "有举报。")
    assert kinds() == [WorkKind.ANSWER_HERE]


def test_agency_numbers_equal_the_log_for_every_district(supervision: Supervision, area: BusyArea) -> None:
    firm = build_enterprise("深圳市龙华另一家", district="440309", street=None, industry="")
    given(supervision.database, firm)
    happened(supervision, firm, FRIDAY_TEN, SCJG)
    supervision.rollups.fold_all()
    for actor, district in (
        (area.city.actor(Role.SUPERVISOR), "440304"),
        (area.city.other_actor(Role.SUPERVISOR), "440309"),
    ):
        seen = supervision.queries.overview.overview(actor, 30)
        with supervision.database.read() as session:
            log = Counter(
                session.scalars(
                    select(Participation.agency)
                    .join(Enterprise, Enterprise.id == Participation.enterprise_id)
                    .join(Visit, (Visit.enterprise_id == Enterprise.id) & (Visit.id == Participation.visit_id))
                    .where(Enterprise.district == district, Visit.state != VisitState.VOIDED)
                    .where(Participation.day > day_number_of(FRIDAY_TEN) - 30)
                )
            )
        assert {row.code: row.counted.visits for row in seen.agencies} == dict(log)
