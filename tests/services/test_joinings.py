"""Joining a visit under way: one visit for the firm, judged with the agency that came in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision_code.domain.codes import Refusal
from supervision_code.domain.errors import (
    AlreadyRecorded,
    CertificateInvalid,
    IllegalMove,
    ItemMissing,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    ScanExpired,
)
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.registry import CertificateStatus
from supervision_code.domain.visit_drafts import AgencyPart, Joining, Leaving, OpenedVisit, VisitDraft
from supervision_code.domain.visits import ExceptionKind, InspectionType, Outcome, ServicePurpose, VisitKind, VisitState
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.factories.voiding import void
from tests.support.clock import FRIDAY_TEN, StoppedClock

PART = AgencyPart(agency=YJJ, type=InspectionType.ROUTINE, items=("YJJ-1",))


def scan(supervision: Supervision, city: SmallCity, actor: Actor) -> Joining:
    """A scan of the firm's licence, ready to join nothing yet."""
    found = supervision.scans.recognise(actor, city.firm.uscc)
    assert not isinstance(found, Refusal)
    return Joining(enterprise_id=city.firm.id, visit_id=found.scan_id, scan_id=found.scan_id, part=PART)


def opened(supervision: Supervision, city: SmallCity, **changes: object) -> OpenedVisit:
    actor = city.actor(Role.OFFICER)
    officers = (city.officers[0].id, city.officers[1].id)
    part = AgencyPart(agency=SCJG, type=InspectionType.ROUTINE, items=("SCJG-1",), officers=officers)
    draft = VisitDraft(
        enterprise_id=city.firm.id,
        scan_id=scan(supervision, city, actor).scan_id,
        kind=VisitKind.INSPECTION,
        parts=(part,),
    )
    return supervision.visits.open(actor, replace(draft, **changes))  # type: ignore[arg-type]


@pytest.fixture
def visit(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    return opened(supervision, city)


@pytest.fixture
def joining(supervision: Supervision, city: SmallCity, visit: OpenedVisit) -> Joining:
    """YJJ's officer joins SCJG's visit."""
    return replace(scan(supervision, city, city.other_actor(Role.OFFICER)), visit_id=visit.visit_id)


@pytest.fixture
def partner(city: SmallCity) -> Actor:
    return city.other_actor(Role.OFFICER)


def test_the_agency_stands_in_the_visit_with_its_officer_alone(
    supervision: Supervision, city: SmallCity, joining: Joining, visit: OpenedVisit, partner: Actor
) -> None:
    joined = supervision.joinings.join(partner, joining)

    assert joined == visit
    with supervision.database.read() as session:
        assert set(session.scalars(select(Participation.agency))) == {SCJG, YJJ}
        came = session.scalars(select(VisitOfficer.officer_id).where(VisitOfficer.agency == YJJ)).all()
        kinds = session.scalars(select(LedgerEntry.kind)).all()
        told = session.scalars(select(InboxMessage.key)).all()
    assert came == [city.officers[2].id]
    assert LedgerKind.VISIT_CORRECTED in kinds
    assert "inbox-visit-joined" in told


def test_the_same_scan_handed_in_again_changes_nothing(
    supervision: Supervision, joining: Joining, visit: OpenedVisit, partner: Actor
) -> None:
    supervision.joinings.join(partner, joining)

    assert supervision.joinings.join(partner, joining) == visit


def test_an_agency_joins_once(
    supervision: Supervision, city: SmallCity, joining: Joining, visit: OpenedVisit, partner: Actor
) -> None:
    supervision.joinings.join(partner, joining)
    again = replace(scan(supervision, city, partner), visit_id=visit.visit_id)

    with pytest.raises(AlreadyRecorded):
        supervision.joinings.join(partner, again)


def test_what_the_joining_breaks_needs_a_reason_and_becomes_a_finding(
    supervision: Supervision, city: SmallCity, joining: Joining, visit: OpenedVisit, partner: Actor
) -> None:
    earlier = build_visit(city.firm, YJJ, started_at=FRIDAY_TEN - timedelta(days=5))
    given(supervision.database, *with_parts(earlier, items=["YJJ-1"]))

    assert len(supervision.queries.joinings.preview(partner, joining).breaches) == 1
    with pytest.raises(ReasonMissing) as missing:
        supervision.joinings.join(partner, joining)
    supervision.joinings.join(partner, replace(joining, over_limit_reason="接到举报"))

    assert missing.value.facts["field"] == "over_limit_reason"
    with supervision.database.read() as session:
        finding = session.scalars(select(Finding)).one()
        kept = session.get_one(Visit, (visit.enterprise_id, visit.visit_id))
    assert (finding.visit_id, finding.agency) == (visit.visit_id, YJJ)
    assert kept.over_limit_reason == "接到举报"


def test_what_the_visit_broke_before_needs_no_second_reason(
    supervision: Supervision, city: SmallCity, partner: Actor
) -> None:
    earlier = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=5))
    given(supervision.database, *with_parts(earlier, items=["SCJG-1"]))
    visit = opened(supervision, city, over_limit_reason="复查")

    supervision.joinings.join(partner, replace(scan(supervision, city, partner), visit_id=visit.visit_id))

    with supervision.database.read() as session:
        assert session.get_one(Visit, (visit.enterprise_id, visit.visit_id)).over_limit_reason == "复查"


