"""Emergencies: inspect first, scan before leaving, have it approved; each agency leaves with its own result."""

from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.errors import IllegalMove, NoSuchRecord, ReasonMissing, SecondPersonMissing
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import AgencyPart, Joining, Leaving, OpenedVisit
from supervision_code.domain.visits import (
    EvidenceLevel,
    ExceptionKind,
    InspectionType,
    Outcome,
    ScanChannel,
    VisitState,
)
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.services.test_visits import SITE, draft_of, kinds_on_ledger, opened, scanned, stored
from tests.support.clock import StoppedClock


def emergency(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    """An emergency at the firm, found by a search."""
    officer = city.actor(Role.OFFICER)
    found = supervision.scans.by_search(officer, city.firm.id, "突发应急：燃气泄漏")
    draft = draft_of(city, found.scan_id, exception=ExceptionKind.EMERGENCY, exception_reason="燃气泄漏")
    return supervision.visits.open(officer, draft)


def leaving(visit: OpenedVisit, reason: str = "") -> Leaving:
    return Leaving(
        enterprise_id=visit.enterprise_id,
        visit_id=visit.visit_id,
        outcome=Outcome.NO_PROBLEM,
        unscanned_reason=reason,
    )


def told(database: Database, key: str) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(InboxMessage.recipient).where(InboxMessage.key == key)))


