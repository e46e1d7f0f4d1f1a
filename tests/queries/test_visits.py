"""The visits an officer may see: own ones, the agency's, one whole, and counts of them."""

from datetime import timedelta

import pytest

from supervision_code.domain.days import day_number_of
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import InspectionType, ServicePurpose, VisitKind, VisitState
from supervision_code.persistence.models.registry import Agency, InspectionItem
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from supervision_code.queries.paging import Cut
from supervision_code.queries.visits import VisitsAsked, VisitScope
from tests.factories import given
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_part, build_visit, build_visit_officer, with_parts
from tests.support.clock import FRIDAY_TEN

AGENCY = VisitsAsked(scope=VisitScope.AGENCY)


@pytest.fixture
def joint(supervision: Supervision, city: SmallCity) -> Visit:
    """A visit under way, led by SCJG, with YJJ in it; one officer of each came."""
    visit = build_visit(city.firm, state=VisitState.OPEN)
    given(
        supervision.database,
        *with_parts(visit, city.officers[:1], items=["SCJG-1", "GONE-9"]),
        build_part(visit, YJJ, items=["YJJ-1"], type_=InspectionType.CASE, ordered_from_above=True),
        build_visit_officer(visit, city.officers[2]),
    )
    return visit


def test_a_joint_visit_is_listed_once_for_each_agency_with_its_own_type(
    supervision: Supervision, city: SmallCity, joint: Visit
) -> None:
    queries = supervision.queries.visits
    mine = queries.page(city.actor(Role.OFFICER), VisitsAsked()).rows
    partners = queries.page(city.other_actor(Role.OFFICER), VisitsAsked()).rows

    assert [(row.id, row.type, row.agencies) for row in mine] == [
        (joint.id, InspectionType.ROUTINE, ("福田区市场监督管理局", "龙华区应急管理局"))
    ]
    assert [row.type for row in partners] == [InspectionType.CASE]


def test_who_did_not_come_sees_it_among_the_agencys_only(
    supervision: Supervision, city: SmallCity, joint: Visit
) -> None:
    manager = city.actor(Role.AGENCY_MANAGER)

    assert supervision.queries.visits.page(manager, VisitsAsked()).rows == ()
    assert len(supervision.queries.visits.page(manager, AGENCY).rows) == 1


def test_what_is_under_way_waits_for_those_who_came(supervision: Supervision, city: SmallCity, joint: Visit) -> None:
    assert [row.id for row in supervision.queries.visits.under_way(city.actor(Role.OFFICER))] == [joint.id]
    assert supervision.queries.visits.under_way(city.actor(Role.AGENCY_MANAGER)) == []


def test_a_service_visit_has_a_purpose_and_no_type(supervision: Supervision, city: SmallCity) -> None:
    visit = build_visit(city.firm, kind=VisitKind.SERVICE, purpose=ServicePurpose.SURVEY)
    given(supervision.database, *with_parts(visit, city.officers[:1]))

    row = supervision.queries.visits.page(city.actor(Role.OFFICER), VisitsAsked()).rows[0]
    page = supervision.queries.visit_pages.visit(city.actor(Role.OFFICER), visit.enterprise_id, visit.id)

    assert (row.type, row.purpose) == (None, ServicePurpose.SURVEY)
    assert page.parts[0].type is None


def test_words_find_by_name_or_number_and_never_as_a_pattern(
    supervision: Supervision, city: SmallCity, joint: Visit
) -> None:
    actor = city.actor(Role.OFFICER)

    def found(words: str) -> int:
        return len(supervision.queries.visits.page(actor, VisitsAsked(words=words)).rows)

    assert [found(words) for words in ("南园", joint.number.lower(), "%", "_", "没有")] == [1, 1, 0, 0, 0]


def test_pages_follow_each_other_both_ways(supervision: Supervision, city: SmallCity) -> None:
    for number in range(5):
        visit = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=number))
        given(supervision.database, *with_parts(visit, city.officers[:1]))
    actor, queries = city.actor(Role.OFFICER), supervision.queries.visits

    first = queries.page(actor, VisitsAsked(cut=Cut(limit=2)))
    second = queries.page(actor, VisitsAsked(cut=Cut(at=first.older, limit=2)))
    back = queries.page(actor, VisitsAsked(cut=Cut(at=second.newer, limit=2)))

    assert first.newer == ""
    assert back.rows == first.rows
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}


def test_the_tally_counts_what_is_under_way_and_since_a_day(
    supervision: Supervision, city: SmallCity, joint: Visit
) -> None:
    long_ago = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=90))
    voided = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=1), state=VisitState.VOIDED)
    given(supervision.database, *with_parts(long_ago), *with_parts(voided))

    tally = supervision.queries.visits.tally(city.actor(Role.AGENCY_MANAGER), day_number_of(FRIDAY_TEN) - 10)

    assert (tally.under_way, tally.since) == (1, 1)


def test_one_visit_shows_every_part_the_leads_first(supervision: Supervision, city: SmallCity, joint: Visit) -> None:
    page = supervision.queries.visit_pages.visit(city.other_actor(Role.OFFICER), joint.enterprise_id, joint.id)

    lead, partner = page.parts
    assert (lead.agency, lead.lead, lead.items) == ("福田区市场监督管理局", True, ("GONE-9", "食品经营许可检查"))
    assert (partner.type, partner.ordered_from_above) == (InspectionType.CASE, True)
    assert [officer.name for officer in partner.officers] == [city.officers[2].name]
    assert page.i_came


def test_a_manager_of_the_agency_did_not_come(supervision: Supervision, city: SmallCity, joint: Visit) -> None:
    actor = city.actor(Role.AGENCY_MANAGER)

    assert not supervision.queries.visit_pages.visit(actor, joint.enterprise_id, joint.id).i_came


def test_another_agencys_visit_or_none_is_not_found(supervision: Supervision, city: SmallCity) -> None:
    visit = build_visit(city.firm, SCJG)
    given(supervision.database, *with_parts(visit))

    for visit_id in (visit.id, city.firm.id):
        with pytest.raises(NoSuchRecord):
            supervision.queries.visit_pages.visit(city.other_actor(Role.OFFICER), city.firm.id, visit_id)


def test_the_codes_of_an_agency_and_an_item_may_be_the_same(supervision: Supervision, city: SmallCity) -> None:
    item = InspectionItem(code=SCJG, agency=SCJG, name="同名事项", legal_basis="")
    visit = build_visit(city.firm)
    given(supervision.database, item, *with_parts(visit, items=[SCJG]))

    part = supervision.queries.visit_pages.visit(city.actor(Role.OFFICER), visit.enterprise_id, visit.id).parts[0]

    assert (part.agency, part.items) == ("福田区市场监督管理局", ("同名事项",))
    with supervision.database.read() as session:
        assert session.get_one(Agency, SCJG).name == part.agency


def test_a_firm_sees_none_of_this(supervision: Supervision, city: SmallCity, joint: Visit) -> None:
    firm = city.actor(Role.ENTERPRISE_ADMINISTRATOR)

    with pytest.raises(NotPermitted):
        supervision.queries.visits.page(firm, AGENCY)
    with pytest.raises(NotPermitted):
        supervision.queries.visits.under_way(firm)
    with pytest.raises(NotPermitted):
        supervision.queries.visits.tally(firm, 0)
    with pytest.raises(NotPermitted):
        supervision.queries.visit_pages.visit(firm, joint.enterprise_id, joint.id)
