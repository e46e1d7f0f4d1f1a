"""Opening, leaving and voiding visits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from supervision_code.domain.alerts import AlertState
from supervision_code.domain.errors import (
    CertificateInvalid,
    IllegalMove,
    InvalidValue,
    ItemMissing,
    ItemNotPublished,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    ScanExpired,
    TooFewOfficers,
)
from supervision_code.domain.evidence import Place, Position
from supervision_code.domain.findings import FindingState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.registry import CertificateStatus
from supervision_code.domain.visit_drafts import AgencyPart, Leaving, OpenedVisit, VisitDraft
from supervision_code.domain.visits import (
    EvidenceLevel,
    ExceptionKind,
    InspectionType,
    Outcome,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.base import Base
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.registry import build_officer
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.voiding import void
from tests.support.clock import StoppedClock

SITE = Position(place=Place(latitude=22.5340, longitude=114.0927), accuracy_metres=12.0)


def scanned(supervision: Supervision, city: SmallCity, position: Position | None = None) -> UUID:
    """The scan of the firm's licence by the first officer."""
    found = supervision.scans.recognise(city.actor(Role.OFFICER), city.firm.uscc, position)
    assert not isinstance(found, str)
    return found.scan_id


def draft_of(city: SmallCity, scan_id: UUID, **changes: object) -> VisitDraft:
    """A routine inspection of one item by the two officers of SCJG, with what differs."""
    part = AgencyPart(
        agency=SCJG,
        type=InspectionType.ROUTINE,
        items=("SCJG-1",),
        officers=(city.officers[0].id, city.officers[1].id),
    )
    usual = VisitDraft(enterprise_id=city.firm.id, scan_id=scan_id, kind=VisitKind.INSPECTION, parts=(part,))
    return replace(usual, **changes)  # type: ignore[arg-type]


def part_with(draft: VisitDraft, **changes: object) -> VisitDraft:
    return replace(draft, parts=(replace(draft.parts[0], **changes), *draft.parts[1:]))  # type: ignore[arg-type]


def opened(supervision: Supervision, city: SmallCity, **changes: object) -> OpenedVisit:
    return supervision.visits.open(city.actor(Role.OFFICER), draft_of(city, scanned(supervision, city), **changes))


def stored(database: Database, visit: OpenedVisit) -> Visit:
    with database.read() as session:
        return session.get_one(Visit, (visit.enterprise_id, visit.visit_id))


def number_of(database: Database, model: type[Base]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def kinds_on_ledger(database: Database) -> list[LedgerKind]:
    with database.read() as session:
        return list(session.scalars(select(LedgerEntry.kind).order_by(LedgerEntry.kind)))


def test_a_visit_is_opened_with_its_number_time_parts_ledger_entry_and_message(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    visit = opened(supervision, city)
    kept = stored(database, visit)
    assert kept.started_at == clock.now()
    assert visit.number == kept.number
    assert visit.number.startswith("20261120-")
    assert kept.evidence is EvidenceLevel.STATIC_CODE
    assert kept.state is VisitState.OPEN
    assert kinds_on_ledger(database) == [LedgerKind.VISIT_OPENED]
    assert number_of(database, InboxMessage) == 2  # the firm, and the second officer who is to confirm


def test_the_same_scan_opens_one_visit_however_often_it_is_handed_in(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    draft = draft_of(city, scanned(supervision, city))
    actor = city.actor(Role.OFFICER)
    first, second = supervision.visits.open(actor, draft), supervision.visits.open(actor, draft)
    assert first == second
    assert number_of(database, Visit) == 1


def test_the_acting_officer_always_comes_along(supervision: Supervision, city: SmallCity, database: Database) -> None:
    draft = part_with(draft_of(city, scanned(supervision, city)), officers=(city.officers[1].id,))
    assert supervision.visits.open(city.actor(Role.OFFICER), draft).number


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda _city, draft: part_with(draft, items=("YJJ-1",)), ItemNotPublished),
        (lambda _city, draft: part_with(draft, items=("nothing",)), ItemNotPublished),
        (lambda _city, draft: part_with(draft, items=()), ItemMissing),
        (lambda _city, draft: part_with(draft, officers=()), TooFewOfficers),
        (lambda city, draft: part_with(draft, officers=(city.officers[2].id,)), InvalidValue),
        (lambda _city, draft: part_with(draft, agency=YJJ), InvalidValue),
        (lambda _city, draft: replace(draft, parts=(*draft.parts, *draft.parts)), InvalidValue),
        (
            lambda _city, draft: replace(
                draft, parts=(*draft.parts, AgencyPart(agency="GHOST", type=InspectionType.ROUTINE))
            ),
            InvalidValue,
        ),
        (lambda _city, draft: replace(draft, exception=ExceptionKind.EMERGENCY), ReasonMissing),
        (lambda city, draft: replace(draft, enterprise_id=city.other_firm.id), NoSuchRecord),
    ],
)
def test_an_unlawful_opening_is_refused_and_leaves_nothing(
    supervision: Supervision,
    city: SmallCity,
    database: Database,
    change: Callable[[SmallCity, VisitDraft], VisitDraft],
    refusal: type[Exception],
) -> None:
    draft = change(city, draft_of(city, scanned(supervision, city)))
    with pytest.raises(refusal):
        supervision.visits.open(city.actor(Role.OFFICER), draft)
    assert number_of(database, Visit) == 0
    assert number_of(database, LedgerEntry) == 0


