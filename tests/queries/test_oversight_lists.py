"""Disputes, the trail, the policy, the installation, and what an agency sees of the alerts it was asked about."""

from dataclasses import replace
from uuid import UUID

import pytest

from supervision_code.domain.alerts import AlertStepKind, Settlement
from supervision_code.domain.complaints import ComplaintGround
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.permissions import Role
from supervision_code.domain.policy import BasisStatus
from supervision_code.jobs.worker import Round
from supervision_code.persistence import trail
from supervision_code.persistence.models.alerts import Alert
from supervision_code.product import Supervision
from supervision_code.queries.disputes import DisputeView
from supervision_code.queries.paging import Cut
from supervision_code.queries.trail import TrailAsked, TrailSubject
from supervision_code.services.complaints import Filing
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea, happened
from tests.factories.small_city import SCJG, SmallCity
from tests.factories.voiding import void
from tests.support.clock import FRIDAY_TEN, StoppedClock

WEEKLY = TrailAsked(days=7)


def disputes(supervision: Supervision, area: BusyArea, view: DisputeView) -> list[UUID]:
    page = supervision.queries.disputes.page(area.city.actor(Role.SUPERVISOR), view, Cut())
    assert page.total == len(page.rows)
    return [row.id for row in page.rows]


def test_a_dispute_waits_until_it_is_answered_or_the_visit_is_void(supervision: Supervision, area: BusyArea) -> None:
    supervisor, key = area.city.actor(Role.SUPERVISOR), [area.dispute.id]
    assert disputes(supervision, area, DisputeView.WAITING) == key
    supervision.disputes.keep_record(supervisor, area.city.firm.id, area.dispute.id, "有监控佐证。")
    assert disputes(supervision, area, DisputeView.WAITING) == []
    assert disputes(supervision, area, DisputeView.KEPT) == key
    void(supervision, supervisor, area.city.firm.id, area.dispute.visit_id, "确实没有来过。")
    assert disputes(supervision, area, DisputeView.VOIDED) == disputes(supervision, area, DisputeView.ALL) == key


def test_disputes_of_another_district_are_not_listed(supervision: Supervision, area: BusyArea) -> None:
    stranger = area.city.other_actor(Role.SUPERVISOR)
    assert supervision.queries.disputes.page(stranger, DisputeView.ALL, Cut()).rows == ()


def actions(supervision: Supervision, area: BusyArea, asked: TrailAsked) -> list[str]:
    page = supervision.queries.trail.page(area.city.actor(Role.SUPERVISOR), asked, Cut())
    return [row.action for row in page.rows]


def test_the_trail_tells_who_did_what_in_the_own_district(supervision: Supervision, area: BusyArea) -> None:
    alert, supervisor = area.alerts(supervision, area.city.firm)[-1], area.city.actor(Role.SUPERVISOR)
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    (row,) = supervision.queries.trail.page(supervisor, WEEKLY, Cut()).rows
    assert (row.action, row.name, row.role, row.firm) == (
        "alert:taken",
        "林监督",
        Role.SUPERVISOR,
        area.city.firm.name,
    )
    assert actions(supervision, area, replace(WEEKLY, subject=TrailSubject.ALERT)) == ["alert:taken"]
    assert actions(supervision, area, replace(WEEKLY, subject=TrailSubject.CODE)) == []
    assert actions(supervision, area, replace(WEEKLY, words="林监督")) == ["alert:taken"]
    assert actions(supervision, area, replace(WEEKLY, words=row.subject.lower())) == ["alert:taken"]
    assert actions(supervision, area, replace(WEEKLY, words="别人")) == []
    stranger = area.city.other_actor(Role.SUPERVISOR)
    assert supervision.queries.trail.page(stranger, WEEKLY, Cut()).rows == ()
    assert supervision.queries.trail.page(build_actor(Role.SUPERVISOR), WEEKLY, Cut()).rows


def test_old_acts_fall_out_of_the_period(supervision: Supervision, area: BusyArea, clock: StoppedClock) -> None:
    alert = area.alerts(supervision, area.city.firm)[-1]
    supervision.alerts.take(area.city.actor(Role.SUPERVISOR), alert.enterprise_id, alert.id)
    clock.pass_by(days=8)
    assert actions(supervision, area, WEEKLY) == []
    assert actions(supervision, area, TrailAsked(days=0)) == ["alert:taken"]


def test_the_trail_betrays_nobody_who_complained(supervision: Supervision, area: BusyArea) -> None:
    firm = area.city.actor(Role.ENTERPRISE_MEMBER)
    supervision.complaints.file(firm, Filing(ground=ComplaintGround.ARBITRARY, text="没有说明检查什么就要求打开柜子。"))
    with supervision.database.begin() as session:
        # Even an entry that were written with the name is shown without it, and is not found by it.
        trail.append(session, firm, "complaint:filed", FRIDAY_TEN, enterprise_id=area.city.firm.id, district="440304")
    asked = replace(WEEKLY, subject=TrailSubject.COMPLAINT)
    rows = supervision.queries.trail.page(area.city.actor(Role.SUPERVISOR), asked, Cut()).rows
    assert {(row.action, row.name, row.role, row.firm) for row in rows} == {("complaint:filed", "", None, "")}
    assert len(rows) == 2
    assert actions(supervision, area, replace(WEEKLY, words="阿梅")) == []


