"""Alerts in a list: what each filter keeps, what comes first, and whose they are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from supervision_code.domain.alerts import AlertState, Settlement
from supervision_code.domain.errors import NotPermitted
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.permissions import Actor, Role
from supervision_code.product import Supervision
from supervision_code.queries.alerts import AlertsAsked, AlertSort, AlertView
from supervision_code.queries.paging import Cut
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea, happened
from tests.factories.small_city import SCJG, YJJ
from tests.factories.voiding import void
from tests.support.clock import FRIDAY_TEN, StoppedClock

ALL = AlertsAsked(view=AlertView.ALL)


@pytest.fixture
def everywhere(area: BusyArea) -> Actor:
    return build_actor(Role.SUPERVISOR)


def found(supervision: Supervision, actor: Actor, asked: AlertsAsked = ALL) -> list[str]:
    page = supervision.queries.alerts.page(actor, asked, Cut())
    assert page.total == len(page.rows)
    return [row.number for row in page.rows]


def test_a_supervisor_sees_the_own_district_alone(supervision: Supervision, area: BusyArea, everywhere: Actor) -> None:
    futian = found(supervision, area.city.actor(Role.SUPERVISOR))
    longhua = found(supervision, area.city.other_actor(Role.SUPERVISOR))
    assert futian
    assert longhua
    assert not set(futian) & set(longhua)
    assert set(found(supervision, everywhere)) == {*futian, *longhua}


def test_an_alert_tells_its_rules_in_numbers(supervision: Supervision, area: BusyArea) -> None:
    row = supervision.queries.alerts.page(area.city.actor(Role.SUPERVISOR), ALL, Cut()).rows[0]
    assert (row.firm, row.agency, row.district) == (area.city.firm.name, "福田区市场监督管理局", "福田区")
    assert {(one.rule, one.count, one.limit) for one in row.broken} == {
        (FrequencyRule.ANNUAL_CAP, 3, 2),
        (FrequencyRule.REPEAT_CHECK, 15, 30),
    }


def test_red_comes_first_unless_another_order_is_asked_for(
    supervision: Supervision, area: BusyArea, everywhere: Actor
) -> None:
    for days in (2, 1, 0):
        happened(supervision, area.city.other_firm, FRIDAY_TEN - timedelta(days=days), YJJ)
    rows = supervision.queries.alerts.page(everywhere, ALL, Cut()).rows
    severity = [(Level.YELLOW, Level.ORANGE, Level.RED).index(row.level) for row in rows]
    assert severity == sorted(severity, reverse=True)
    by_day = supervision.queries.alerts.page(everywhere, replace(ALL, sort=AlertSort.VISIT_DAY), Cut()).rows
    assert [row.day for row in by_day] == sorted((row.day for row in by_day), reverse=True)
    for sort, reverse in ((AlertSort.NEWEST, True), (AlertSort.OLDEST, False)):
        rows = supervision.queries.alerts.page(everywhere, replace(ALL, sort=sort), Cut()).rows
        assert [row.raised_at for row in rows] == sorted((row.raised_at for row in rows), reverse=reverse)


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        (AlertsAsked(), True),
        (AlertsAsked(view=AlertView.OPEN), True),
        (AlertsAsked(view=AlertView.TAKEN), False),
        (AlertsAsked(view=AlertView.OVERDUE), False),
        (AlertsAsked(rule=FrequencyRule.REPEAT_CHECK), True),
        (AlertsAsked(rule=FrequencyRule.QUIET_PERIOD), False),
        (AlertsAsked(agency=SCJG), True),
        (AlertsAsked(agency=YJJ), False),
        (AlertsAsked(district="440304"), True),
        (AlertsAsked(district="440309"), False),
        (AlertsAsked(days=7), True),
        (AlertsAsked(words="南园"), True),
        (AlertsAsked(words="百分之%"), False),
        (AlertsAsked(words="_"), False),
        (AlertsAsked(level=Level.RED), True),
        (AlertsAsked(level=Level.ORANGE), False),
    ],
)
def test_each_filter_keeps_what_it_says(
    supervision: Supervision, area: BusyArea, asked: AlertsAsked, hits: bool
) -> None:
    assert bool(found(supervision, area.city.actor(Role.SUPERVISOR), asked)) is hits


def test_a_firm_is_found_by_its_credit_code_and_a_visit_by_its_number(
    supervision: Supervision, area: BusyArea, everywhere: Actor
) -> None:
    uscc = area.city.firm.uscc
    by_code = found(supervision, everywhere, replace(ALL, words=f" {uscc.lower()} "))
    assert by_code
    assert found(supervision, everywhere, replace(ALL, words=by_code[0].lower())) == by_code[:1]
    assert found(supervision, everywhere, replace(ALL, words="91440300000000000X")) == []


def test_old_alerts_fall_out_of_the_period(supervision: Supervision, area: BusyArea, clock: StoppedClock) -> None:
    clock.pass_by(days=40)
    assert found(supervision, area.city.actor(Role.SUPERVISOR), AlertsAsked(days=30)) == []
    assert found(supervision, area.city.actor(Role.SUPERVISOR), AlertsAsked(days=90))


def test_an_answer_not_given_in_time_is_overdue(supervision: Supervision, area: BusyArea, clock: StoppedClock) -> None:
    alert, supervisor = area.alerts(supervision, area.city.firm)[-1], area.city.actor(Role.SUPERVISOR)
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    until = supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么?")
    overdue = AlertsAsked(view=AlertView.OVERDUE)
    assert found(supervision, supervisor, overdue) == []
    clock.pass_by(days=(until - FRIDAY_TEN.date()).days + 1)
    rows = supervision.queries.alerts.page(supervisor, overdue, Cut()).rows
    assert [(row.state, row.overdue, row.answer_by) for row in rows] == [(AlertState.ASKED, True, until)]


def test_a_settled_alert_leaves_the_work_and_keeps_its_result(supervision: Supervision, area: BusyArea) -> None:
    alert, supervisor = area.alerts(supervision, area.city.firm)[-1], area.city.actor(Role.SUPERVISOR)
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    supervision.alerts.settle(supervisor, alert.enterprise_id, alert.id, Settlement.JUSTIFIED, "有举报。")
    rows = supervision.queries.alerts.page(supervisor, AlertsAsked(view=AlertView.SETTLED), Cut()).rows
    assert [row.settlement for row in rows] == [Settlement.JUSTIFIED]
    assert alert.id not in {row.id for row in supervision.queries.alerts.page(supervisor, AlertsAsked(), Cut()).rows}


def test_a_lapsed_alert_still_names_its_rules(supervision: Supervision, area: BusyArea) -> None:
    supervisor = area.city.actor(Role.SUPERVISOR)
    void(supervision, supervisor, area.city.firm.id, area.visits[2], "登记错了。")
    rows = supervision.queries.alerts.page(supervisor, AlertsAsked(view=AlertView.LAPSED), Cut()).rows
    assert {one.rule for one in rows[0].broken} == {FrequencyRule.ANNUAL_CAP, FrequencyRule.REPEAT_CHECK}
    assert all(one.count == one.limit == 0 for one in rows[0].broken)


def test_the_file_holds_what_the_list_holds(supervision: Supervision, area: BusyArea, everywhere: Actor) -> None:
    listed = supervision.queries.alerts.page(everywhere, ALL, Cut()).rows
    assert tuple(supervision.queries.alerts.export(everywhere, ALL)) == listed


def test_a_long_file_is_read_page_after_page(
    supervision: Supervision, area: BusyArea, everywhere: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervision_code.queries.alerts._EXPORT_CHUNK", 1)
    listed = supervision.queries.alerts.page(everywhere, ALL, Cut()).rows
    assert len(listed) > 1
    assert tuple(supervision.queries.alerts.export(everywhere, ALL)) == listed
    monkeypatch.setattr("supervision_code.queries.alerts._EXPORT_LIMIT", 1)
    assert tuple(supervision.queries.alerts.export(everywhere, ALL)) == listed[:1]


def test_the_agency_filtered_by_is_named(supervision: Supervision, area: BusyArea, everywhere: Actor) -> None:
    assert supervision.queries.alerts.page(everywhere, replace(ALL, agency=YJJ), Cut()).agency == "龙华区应急管理局"
    assert supervision.queries.alerts.page(everywhere, replace(ALL, agency="NONE"), Cut()).agency == "NONE"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY_MANAGER, Role.OPERATOR, Role.ENTERPRISE_MEMBER])
def test_alerts_are_for_supervisors(supervision: Supervision, area: BusyArea, role: Role) -> None:
    with pytest.raises(NotPermitted):
        found(supervision, area.city.actor(role))
    with pytest.raises(NotPermitted):
        list(supervision.queries.alerts.export(area.city.actor(role), ALL))
