"""One visit as the firm sees it: people, law, places under the rules, dispute and complaints."""

from datetime import timedelta

import pytest

from supervision_code.domain.complaints import ComplaintGround
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.frequency import FrequencyRule, NotCountedReason
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.visits import (
    DisputeGround,
    ExceptionKind,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.own_visit_pages import OwnVisitPage
from supervision_code.services.complaints import Filing
from tests.factories import given
from tests.factories.registry import build_agency
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_part, build_visit, build_visit_officer, with_parts
from tests.support.clock import FRIDAY_TEN

DAY = timedelta(days=1)


@pytest.fixture
def shop(city: SmallCity) -> Actor:
    return city.actor(Role.ENTERPRISE_MEMBER)


def look(supervision: Supervision, shop: Actor, visit: Visit) -> OwnVisitPage:
    return supervision.queries.own_visit_pages.visit(shop, visit.id)


def test_a_joint_visit_shows_each_agencys_people_items_and_law(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    visit = build_visit(city.firm, YJJ)
    given(
        database,
        visit,
        build_part(visit, SCJG, items=["SCJG-1", "GONE-1"], type_=InspectionType.CASE),
        build_part(visit, YJJ, items=["YJJ-1"]),
        *(build_visit_officer(visit, officer) for officer in city.officers),
    )
    page = look(supervision, shop, visit)
    lead, joined = page.parts
    assert (lead.code, lead.lead, joined.code, joined.lead) == (YJJ, True, SCJG, False)
    assert [officer.name for officer in lead.officers] == ["陈思远", "刘芳"]
    assert joined.officers[0].certificate_no == "44030400101"
    assert [(item.name, item.published) for item in joined.items] == [("GONE-1", False), ("食品经营许可检查", True)]
    assert lead.items[0].legal_basis == "《中华人民共和国安全生产法》第六十五条"
    assert (lead.not_counted, joined.not_counted) == (None, NotCountedReason.TYPE_NOT_COUNTED)


def test_a_counting_visit_knows_its_place_under_the_yearly_cap_and_the_rate(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    for back in (200, 100, 3):
        given(database, *with_parts(build_visit(city.firm, started_at=FRIDAY_TEN - DAY * back), items=[f"S-{back}"]))
    visit = build_visit(city.firm)
    given(database, *with_parts(visit, items=["S-0"]))
    page = look(supervision, shop, visit)
    yearly, rate = page.standings
    assert (yearly.rule, yearly.agency, yearly.count, yearly.limit, yearly.over) == (
        FrequencyRule.ANNUAL_CAP,
        "福田区市场监督管理局",
        4,
        2,
        True,
    )
    assert (rate.rule, rate.count, rate.limit, rate.over) == (FrequencyRule.VISIT_RATE, 2, 3, False)
    assert page.broken == ()
    assert page.over_limit


def test_what_breaks_other_rules_is_named(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    for code, back in (("A1", 3), ("A2", 2), ("A3", 1)):
        given(database, build_agency(code))
        given(database, *with_parts(build_visit(city.firm, code, started_at=FRIDAY_TEN - DAY * back)))
    given(database, *with_parts(build_visit(city.firm, SCJG, started_at=FRIDAY_TEN - DAY * 20), items=["SCJG-1"]))
    visit = build_visit(city.firm)
    given(database, *with_parts(visit, items=["SCJG-1"]))
    broken = {rule.rule: rule for rule in look(supervision, shop, visit).broken}
    assert broken[FrequencyRule.MANY_AGENCIES].count == 4
    assert broken[FrequencyRule.MANY_AGENCIES].agency == ""
    assert (broken[FrequencyRule.REPEAT_CHECK].count, broken[FrequencyRule.REPEAT_CHECK].limit) == (20, 30)
    assert broken[FrequencyRule.REPEAT_CHECK].agency == "福田区市场监督管理局"


def test_within_all_limits_nothing_is_over(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    visit = build_visit(city.firm)
    given(database, *with_parts(visit))
    assert not look(supervision, shop, visit).over_limit


def test_a_visit_that_does_not_count_has_no_place(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    visit = build_visit(city.firm, kind=VisitKind.SERVICE, purpose=ServicePurpose.PUBLICITY)
    given(database, *with_parts(visit))
    page = look(supervision, shop, visit)
    assert page.standings == ()
    assert page.broken == ()
    assert page.parts[0].type is None


def test_what_was_unusual_is_said(supervision: Supervision, database: Database, city: SmallCity, shop: Actor) -> None:
    visit = build_visit(
        city.firm,
        state=VisitState.VOIDED,
        channel=ScanChannel.TYPED,
        exception=ExceptionKind.NETWORK_OUTAGE,
        exception_reason="地下室没有信号",
        over_limit_reason="节前抽查",
        outcome=Outcome.CORRECTED_ON_SITE,
        result="补贴了标签",
    )
    visit.search_reason = "二维码破损"
    given(database, *with_parts(visit))
    page = look(supervision, shop, visit)
    assert (page.exception, page.exception_reason) == (ExceptionKind.NETWORK_OUTAGE, "地下室没有信号")
    assert (page.over_limit_reason, page.search_reason, page.result) == ("节前抽查", "二维码破损", "补贴了标签")
    assert (page.void_reason, page.voided_at) == ("同一次检查登记了两遍", FRIDAY_TEN + DAY)
    assert page.row.not_counted == (NotCountedReason.VOIDED,)


def test_dispute_and_complaints_are_shown_to_the_firm(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    visit = build_visit(city.firm)
    given(database, *with_parts(visit))
    assert look(supervision, shop, visit).dispute is None
    supervision.answers.dispute(shop, visit.id, DisputeGround.NOT_THESE_PEOPLE, "来的是另外两个人。")
    filing = Filing(ground=ComplaintGround.NO_CERTIFICATE, text="没有出示执法证，只有一个人。", visit_id=visit.id)
    reference = supervision.complaints.file(shop, filing).reference
    page = look(supervision, shop, visit)
    assert page.dispute is not None
    assert (page.dispute.ground, page.dispute.text) == (DisputeGround.NOT_THESE_PEOPLE, "来的是另外两个人。")
    assert page.dispute.answered_at is None
    assert page.complaints == (reference,)


def test_anothers_visit_is_not_found(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    foreign = build_visit(city.other_firm, YJJ)
    given(database, *with_parts(foreign))
    for key in (foreign.id, new_id(FRIDAY_TEN)):
        with pytest.raises(NoSuchRecord):
            supervision.queries.own_visit_pages.visit(shop, key)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY_MANAGER, Role.SUPERVISOR, Role.OPERATOR])
def test_only_a_firm_looks(supervision: Supervision, city: SmallCity, role: Role) -> None:
    with pytest.raises(NotPermitted):
        supervision.queries.own_visit_pages.visit(city.actor(role), new_id(FRIDAY_TEN))