def test_in_an_emergency_the_part_does_not_count(supervision: Supervision, city: SmallCity, partner: Actor) -> None:
    earlier = build_visit(city.firm, YJJ, started_at=FRIDAY_TEN - timedelta(days=5))
    given(supervision.database, *with_parts(earlier, items=["YJJ-1"]))
    visit = opened(supervision, city, exception=ExceptionKind.EMERGENCY, exception_reason="燃气泄漏")

    supervision.joinings.join(partner, replace(scan(supervision, city, partner), visit_id=visit.visit_id))

    with supervision.database.read() as session:
        assert session.get_one(Participation, (visit.enterprise_id, visit.visit_id, YJJ)).emergency


def test_a_visit_that_has_ended_cannot_be_joined(
    supervision: Supervision, city: SmallCity, joining: Joining, visit: OpenedVisit, partner: Actor
) -> None:
    supervision.visits.leave(
        city.actor(Role.OFFICER),
        Leaving(enterprise_id=visit.enterprise_id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM),
    )

    with pytest.raises(IllegalMove):
        supervision.joinings.join(partner, joining)


def test_a_service_visit_or_none_at_all_is_not_there_to_be_joined(
    supervision: Supervision, city: SmallCity, partner: Actor
) -> None:
    service = opened(
        supervision,
        city,
        kind=VisitKind.SERVICE,
        purpose=ServicePurpose.PATROL,
        parts=(AgencyPart(agency=SCJG, type=None),),
    )
    nothing = scan(supervision, city, partner)

    for joining in (nothing, replace(nothing, visit_id=service.visit_id)):
        with pytest.raises(NoSuchRecord):
            supervision.joinings.join(partner, joining)


def test_an_old_scan_joins_nothing(
    supervision: Supervision, joining: Joining, partner: Actor, clock: StoppedClock
) -> None:
    clock.pass_by(minutes=31)

    with pytest.raises(ScanExpired):
        supervision.joinings.join(partner, joining)


def test_certificates_and_items_are_checked_as_at_opening(
    supervision: Supervision, city: SmallCity, joining: Joining, partner: Actor
) -> None:
    with pytest.raises(ItemMissing):
        supervision.joinings.join(partner, replace(joining, part=replace(PART, items=())))
    with supervision.database.begin() as session:
        session.get_one(Officer, city.officers[2].id).status = CertificateStatus.SUSPENDED
    with pytest.raises(CertificateInvalid):
        supervision.joinings.join(partner, joining)


def test_nobody_joins_with_another_officers_scan_or_without_a_certificate(
    supervision: Supervision, city: SmallCity, joining: Joining
) -> None:
    with pytest.raises(NoSuchRecord):
        supervision.joinings.join(city.actor(Role.OFFICER), joining)
    with pytest.raises(NotPermitted):
        supervision.joinings.join(city.other_actor(Role.AGENCY_MANAGER), joining)
    with pytest.raises(NotPermitted):
        supervision.joinings.join(city.actor(Role.SUPERVISOR), joining)


def test_when_it_is_voided_every_agency_that_came_is_told(
    supervision: Supervision, city: SmallCity, visit: OpenedVisit, joining: Joining
) -> None:
    supervision.joinings.join(city.other_actor(Role.OFFICER), joining)
    void(supervision, city.actor(Role.SUPERVISOR), visit.enterprise_id, visit.visit_id, "登记错了")
    query = select(InboxMessage.recipient).where(InboxMessage.key == "inbox-visit-voided")
    with supervision.database.read() as session:
        told = set(session.scalars(query))
    assert told == {f"agency:{SCJG}", f"agency:{YJJ}", f"enterprise:{city.firm.id}"}


def test_only_inspections_that_the_agency_is_not_part_of_are_offered_for_joining(
    supervision: Supervision, city: SmallCity, joining: Joining
) -> None:
    other = city.other_actor(Role.OFFICER)
    given(
        supervision.database, *with_parts(build_visit(city.firm, SCJG, kind=VisitKind.SERVICE, state=VisitState.OPEN))
    )
    draft = VisitDraft(
        enterprise_id=city.firm.id, scan_id=joining.scan_id, kind=VisitKind.INSPECTION, parts=(joining.part,)
    )
    offered = supervision.queries.previews.preview(other, draft).open_visits
    assert [one.visit_id for one in offered] == [joining.visit_id]
    supervision.joinings.join(other, joining)
    assert supervision.queries.previews.preview(other, draft).open_visits == ()
