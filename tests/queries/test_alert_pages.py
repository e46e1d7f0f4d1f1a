"""One alert: its proof counts what its findings count, under the policy they were made with."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from config.policy import parse_policy_text, read_policy_file
from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.findings import FindingState
from supervision_code.domain.frequency import FrequencyRule, NotCountedReason
from supervision_code.domain.permissions import Role
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.domain.registry import RiskTier
from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.policies import PolicyVersion
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.alert_pages import AlertPage
from tests.factories import given as stored
from tests.factories.accounts import PASSWORDS, build_actor
from tests.factories.busy_area import BusyArea, happened
from tests.factories.registry import build_enterprise
from tests.factories.small_city import SCJG, YJJ, SmallCity, build_small_city
from tests.factories.voiding import void
from tests.support.clock import FRIDAY_TEN, StoppedClock


def page_of(supervision: Supervision, alert: Alert) -> AlertPage:
    return supervision.queries.alert_pages.alert(build_actor(Role.SUPERVISOR), alert.enterprise_id, alert.id)


def test_an_alert_explains_itself(supervision: Supervision, area: BusyArea) -> None:
    page = page_of(supervision, area.alerts(supervision, area.city.firm)[-1])
    by_rule = {finding.rule: finding for finding in page.findings}
    annual = by_rule[FrequencyRule.ANNUAL_CAP].proof
    assert annual is not None
    assert [(visit.place, visit.over) for visit in annual.visits] == [(1, False), (2, False), (3, True)]
    assert [visit.is_trigger for visit in annual.visits] == [False, False, True]
    repeated = by_rule[FrequencyRule.REPEAT_CHECK]
    assert repeated.proof is not None
    assert (repeated.count, repeated.proof.count, repeated.window_days) == (15, 15, 30)
    assert repeated.basis is not None
    assert page.visit.over_limit_reason == "群众举报食品变质，需当场核实。"
    assert page.agencies == ((SCJG, "福田区市场监督管理局"),)


def test_a_visit_that_does_not_count_is_shown_with_the_reason(supervision: Supervision, area: BusyArea) -> None:
    happened(supervision, area.city.firm, FRIDAY_TEN - timedelta(days=1), SCJG, type_=InspectionType.CASE)
    happened(supervision, area.city.firm, FRIDAY_TEN, SCJG)
    page = page_of(supervision, area.alerts(supervision, area.city.firm)[-1])
    annual = next(finding.proof for finding in page.findings if finding.rule is FrequencyRule.ANNUAL_CAP)
    assert annual is not None
    assert [visit.reasons for visit in annual.visits if not visit.counted] == [(NotCountedReason.TYPE_NOT_COUNTED,)]
    assert [visit.agencies for visit in annual.others] == [("龙华区应急管理局",)]


def test_a_finding_is_explained_by_its_own_policy_not_by_the_present_one(
    settings: Settings, supervision: Supervision, area: BusyArea
) -> None:
    text = read_policy_file().text.replace("gap_days = 30", "gap_days = 10")
    laxer = PolicyInForce(policy=parse_policy(parse_policy_text(text)), sha256="f" * 64, text=text)
    supervision.policies.publish(laxer)
    later = bootstrap(settings, clock=StoppedClock(), database=supervision.database, passwords=PASSWORDS)
    pages = later.queries.alert_pages
    alert = area.alerts(supervision, area.city.firm)[-1]
    page = pages.alert(build_actor(Role.SUPERVISOR), alert.enterprise_id, alert.id)
    repeated = next(finding for finding in page.findings if finding.rule is FrequencyRule.REPEAT_CHECK)
    assert repeated.policy_sha256 == supervision.in_force.sha256
    assert repeated.window_days == 30
    assert repeated.policy_since is not None


def test_without_its_policy_a_finding_is_shown_and_not_explained(supervision: Supervision, area: BusyArea) -> None:
    with supervision.database.begin() as session:
        session.execute(update(Finding).values(policy_sha256="0" * 64))
    page = page_of(supervision, area.alerts(supervision, area.city.firm)[-1])
    assert [(finding.proof, finding.basis, finding.window_days) for finding in page.findings] == [(None, None, 0)] * 2


def test_findings_that_were_closed_stand_behind_those_that_stand(supervision: Supervision, area: BusyArea) -> None:
    void(supervision, area.city.actor(Role.SUPERVISOR), area.city.firm.id, area.visits[0], "登记错了。")
    page = page_of(supervision, area.alerts(supervision, area.city.firm)[-1])
    assert [(finding.rule, finding.state) for finding in page.findings] == [
        (FrequencyRule.REPEAT_CHECK, FindingState.STANDING),
        (FrequencyRule.ANNUAL_CAP, FindingState.CLOSED),
    ]


def test_a_foreign_alert_does_not_exist(supervision: Supervision, area: BusyArea) -> None:
    alert = area.alerts(supervision, area.city.firm)[-1]
    for actor, key in (
        (area.city.other_actor(Role.SUPERVISOR), alert.id),
        (area.city.actor(Role.SUPERVISOR), UUID(int=7)),
    ):
        with pytest.raises(NoSuchRecord):
            supervision.queries.alert_pages.alert(actor, alert.enterprise_id, key)


def test_a_quiet_period_is_named(settings: Settings, database: Database) -> None:
    table = '[[quiet_periods]]\nid = "park"\nname = "园区宁静日"\nlegal_basis = "示例"\ndays_of_month = [20]\n'
    text = read_policy_file().text.replace("quiet_periods = []\n", "") + "\n" + table
    quiet = PolicyInForce(policy=parse_policy(parse_policy_text(text)), sha256="e" * 64, text=text)
    supervision = bootstrap(settings, clock=StoppedClock(), database=database, passwords=PASSWORDS)
    city = build_small_city(database)
    supervision.policies.publish(quiet)
    happened(supervision, city.firm, FRIDAY_TEN, SCJG)
    with database.read() as session:
        alert = session.scalars(select(Alert)).one()
    (finding,) = page_of(supervision, alert).findings
    assert (finding.rule, finding.quiet_periods) == (FrequencyRule.QUIET_PERIOD, ("园区宁静日（示例）",))


VISITS = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.lists(st.sampled_from([SCJG, YJJ]), min_size=1, max_size=2, unique=True),
        st.sampled_from([*[InspectionType.ROUTINE] * 4, InspectionType.CASE, InspectionType.CAMPAIGN]),
        st.sampled_from([*[VisitKind.INSPECTION] * 6, VisitKind.SERVICE]),
    ),
    min_size=3,
    max_size=9,
)


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits=VISITS, tier=st.sampled_from([None, RiskTier.A, RiskTier.D]), voided=st.integers(0, 8))
def test_whatever_happened_every_standing_finding_is_proven_to_the_number(
    supervision: Supervision,
    city: SmallCity,
    visits: list[tuple[int, list[str], InspectionType, VisitKind]],
    tier: RiskTier | None,
    voided: int,
) -> None:
    firm: Enterprise = build_enterprise(risk_tier=tier)
    stored(supervision.database, firm)
    ids = [
        happened(supervision, firm, FRIDAY_TEN - timedelta(days=days, minutes=number), *agencies, type_=kind, kind=sort)
        for number, (days, agencies, kind, sort) in enumerate(visits)
    ]
    if voided < len(ids):
        void(supervision, build_actor(Role.SUPERVISOR), firm.id, ids[voided], "登记错了。")
    with supervision.database.read() as session:
        alerts = list(session.scalars(select(Alert).where(Alert.enterprise_id == firm.id)))
    for alert in alerts:
        for finding in page_of(supervision, alert).findings:
            if finding.state is FindingState.STANDING:
                assert finding.proof is not None
                assert finding.proof.count == finding.count


def test_the_policy_table_is_not_needed_for_the_policy_in_force(supervision: Supervision, city: SmallCity) -> None:
    happened(supervision, city.firm, FRIDAY_TEN - timedelta(days=1), SCJG)
    happened(supervision, city.firm, FRIDAY_TEN, SCJG)
    with supervision.database.read() as session:
        assert session.scalars(select(PolicyVersion)).all() == []
        alert = session.scalars(select(Alert)).one()
    assert page_of(supervision, alert).findings[0].proof is not None
