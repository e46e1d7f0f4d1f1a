"""Officers confirm being there, show their code, are named late or marked absent; and the firm meets them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision_code.domain.codes import Refusal
from supervision_code.domain.errors import (
    AlreadyRecorded,
    CertificateInvalid,
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
)
from supervision_code.domain.errors_of_working_day import JoiningOver, NamingOver, NotNamed
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.domain.presence import ConfirmedBy, OnSite, PresenceSign
from supervision_code.domain.registry import CertificateStatus
from supervision_code.domain.visit_drafts import AgencyPart, Joining, Leaving, OpenedVisit
from supervision_code.domain.visits import EvidenceLevel, ExceptionKind, InspectionType, Outcome, VisitState
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.planned_visits import PlanJoining
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.models.visits import Visit, VisitOfficer
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.presence import PresenceThere
from supervision_code.services.accounts import actor_of
from supervision_code.services.meetings import MeetingAnswer
from supervision_code.services.presence import ConfirmedVisit
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.registry import build_officer
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.services.test_visits import opened, stored
from tests.support.clock import StoppedClock


@pytest.fixture
def first(city: SmallCity) -> Actor:
    """Who opens the visit."""
    return city.actor(Role.OFFICER)


@pytest.fixture
def second(database: Database, city: SmallCity) -> Actor:
    """The colleague who was named."""
    account = build_account(Role.OFFICER, username="second", officer=city.officers[1])
    given(database, account)
    return actor_of(account)


@pytest.fixture
def visit(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    return opened(supervision, city, device="phone-1")


def there(supervision: Supervision, actor: Actor, visit: OpenedVisit) -> PresenceThere:
    return supervision.queries.presence.of_agency(actor, visit.enterprise_id, visit.visit_id)


def confirm(supervision: Supervision, actor: Actor, visit: OpenedVisit, device: str = "phone-2") -> None:
    supervision.presence.confirm(actor, visit.enterprise_id, visit.visit_id, device)


def code(supervision: Supervision, actor: Actor, visit: OpenedVisit) -> str:
    return supervision.presence.code(actor, visit.enterprise_id, visit.visit_id).address


def token(address: str) -> str:
    return address.rpartition("/")[2]


def leave(supervision: Supervision, actor: Actor, visit: OpenedVisit) -> None:
    supervision.visits.leave(
        actor,
        Leaving(enterprise_id=visit.enterprise_id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM),
    )


def kinds(database: Database) -> list[LedgerKind]:
    with database.read() as session:
        return list(session.scalars(select(LedgerEntry.kind).order_by(LedgerEntry.id)))


def acts(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(TrailEntry.action)))


def test_who_opens_is_there_and_who_was_named_has_yet_to_say_so(
    supervision: Supervision, city: SmallCity, first: Actor, second: Actor, visit: OpenedVisit
) -> None:
    found = there(supervision, first, visit)

    assert (found.confirmed, found.expected, found.required) == (1, 2, 2)
    assert found.until == visit.started_at + timedelta(minutes=10)
    assert {one.officer_id: one.standing for one in found.officers} == {
        city.officers[0].id: OnSite.CONFIRMED,
        city.officers[1].id: OnSite.WAITING,
    }
    assert [one.visit_id for one in supervision.queries.presence.awaited(second)] == [visit.visit_id]
    assert supervision.queries.presence.awaited(first) == ()


def test_confirming_on_the_own_device_is_on_record_once(
    supervision: Supervision, database: Database, city: SmallCity, second: Actor, visit: OpenedVisit
) -> None:
    confirm(supervision, second, visit)
    confirm(supervision, second, visit, "phone-3")

    mine = there(supervision, second, visit).mine
    assert mine is not None
    assert (mine.standing, mine.confirmed_by) == (OnSite.CONFIRMED, ConfirmedBy.OWN_DEVICE)
    assert kinds(database).count(LedgerKind.VISIT_PRESENCE) == 1
    assert acts(database).count("presence:confirmed") == 1
    assert there(supervision, second, visit).signs == ()
    assert supervision.queries.presence.awaited(second) == ()


def test_after_the_minutes_for_it_a_confirmation_is_taken_as_late_and_never_refused(
    supervision: Supervision, clock: StoppedClock, second: Actor, visit: OpenedVisit
) -> None:
    clock.pass_by(minutes=11)
    assert there(supervision, second, visit).signs == (PresenceSign.UNCONFIRMED_OFFICER,)

    confirm(supervision, second, visit)

    found = there(supervision, second, visit)
    assert found.signs == (PresenceSign.LATE_OFFICER,)
    assert found.confirmed == 2


def test_who_never_confirmed_stays_so_when_the_visit_has_ended(
    supervision: Supervision, first: Actor, second: Actor, visit: OpenedVisit, city: SmallCity
) -> None:
    leave(supervision, first, visit)

    found = supervision.queries.presence.of_area(city.actor(Role.SUPERVISOR), visit.enterprise_id, visit.visit_id)
    assert found.signs == (PresenceSign.UNCONFIRMED_OFFICER,)
    with pytest.raises(IllegalMove):
        confirm(supervision, second, visit)


def test_a_colleagues_code_confirms_who_scans_it(
    supervision: Supervision, first: Actor, second: Actor, visit: OpenedVisit
) -> None:
    shown = code(supervision, first, visit)

    answer = supervision.presence.confirm_by_code(second, shown, "phone-2")

    assert answer == ConfirmedVisit(enterprise_id=visit.enterprise_id, visit_id=visit.visit_id)
    mine = there(supervision, second, visit).mine
    assert mine is not None
    assert mine.confirmed_by is ConfirmedBy.FIRSTS_CODE


def test_a_colleagues_code_that_is_over_or_not_one_confirms_nobody(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, first: Actor, second: Actor, visit: OpenedVisit
) -> None:
    shown = code(supervision, first, visit)
    clock.pass_by(seconds=70)

    assert supervision.presence.confirm_by_code(second, shown, "") is Refusal.EXPIRED
    assert supervision.presence.confirm_by_code(second, city.firm.uscc, "") is None
    assert supervision.presence.confirm_by_code(second, "https://elsewhere.example/o/a.b.c", "") is None
    assert there(supervision, second, visit).confirmed == 1


def test_who_was_not_named_is_told_so_and_has_no_code(
    supervision: Supervision, database: Database, first: Actor, second: Actor, visit: OpenedVisit
) -> None:
    stranger_record = build_officer(SCJG, "周强", certificate_no="44030400103")
    account = build_account(Role.OFFICER, username="third", officer=stranger_record)
    given(database, stranger_record, account)
    third = actor_of(account)

    with pytest.raises(NotNamed):
        supervision.presence.confirm_by_code(third, code(supervision, first, visit), "")
    with pytest.raises(NotNamed):
        code(supervision, third, visit)
    with pytest.raises(NotNamed):
        code(supervision, second, visit)  # named, and not confirmed yet


def test_two_officers_on_one_device_are_a_sign(
    supervision: Supervision, city: SmallCity, second: Actor, visit: OpenedVisit
) -> None:
    confirm(supervision, second, visit, "phone-1")

    found = supervision.queries.presence.of_area(city.actor(Role.SUPERVISOR), visit.enterprise_id, visit.visit_id)
    assert found.signs == (PresenceSign.ONE_DEVICE,)
    assert all(one.one_device for one in found.officers)


def test_a_forgotten_colleague_is_named_in_time_and_confirms_himself(
    supervision: Supervision, database: Database, clock: StoppedClock, first: Actor, visit: OpenedVisit
) -> None:
    late = build_officer(SCJG, "周强", certificate_no="44030400103")
    given(database, late)
    clock.pass_by(minutes=9)

    supervision.presence.name(first, visit.enterprise_id, visit.visit_id, late.id)

    with pytest.raises(AlreadyRecorded):
        supervision.presence.name(first, visit.enterprise_id, visit.visit_id, late.id)
    added = next(one for one in there(supervision, first, visit).officers if one.officer_id == late.id)
    assert (added.standing, added.until) == (OnSite.WAITING, clock.now() + timedelta(minutes=10))
    with database.read() as session:
        told = session.scalars(select(InboxMessage.recipient).where(InboxMessage.key == "inbox-presence-asked")).all()
    assert f"officer:{late.id}" in told


def test_nobody_is_named_too_late_of_another_agency_or_without_a_valid_certificate(
    supervision: Supervision, database: Database, city: SmallCity, clock: StoppedClock, first: Actor, visit: OpenedVisit
) -> None:
    late = build_officer(SCJG, "周强", certificate_no="44030400103")
    suspended = build_officer(SCJG, "吴敏", certificate_no="44030400104", status=CertificateStatus.SUSPENDED)
    given(database, late, suspended)
    name = supervision.presence.name

    with pytest.raises(InvalidValue):
        name(first, visit.enterprise_id, visit.visit_id, city.officers[2].id)
    with pytest.raises(CertificateInvalid):
        name(first, visit.enterprise_id, visit.visit_id, suspended.id)
    clock.pass_by(minutes=11)
    with pytest.raises(NamingOver) as refused:
        name(first, visit.enterprise_id, visit.visit_id, late.id)
    assert refused.value.facts["minutes"] == 10


def test_who_did_not_come_stays_on_record_with_the_reason(
    supervision: Supervision, database: Database, city: SmallCity, first: Actor, second: Actor, visit: OpenedVisit
) -> None:
    mark = supervision.presence.mark_absent
    with pytest.raises(ReasonMissing):
        mark(first, visit.enterprise_id, visit.visit_id, city.officers[1].id, " ")

    mark(first, visit.enterprise_id, visit.visit_id, city.officers[1].id, "换了同事来")

    found = there(supervision, first, visit)
    assert found.signs == (PresenceSign.ABSENT_OFFICER, PresenceSign.TOO_FEW)
    assert [one.absent_reason for one in found.officers if one.standing is OnSite.ABSENT] == ["换了同事来"]
    assert supervision.queries.presence.awaited(second) == ()
    with pytest.raises(NotNamed):
        confirm(supervision, second, visit)
    with database.read() as session:
        row = session.get_one(VisitOfficer, (visit.enterprise_id, visit.visit_id, city.officers[1].id))
    assert row.absent_at is not None


def test_who_confirmed_cannot_be_said_not_to_have_come(
    supervision: Supervision, city: SmallCity, first: Actor, second: Actor, visit: OpenedVisit
) -> None:
    confirm(supervision, second, visit)

    with pytest.raises(IllegalMove):
        supervision.presence.mark_absent(first, visit.enterprise_id, visit.visit_id, city.officers[1].id, "没来")


def test_for_a_visit_recorded_afterwards_the_opener_answers_for_all(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, first: Actor
) -> None:
    visit = opened(
        supervision,
        city,
        exception=ExceptionKind.NETWORK_OUTAGE,
        exception_reason="断网",
        started_at=clock.now() - timedelta(hours=5),
        ended_at=clock.now() - timedelta(hours=4),
    )

    found = there(supervision, first, visit)

    assert {one.confirmed_by for one in found.officers} == {ConfirmedBy.OPENER}
    assert found.signs == ()


def test_the_firm_meets_the_officer_and_the_evidence_is_the_highest(
    supervision: Supervision, database: Database, city: SmallCity, first: Actor, visit: OpenedVisit
) -> None:
    member = city.actor(Role.ENTERPRISE_MEMBER)
    shown = token(code(supervision, first, visit))

    met = [supervision.meetings.meet(member, shown) for _ in range(2)]

    assert {one.answer for one in met} == {MeetingAnswer.MET}
    kept = stored(database, visit)
    assert (kept.evidence, kept.met_by, kept.met_officer) == (
        EvidenceLevel.MUTUAL,
        member.account_id,
        city.officers[0].id,
    )
    assert kinds(database).count(LedgerKind.VISIT_MET) == 1
    leave(supervision, first, visit)
    assert stored(database, visit).evidence is EvidenceLevel.MUTUAL


def test_a_code_counts_for_the_firm_while_it_signs_in_and_no_longer(
    supervision: Supervision, database: Database, city: SmallCity, clock: StoppedClock, first: Actor, visit: OpenedVisit
) -> None:
    member, shown = city.actor(Role.ENTERPRISE_MEMBER), token(code(supervision, first, visit))
    clock.pass_by(minutes=6, seconds=6)
    assert supervision.meetings.meet(member, shown).answer is MeetingAnswer.EXPIRED
    assert stored(database, visit).met_at is None

    shown = token(code(supervision, first, visit))
    clock.pass_by(minutes=5, seconds=50)
    assert supervision.meetings.meet(member, shown).answer is MeetingAnswer.MET


def test_a_code_shown_for_another_firm_is_refused_and_the_supervisor_hears_of_it(
    supervision: Supervision, database: Database, city: SmallCity, first: Actor, visit: OpenedVisit
) -> None:
    neighbour = city.other_actor(Role.ENTERPRISE_MEMBER)

    met = supervision.meetings.meet(neighbour, token(code(supervision, first, visit)))

    assert (met.answer, met.visit_id) == (MeetingAnswer.FOREIGN, None)
    with database.read() as session:
        told = session.scalars(select(InboxMessage).where(InboxMessage.key == "inbox-foreign-officer-code")).one()
    assert told.recipient == f"district:{city.other_firm.district}"
    assert city.firm.name not in told.facts
    assert "presence:foreign_code" in acts(database)
    assert stored(database, visit).met_at is None


def test_the_firms_own_code_and_rubbish_meet_nobody(supervision: Supervision, city: SmallCity) -> None:
    member = city.actor(Role.ENTERPRISE_MEMBER)
    list(supervision.codes.issue_missing(city.firm.uscc))
    own = supervision.codes.live_code(member).address

    assert supervision.meetings.meet(member, token(own)).answer is MeetingAnswer.NO_CODE
    assert supervision.meetings.meet(member, "x").answer is MeetingAnswer.NO_CODE
    assert supervision.scans.recognise(city.actor(Role.OFFICER), own) != Refusal.MALFORMED


def test_an_officers_code_is_never_taken_for_a_firms(
    supervision: Supervision, city: SmallCity, first: Actor, visit: OpenedVisit
) -> None:
    shown = code(supervision, first, visit)

    assert supervision.scans.recognise(city.other_actor(Role.OFFICER), shown) is Refusal.MALFORMED
    assert supervision.queries.public_codes.find_face(token(shown)) is None


def test_a_voided_visit_meets_nobody(
    supervision: Supervision, database: Database, city: SmallCity, first: Actor, visit: OpenedVisit
) -> None:
    shown = token(code(supervision, first, visit))
    with database.begin() as session:
        session.get_one(Visit, (visit.enterprise_id, visit.visit_id)).state = VisitState.VOIDED

    assert supervision.meetings.meet(city.actor(Role.ENTERPRISE_MEMBER), shown).answer is MeetingAnswer.VOIDED


def test_each_acts_only_within_the_own_reach(supervision: Supervision, city: SmallCity, visit: OpenedVisit) -> None:
    foreign = city.other_actor(Role.OFFICER)

    with pytest.raises(NoSuchRecord):
        confirm(supervision, foreign, visit)
    with pytest.raises(NoSuchRecord):
        there(supervision, foreign, visit)
    with pytest.raises(NoSuchRecord):
        supervision.queries.presence.of_firm(city.other_actor(Role.ENTERPRISE_MEMBER), visit.visit_id)
    with pytest.raises(NotPermitted):
        supervision.meetings.meet(city.actor(Role.OFFICER), "x")
    with pytest.raises(NotPermitted):
        confirm(supervision, city.actor(Role.ENTERPRISE_MEMBER), visit)


def joining(supervision: Supervision, city: SmallCity, visit: OpenedVisit) -> Joining:
    found = supervision.scans.recognise(city.other_actor(Role.OFFICER), city.firm.uscc)
    assert not isinstance(found, Refusal)
    part = AgencyPart(
        agency=YJJ,
        type=InspectionType.ROUTINE,
        items=("YJJ-1",),
        officers=(city.officers[2].id, city.officers[3].id),
    )
    return Joining(
        enterprise_id=visit.enterprise_id, visit_id=visit.visit_id, scan_id=found.scan_id, part=part, device="phone-9"
    )


def test_another_agency_joins_within_the_minutes_and_its_second_officer_confirms_too(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, visit: OpenedVisit
) -> None:
    clock.pass_by(minutes=29)

    supervision.joinings.join(city.other_actor(Role.OFFICER), joining(supervision, city, visit))

    found = there(supervision, city.other_actor(Role.OFFICER), visit)
    of_theirs = {one.officer_id: one for one in found.officers if one.of_own_agency}
    assert of_theirs[city.officers[2].id].standing is OnSite.CONFIRMED
    assert of_theirs[city.officers[3].id].until == clock.now() + timedelta(minutes=10)


def test_later_it_joins_only_when_it_had_said_that_it_comes(
    supervision: Supervision, database: Database, city: SmallCity, clock: StoppedClock, first: Actor, visit: OpenedVisit
) -> None:
    other = city.other_actor(Role.OFFICER)
    clock.pass_by(minutes=31)
    with pytest.raises(JoiningOver) as refused:
        supervision.joinings.join(other, joining(supervision, city, visit))
    assert refused.value.facts["minutes"] == 30

    plan = supervision.planned_visits.plan(
        first, city.firm.id, (clock.now() + timedelta(days=10)).date(), InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    with database.begin() as session:
        session.get_one(Visit, (visit.enterprise_id, visit.visit_id)).plan_id = plan
        session.add(
            PlanJoining(enterprise_id=city.firm.id, plan_id=plan, agency=YJJ, answer=JoiningAnswer.JOINED, items="")
        )
    supervision.joinings.join(other, joining(supervision, city, visit))
    assert there(supervision, other, visit).expected == 4