def test_the_policy_tells_every_threshold_with_its_basis(supervision: Supervision, area: BusyArea) -> None:
    policy = supervision.queries.policies.policy(area.city.actor(Role.INVITED_SUPERVISOR))
    assert policy.is_in_force
    assert policy.since == supervision.clock.now()
    assert all(one.basis is not None for one in policy.thresholds)
    assert sum(policy.by_status.values()) == len(policy.thresholds)
    assert policy.by_status[BasisStatus.UNVERIFIED] >= 5
    assert [version.sha256 for version in policy.versions] == [policy.sha256]


def test_a_version_nobody_published_does_not_exist(supervision: Supervision, area: BusyArea) -> None:
    with pytest.raises(NoSuchRecord):
        supervision.queries.policies.policy(area.city.actor(Role.SUPERVISOR), "0" * 64)


def test_the_operator_sees_whether_the_worker_lives(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    operator, look = city.actor(Role.OPERATOR), supervision.queries.operations.operations
    happened(supervision, city.firm, FRIDAY_TEN)
    before = look(operator)
    assert (before.worker_is_alive, before.beats) == (False, ())
    assert {topic.topic for topic in before.backlog} == {"ledger", "rollup"}
    Round(supervision).do_what_is_due()
    after = look(operator)
    assert after.worker_is_alive
    assert "rollup" not in {topic.topic for topic in after.backlog}
    assert (after.numbers["visits"], after.numbers["enterprises"]) == (1, 2)
    assert (after.schema_is_current, after.dialect) == (True, supervision.database.dialect)
    clock.pass_by(minutes=2)
    assert not look(operator).worker_is_alive


@pytest.fixture
def asked_alert(supervision: Supervision, area: BusyArea) -> Alert:
    alert, supervisor = area.alerts(supervision, area.city.firm)[-1], area.city.actor(Role.SUPERVISOR)
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么又来?")
    return alert


def test_an_agency_sees_what_it_was_asked_and_nothing_else(
    supervision: Supervision, area: BusyArea, asked_alert: Alert
) -> None:
    manager, queries = area.city.actor(Role.AGENCY_MANAGER), supervision.queries.agency_alerts
    assert [row.id for row in queries.page(manager, Cut()).rows] == [asked_alert.id]
    page = queries.alert(manager, asked_alert.enterprise_id, asked_alert.id)
    assert {step.kind for step in page.steps} == {AlertStepKind.RAISED, AlertStepKind.ASKED}
    assert page.findings[0].proof is not None
    other = area.city.other_actor(Role.AGENCY_MANAGER)
    assert queries.page(other, Cut()).rows == ()
    for key in (asked_alert.id, UUID(int=7)):
        with pytest.raises(NoSuchRecord):
            queries.alert(other, asked_alert.enterprise_id, key)


def test_an_agency_sees_how_it_ended(supervision: Supervision, area: BusyArea, asked_alert: Alert) -> None:
    manager = area.city.actor(Role.AGENCY_MANAGER)
    supervision.alerts.answer(manager, asked_alert.enterprise_id, asked_alert.id, "有举报线索。")
    supervisor = area.city.actor(Role.SUPERVISOR)
    supervision.alerts.settle(supervisor, asked_alert.enterprise_id, asked_alert.id, Settlement.REMINDED, "请控制。")
    page = supervision.queries.agency_alerts.alert(manager, asked_alert.enterprise_id, asked_alert.id)
    assert page.alert.settlement is Settlement.REMINDED
    assert {step.text for step in page.steps} >= {"有举报线索。", "请控制。"}


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.OFFICER, Role.INVITED_SUPERVISOR, Role.ENTERPRISE_MEMBER])
def test_each_list_is_for_its_role(supervision: Supervision, area: BusyArea, role: Role) -> None:
    actor, queries = area.city.actor(role), supervision.queries
    for look in (
        lambda: queries.disputes.page(actor, DisputeView.ALL, Cut()),
        lambda: queries.trail.page(actor, WEEKLY, Cut()),
        lambda: queries.agency_alerts.page(actor, Cut()),
        lambda: queries.agency_alerts.alert(actor, area.city.firm.id, UUID(int=7)),
    ):
        with pytest.raises(NotPermitted):
            look()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OFFICER])
def test_the_installation_is_the_operators(supervision: Supervision, city: SmallCity, role: Role) -> None:
    with pytest.raises(NotPermitted):
        supervision.queries.operations.operations(city.actor(role))


def test_the_policy_is_for_supervisors(supervision: Supervision, city: SmallCity) -> None:
    with pytest.raises(NotPermitted):
        supervision.queries.policies.policy(city.actor(Role.OPERATOR))