@pytest.mark.parametrize(
    ("status", "until", "state"),
    [
        (CertificateStatus.SUSPENDED, None, "suspended"),
        (CertificateStatus.REVOKED, None, "revoked"),
        (CertificateStatus.VALID, date(2026, 11, 19), "expired"),
    ],
)
def test_an_invalid_certificate_is_refused_and_named(
    supervision: Supervision,
    city: SmallCity,
    database: Database,
    status: CertificateStatus,
    until: date | None,
    state: str,
) -> None:
    colleague: Officer = build_officer(SCJG, "过期的人", status=status, valid_until=until)
    given(database, colleague)
    draft = part_with(draft_of(city, scanned(supervision, city)), officers=(colleague.id,))
    with pytest.raises(CertificateInvalid) as refused:
        supervision.visits.open(city.actor(Role.OFFICER), draft)
    assert refused.value.facts["officer"] == "过期的人"
    assert refused.value.facts["state"] == state


def test_a_certificate_is_good_through_its_last_day(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    colleague = build_officer(SCJG, valid_until=date(2026, 11, 20))
    given(database, colleague)
    draft = part_with(draft_of(city, scanned(supervision, city)), officers=(colleague.id,))
    assert supervision.visits.open(city.actor(Role.OFFICER), draft).number


def test_a_scan_is_good_for_half_an_hour(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    scan_id = scanned(supervision, city)
    clock.pass_by(minutes=31)
    with pytest.raises(ScanExpired):
        supervision.visits.open(city.actor(Role.OFFICER), draft_of(city, scan_id))


def test_another_officers_scan_does_not_exist(supervision: Supervision, city: SmallCity) -> None:
    scan_id = scanned(supervision, city)
    draft = draft_of(city, scan_id)
    theirs = AgencyPart(agency=YJJ, type=InspectionType.ROUTINE, items=("YJJ-1",), officers=())
    with pytest.raises(NoSuchRecord):
        supervision.visits.open(city.other_actor(Role.OFFICER), replace(draft, parts=(theirs,)))


def test_who_is_no_officer_opens_nothing(supervision: Supervision, city: SmallCity) -> None:
    draft = draft_of(city, scanned(supervision, city))
    for role in (Role.AGENCY_MANAGER, Role.ENTERPRISE_ADMINISTRATOR, Role.SUPERVISOR):
        with pytest.raises(NotPermitted):
            supervision.visits.open(city.actor(role), draft)


def test_over_the_limit_a_reason_is_asked_for_and_the_visit_then_stands_with_finding_and_alert(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    opened(supervision, city)
    clock.pass_by(days=3)
    with pytest.raises(ReasonMissing) as refused:
        opened(supervision, city)
    assert refused.value.facts["field"] == "over_limit_reason"
    assert number_of(database, Visit) == 1
    visit = opened(supervision, city, over_limit_reason="上次的问题需要复查")
    with database.read() as session:
        finding = session.scalars(select(Finding)).one()
        alert = session.scalars(select(Alert)).one()
    assert (finding.visit_id, finding.rule.value, finding.count, finding.limit) == (
        visit.visit_id,
        "repeat_check",
        3,
        30,
    )
    assert finding.policy_sha256 == supervision.in_force.sha256
    assert (alert.visit_id, alert.state, alert.rules) == (visit.visit_id, AlertState.OPEN, "repeat_check")
    assert LedgerKind.FINDING_RAISED in kinds_on_ledger(database)


def test_a_joint_visit_is_one_visit_with_a_part_for_each_agency(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    theirs = AgencyPart(
        agency=YJJ,
        type=InspectionType.CAMPAIGN,
        items=("YJJ-2", "YJJ-1"),
        officers=(city.officers[2].id,),
        ordered_from_above=True,
    )
    draft = draft_of(city, scanned(supervision, city))
    visit = supervision.visits.open(city.actor(Role.OFFICER), replace(draft, parts=(theirs, draft.parts[0])))
    with database.read() as session:
        parts = session.scalars(select(Participation).order_by(Participation.agency)).all()
    assert [(part.agency, part.items, part.ordered_from_above) for part in parts] == [
        (SCJG, "SCJG-1", False),
        (YJJ, "YJJ-1;YJJ-2", True),
    ]
    assert stored(database, visit).lead_agency == SCJG


def test_a_service_visit_needs_one_officer_and_no_item_and_never_breaks_a_rule(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    for _ in range(5):
        draft = draft_of(city, scanned(supervision, city), kind=VisitKind.SERVICE, purpose=ServicePurpose.PUBLICITY)
        supervision.visits.open(city.actor(Role.OFFICER), part_with(draft, items=(), officers=(), type=None))
        clock.pass_by(days=1)
    assert number_of(database, Visit) == 5
    assert number_of(database, Finding) == 0


def test_an_emergency_is_recorded_and_not_counted(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    for _ in range(2):
        opened(supervision, city, exception=ExceptionKind.EMERGENCY, exception_reason="燃气泄漏")
        clock.pass_by(days=1)
    assert number_of(database, Finding) == 0


def outage(clock: StoppedClock, *, days_ago: int) -> dict[str, object]:
    start = clock.now() - timedelta(days=days_ago, hours=2)
    return {
        "exception": ExceptionKind.NETWORK_OUTAGE,
        "exception_reason": "地下室没有信号",
        "started_at": start,
        "ended_at": start + timedelta(hours=1),
    }


def test_a_visit_entered_after_an_outage_counts_on_the_day_it_happened_and_changes_later_findings(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    present = opened(supervision, city)
    assert number_of(database, Finding) == 0
    late = opened(supervision, city, **outage(clock, days_ago=4))
    kept = stored(database, late)
    assert kept.late
    assert (kept.day, kept.ended_at) == (stored(database, present).day - 4, kept.started_at + timedelta(hours=1))
    with database.read() as session:
        finding = session.scalars(select(Finding)).one()
    assert finding.visit_id == present.visit_id
    assert LedgerKind.VISIT_LATE in kinds_on_ledger(database)


@pytest.mark.parametrize(("days_ago", "told"), [(9, 0), (12, 1)])
def test_a_backfill_after_ten_calendar_days_is_stored_and_told_to_the_supervisor(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock, days_ago: int, told: int
) -> None:
    opened(supervision, city, **outage(clock, days_ago=days_ago))
    with database.read() as session:
        keys = list(session.scalars(select(InboxMessage.key)))
    assert keys.count("inbox-backfill-overdue") == told


@pytest.mark.parametrize("shift", [timedelta(hours=3), timedelta(days=-1)])
def test_an_outage_in_the_future_or_ending_before_it_began_is_refused(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, shift: timedelta
) -> None:
    times = outage(clock, days_ago=0)
    times["started_at" if shift > timedelta(0) else "ended_at"] = clock.now() + shift
    with pytest.raises(InvalidValue):
        opened(supervision, city, **times)


@pytest.mark.parametrize("year", [1, 1969, 1999])
def test_a_year_that_cannot_be_is_refused(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, year: int
) -> None:
    with pytest.raises(InvalidValue):
        opened(supervision, city, **{**outage(clock, days_ago=0), "started_at": clock.now().replace(year=year)})


@pytest.mark.parametrize(("minutes_later", "level"), [(-20, 3), (30, 3), (-40, 0), (120, 0)])
def test_a_code_scanned_at_another_time_proves_nothing_about_a_visit_entered_later(
    supervision: Supervision,
    city: SmallCity,
    database: Database,
    clock: StoppedClock,
    minutes_later: int,
    level: int,
) -> None:
    list(supervision.codes.issue_missing())
    code = supervision.codes.live_code(city.actor(Role.ENTERPRISE_ADMINISTRATOR))
    found = supervision.scans.recognise(city.actor(Role.OFFICER), code.address)
    assert not isinstance(found, str)
    start = clock.now() + timedelta(minutes=-minutes_later)
    clock.set(max(clock.now(), start + timedelta(hours=1)))
    draft = draft_of(
        city,
        found.scan_id,
        exception=ExceptionKind.NETWORK_OUTAGE,
        exception_reason="地下室没有信号",
        started_at=start,
        ended_at=start + timedelta(hours=1),
    )
    visit = supervision.visits.open(city.actor(Role.OFFICER), draft)
    supervision.visits.leave(city.actor(Role.OFFICER), leaving_of(visit))
    assert stored(database, visit).evidence == level


def leaving_of(visit: OpenedVisit, **changes: object) -> Leaving:
    usual = Leaving(enterprise_id=visit.enterprise_id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM)
    return replace(usual, **changes)  # type: ignore[arg-type]


def test_leaving_closes_the_visit_with_its_result(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    visit = opened(supervision, city)
    clock.pass_by(minutes=40)
    supervision.visits.leave(
        city.actor(Role.OFFICER),
        leaving_of(visit, outcome=Outcome.RECTIFY_BY_DATE, result="灭火器过期", rectify_by=date(2026, 12, 1)),
    )
    kept = stored(database, visit)
    assert (kept.state, kept.ended_at, kept.outcome) == (VisitState.CLOSED, clock.now(), Outcome.RECTIFY_BY_DATE)
    assert LedgerKind.VISIT_CLOSED in kinds_on_ledger(database)
    with pytest.raises(IllegalMove):
        supervision.visits.leave(city.actor(Role.OFFICER), leaving_of(visit))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"outcome": Outcome.CASE_OPENED}, ReasonMissing),
        ({"outcome": Outcome.SERVICE_GIVEN}, InvalidValue),
        ({"outcome": Outcome.RECTIFY_BY_DATE, "result": "过期"}, InvalidValue),
        ({"outcome": Outcome.RECTIFY_BY_DATE, "result": "过期", "rectify_by": date(2026, 11, 19)}, InvalidValue),
        ({"outcome": Outcome.RECTIFY_BY_DATE, "result": "过期", "rectify_by": date(9999, 12, 31)}, InvalidValue),
    ],
)
def test_a_result_that_is_not_whole_is_refused(
    supervision: Supervision, city: SmallCity, changes: dict[str, object], refusal: type[Exception]
) -> None:
    visit = opened(supervision, city)
    with pytest.raises(refusal):
        supervision.visits.leave(city.actor(Role.OFFICER), leaving_of(visit, **changes))


def test_another_agencys_visit_does_not_exist_for_leaving(supervision: Supervision, city: SmallCity) -> None:
    visit = opened(supervision, city)
    with pytest.raises(NoSuchRecord):
        supervision.visits.leave(city.other_actor(Role.OFFICER), leaving_of(visit))


@pytest.mark.parametrize(("minutes", "level"), [(6, EvidenceLevel.SUPPORTED), (4, EvidenceLevel.STATIC_CODE)])
def test_positions_at_arrival_and_leaving_five_minutes_apart_support_a_static_code(
    supervision: Supervision,
    city: SmallCity,
    database: Database,
    clock: StoppedClock,
    minutes: int,
    level: EvidenceLevel,
) -> None:
    visit = supervision.visits.open(city.actor(Role.OFFICER), draft_of(city, scanned(supervision, city, SITE)))
    clock.pass_by(minutes=minutes)
    supervision.visits.leave(city.actor(Role.OFFICER), leaving_of(visit, position=SITE))
    assert stored(database, visit).evidence is level


def test_a_position_that_was_claimed_at_another_visit_to_the_sixth_decimal_supports_nothing(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    officer, levels = city.actor(Role.OFFICER), []
    # A tenth of a metre on is another fix; the first one claimed again is not.
    for position in (SITE, replace(SITE, place=replace(SITE.place, latitude=22.534001)), SITE):
        draft = draft_of(city, scanned(supervision, city, position), over_limit_reason="复查")
        visit = supervision.visits.open(officer, draft)
        clock.pass_by(minutes=10)
        supervision.visits.leave(officer, leaving_of(visit, position=position))
        levels.append(stored(database, visit).evidence)
    assert levels == [EvidenceLevel.SUPPORTED, EvidenceLevel.SUPPORTED, EvidenceLevel.STATIC_CODE]


def test_voiding_takes_the_visit_out_of_every_count_and_closes_what_it_caused(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    first = opened(supervision, city)
    clock.pass_by(days=3)
    second = opened(supervision, city, over_limit_reason="复查")
    void(supervision, city.actor(Role.SUPERVISOR), first.enterprise_id, first.visit_id, "扫错了企业")
    with database.read() as session:
        finding = session.scalars(select(Finding)).one()
        alert = session.scalars(select(Alert)).one()
    assert stored(database, first).state is VisitState.VOIDED
    assert (finding.visit_id, finding.state) == (second.visit_id, FindingState.CLOSED)
    assert finding.closed_because is not None
    assert alert.state is AlertState.LAPSED
    assert {LedgerKind.VISIT_VOIDED, LedgerKind.FINDING_CLOSED} <= set(kinds_on_ledger(database))
    with pytest.raises(IllegalMove):
        void(supervision, city.actor(Role.SUPERVISOR), first.enterprise_id, first.visit_id, "再来")


def test_a_lapsed_alert_opens_again_when_the_rule_is_broken_again(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    first = opened(supervision, city)
    clock.pass_by(days=3)
    opened(supervision, city, over_limit_reason="复查")
    void(supervision, city.actor(Role.SUPERVISOR), first.enterprise_id, first.visit_id, "扫错了企业")
    opened(supervision, city, **outage(clock, days_ago=5))
    with database.read() as session:
        finding = session.scalars(select(Finding)).one()
        alert = session.scalars(select(Alert)).one()
    assert (finding.state, finding.closed_at, alert.state) == (FindingState.STANDING, None, AlertState.OPEN)


def test_voiding_needs_a_reason_and_the_supervisors_own_area(supervision: Supervision, city: SmallCity) -> None:
    visit = opened(supervision, city)
    with pytest.raises(ReasonMissing):
        void(supervision, city.actor(Role.SUPERVISOR), visit.enterprise_id, visit.visit_id, " ")
    with pytest.raises(NoSuchRecord):
        void(supervision, city.other_actor(Role.SUPERVISOR), visit.enterprise_id, visit.visit_id, "错")
    with pytest.raises(NotPermitted):
        void(supervision, city.actor(Role.OFFICER), visit.enterprise_id, visit.visit_id, "错")
