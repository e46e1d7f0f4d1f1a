"""The firm after a scan, and firms found by a search."""

from datetime import timedelta

import pytest

from supervision_code.domain.codes import Refusal
from supervision_code.domain.errors import NoSuchRecord, NotPermitted, ScanGone
from supervision_code.domain.frequency import NotCountedReason
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.visits import (
    EvidenceLevel,
    InspectionType,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.product import Supervision
from supervision_code.services.scans import ScanRef
from tests.factories import given
from tests.factories.registry import LONGHUA, build_enterprise
from tests.factories.small_city import YJJ, SmallCity
from tests.factories.visits import build_part, build_visit, with_parts
from tests.support.clock import FRIDAY_TEN, StoppedClock


def scan(supervision: Supervision, city: SmallCity, actor: Actor) -> ScanRef:
    found = supervision.scans.recognise(actor, city.firm.uscc)
    assert not isinstance(found, Refusal)
    return found


def test_the_page_knows_the_firm_and_the_scan(supervision: Supervision, city: SmallCity) -> None:
    actor = city.actor(Role.OFFICER)
    ref = scan(supervision, city, actor)

    page = supervision.queries.arrivals.arrival(actor, ref.enterprise_id, ref.scan_id)

    assert (page.name, page.district, page.street, page.section) == (city.firm.name, "福田区", "南园街道", "H")
    assert (page.scan.channel, page.scan.evidence) == (ScanChannel.LICENCE_QR, EvidenceLevel.STATIC_CODE)
    assert page.scan.expires_at - page.scan.at == timedelta(minutes=30)
    assert page.past == ()


def test_a_scan_is_its_officers_alone(supervision: Supervision, city: SmallCity) -> None:
    ref = scan(supervision, city, city.actor(Role.OFFICER))

    with pytest.raises(NoSuchRecord):
        supervision.queries.arrivals.arrival(city.other_actor(Role.OFFICER), ref.enterprise_id, ref.scan_id)
    with pytest.raises(NoSuchRecord):
        supervision.queries.arrivals.arrival(city.actor(Role.OFFICER), ref.enterprise_id, city.firm.id)
    with pytest.raises(NotPermitted):
        supervision.queries.arrivals.arrival(city.actor(Role.SUPERVISOR), ref.enterprise_id, ref.scan_id)


def test_after_its_half_hour_a_scan_opens_the_firm_only_while_a_visit_of_the_own_agency_goes_on(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    actor = city.actor(Role.OFFICER)
    ref = scan(supervision, city, actor)
    clock.pass_by(minutes=30)
    assert supervision.queries.arrivals.arrival(actor, ref.enterprise_id, ref.scan_id).uscc == city.firm.uscc
    clock.pass_by(seconds=1)
    with pytest.raises(ScanGone):
        supervision.queries.arrivals.arrival(actor, ref.enterprise_id, ref.scan_id)
    assert supervision.queries.arrivals.visit_of(actor, ref.enterprise_id, ref.scan_id) is None
    with pytest.raises(NoSuchRecord):
        supervision.queries.arrivals.visit_of(city.other_actor(Role.OFFICER), ref.enterprise_id, ref.scan_id)
    others = build_visit(city.firm, YJJ, started_at=clock.now(), state=VisitState.OPEN)
    given(supervision.database, others, build_part(others, YJJ))
    with pytest.raises(ScanGone):
        supervision.queries.arrivals.arrival(actor, ref.enterprise_id, ref.scan_id)
    own = build_visit(city.firm, started_at=clock.now(), state=VisitState.OPEN)
    given(supervision.database, *with_parts(own))
    assert supervision.queries.arrivals.arrival(actor, ref.enterprise_id, ref.scan_id).past


def test_the_past_shows_what_counts_numbered_and_what_does_not_with_the_reason(
    supervision: Supervision, city: SmallCity
) -> None:
    def visit(days: int, **changed: object) -> None:
        built = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=days), **changed)  # type: ignore[arg-type]
        given(supervision.database, *with_parts(built, items=["SCJG-1", "OLD-1"]))

    visit(5)
    visit(50, agency=YJJ)
    visit(60, kind=VisitKind.SERVICE, purpose=ServicePurpose.SURVEY)
    visit(70, state=VisitState.VOIDED)
    visit(400)
    actor = city.actor(Role.OFFICER)
    ref = scan(supervision, city, actor)

    page = supervision.queries.arrivals.arrival(actor, ref.enterprise_id, ref.scan_id)

    assert [(past.place, past.not_counted) for past in page.past] == [
        (2, None),
        (1, None),
        (0, NotCountedReason.SERVICE_VISIT),
        (0, NotCountedReason.VOIDED),
    ]
    assert page.past[0].parts[0].items == ("OLD-1", "食品经营许可检查")
    assert [past.parts[0].mine for past in page.past] == [True, False, True, True]
    assert page.past[2].purpose is ServicePurpose.SURVEY
    assert (page.recent, page.ours_this_year) == (1, 1)


def test_a_joint_visit_that_counts_by_another_agencys_part_is_not_ours(
    supervision: Supervision, city: SmallCity
) -> None:
    joint = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=5))
    given(supervision.database, *with_parts(joint, type_=InspectionType.CASE), build_part(joint, YJJ))
    actor = city.actor(Role.OFFICER)
    ref = scan(supervision, city, actor)

    page = supervision.queries.arrivals.arrival(actor, ref.enterprise_id, ref.scan_id)

    assert (page.recent, page.ours_this_year) == (1, 0)


def test_a_search_finds_by_part_of_the_name_the_own_district_first(supervision: Supervision, city: SmallCity) -> None:
    far, near = build_enterprise("甲记饮食店", district=LONGHUA, street=None), build_enterprise("乙记饮食店")
    given(supervision.database, far, near)

    found = supervision.queries.enterprises.search(city.actor(Role.OFFICER), " 记饮食 ")

    assert [firm.name for firm in found] == ["乙记饮食店", "甲记饮食店"]
    assert [firm.district for firm in found] == ["福田区", "龙华区"]


def test_a_search_finds_exactly_one_firm_by_its_credit_code(supervision: Supervision, city: SmallCity) -> None:
    found = supervision.queries.enterprises.search(city.actor(Role.OFFICER), city.firm.uscc.lower())

    assert [firm.id for firm in found] == [city.firm.id]


@pytest.mark.parametrize("words", ["", "  ", "%", "_", "没有这家", "9" * 18])
def test_a_search_for_nothing_or_a_pattern_finds_nothing(supervision: Supervision, city: SmallCity, words: str) -> None:
    assert supervision.queries.enterprises.search(city.actor(Role.OFFICER), words) == []


def test_one_firm_is_found_or_is_not_there(supervision: Supervision, city: SmallCity) -> None:
    actor, queries = city.actor(Role.OFFICER), supervision.queries.enterprises

    assert queries.firm(actor, city.firm.id).name == city.firm.name
    with pytest.raises(NoSuchRecord):
        queries.firm(actor, city.officers[0].id)
    with pytest.raises(NotPermitted):
        queries.search(city.actor(Role.ENTERPRISE_MEMBER), "南园")