def test_an_emergency_owes_a_scan_until_the_firms_code_is_scanned(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    visit = emergency(supervision, city)
    officer = city.actor(Role.OFFICER)
    assert [duty.visit_id for duty in supervision.queries.duties.scans_due(officer)] == [visit.visit_id]
    with pytest.raises(ReasonMissing):
        supervision.visits.leave(officer, leaving(visit))
    clock.pass_by(minutes=20)
    assert supervision.duties.fulfil(officer, city.firm.id, scanned(supervision, city, SITE)) == visit.visit_id
    kept = stored(database, visit)
    assert (kept.scan_due, kept.channel, kept.evidence) == (False, ScanChannel.LICENCE_QR, EvidenceLevel.STATIC_CODE)
    assert kept.scanned_at == clock.now()
    assert supervision.queries.duties.scans_due(officer) == ()
    supervision.visits.leave(officer, leaving(visit))
    assert LedgerKind.VISIT_SCANNED in kinds_on_ledger(database)
    assert told(database, "inbox-left-unscanned") == []


def test_who_leaves_without_a_scan_says_why_and_the_supervisors_hear_of_it(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit = emergency(supervision, city)
    supervision.visits.leave(city.actor(Role.OFFICER), leaving(visit, "现场封闭，看不到码"))
    kept = stored(database, visit)
    assert (kept.left_unscanned, kept.unscanned_reason, kept.state) == (True, "现场封闭，看不到码", VisitState.CLOSED)
    assert told(database, "inbox-left-unscanned") == [f"district:{city.firm.district}"]


def test_a_search_or_another_firms_code_ends_no_duty(supervision: Supervision, city: SmallCity) -> None:
    emergency(supervision, city)
    officer = city.actor(Role.OFFICER)
    again = supervision.scans.by_search(officer, city.firm.id, "码看不清")
    assert supervision.duties.fulfil(officer, city.firm.id, again.scan_id) is None
    elsewhere = supervision.scans.recognise(officer, city.other_firm.uscc)
    assert not isinstance(elsewhere, str)
    assert supervision.duties.fulfil(officer, city.other_firm.id, elsewhere.scan_id) is None
    assert len(supervision.queries.duties.scans_due(officer)) == 1


def test_the_head_approves_an_emergency_afterwards_once_and_not_his_own(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit = emergency(supervision, city)
    manager, where = city.actor(Role.AGENCY_MANAGER), (visit.enterprise_id, visit.visit_id)
    assert [duty.number for duty in supervision.queries.duties.approvals_due(manager)] == [visit.number]
    supervision.duties.approve(manager, *where, "同意")
    assert stored(database, visit).approval_note == "同意"
    assert supervision.queries.duties.approvals_due(manager) == ()
    with pytest.raises(IllegalMove):
        supervision.duties.approve(manager, *where, "")
    with pytest.raises(NoSuchRecord):
        supervision.duties.approve(city.other_actor(Role.AGENCY_MANAGER), *where, "")
    assert LedgerKind.VISIT_APPROVED in kinds_on_ledger(database)


def test_nobody_approves_the_emergency_he_began(supervision: Supervision, city: SmallCity, database: Database) -> None:
    visit = emergency(supervision, city)
    manager = city.actor(Role.AGENCY_MANAGER)
    with database.begin() as session:
        session.get_one(
            type(stored(database, visit)), (visit.enterprise_id, visit.visit_id)
        ).opened_by = manager.account_id
    with pytest.raises(SecondPersonMissing):
        supervision.duties.approve(manager, visit.enterprise_id, visit.visit_id, "")


def test_a_case_names_its_source(supervision: Supervision, city: SmallCity, database: Database) -> None:
    part = AgencyPart(
        agency=SCJG,
        type=InspectionType.CASE,
        items=("SCJG-1",),
        officers=(city.officers[0].id, city.officers[1].id),
    )
    with pytest.raises(ReasonMissing):
        opened(supervision, city, parts=(part,))
    visit = opened(supervision, city, parts=(part,), case_source=CaseSource.COMPLAINT, case_ref="12345-77")
    assert (stored(database, visit).case_source, stored(database, visit).case_ref) == (CaseSource.COMPLAINT, "12345-77")


def joined(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    """A visit that a second agency has joined."""
    visit = opened(supervision, city)
    other = city.other_actor(Role.OFFICER)
    found = supervision.scans.recognise(other, city.firm.uscc)
    assert not isinstance(found, str)
    part = AgencyPart(agency=YJJ, type=InspectionType.ROUTINE, items=("YJJ-1",))
    joining = Joining(
        enterprise_id=visit.enterprise_id,
        visit_id=visit.visit_id,
        scan_id=found.scan_id,
        part=part,
        over_limit_reason="联合",
    )
    supervision.joinings.join(other, joining)
    return visit


def outcomes(supervision: Supervision, city: SmallCity, visit: OpenedVisit) -> list[tuple[str, Outcome]]:
    where: tuple[UUID, UUID] = (visit.enterprise_id, visit.visit_id)
    found = supervision.queries.results.of_visit(city.actor(Role.SUPERVISOR), *where)
    return [(one.code, one.newest.outcome) for one in found.results]


def test_each_agency_leaves_with_its_own_result_and_the_lead_ends_the_visit(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit = joined(supervision, city)
    case = Leaving(
        enterprise_id=visit.enterprise_id, visit_id=visit.visit_id, outcome=Outcome.CASE_OPENED, result="堵塞通道"
    )
    supervision.visits.leave(city.other_actor(Role.OFFICER), case)
    assert stored(database, visit).state is VisitState.OPEN
    assert supervision.queries.visits.under_way(city.other_actor(Role.OFFICER)) == []
    with pytest.raises(IllegalMove):
        supervision.visits.leave(city.other_actor(Role.OFFICER), case)
    supervision.visits.leave(city.actor(Role.OFFICER), leaving(visit))
    kept = stored(database, visit)
    assert (kept.state, kept.outcome) == (VisitState.CLOSED, Outcome.CASE_OPENED)
    assert outcomes(supervision, city, visit) == [(SCJG, Outcome.NO_PROBLEM), (YJJ, Outcome.CASE_OPENED)]


def test_who_was_still_there_when_the_lead_left_tells_its_result_afterwards(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit = joined(supervision, city)
    supervision.visits.leave(city.actor(Role.OFFICER), leaving(visit))
    assert told(database, "inbox-result-awaited") == [f"agency:{YJJ}"]
    other = city.other_actor(Role.OFFICER)
    assert [one.id for one in supervision.queries.visits.under_way(other)] == [visit.visit_id]
    supervision.visits.leave(other, leaving(visit))
    assert supervision.queries.visits.under_way(other) == []
    assert LedgerKind.VISIT_RESULT in kinds_on_ledger(database)
