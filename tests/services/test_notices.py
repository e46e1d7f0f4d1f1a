"""Notices: sent once, answered by the firm, moved and taken back in the open, and never into a quiet period."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.errors import (
    AlreadyRecorded,
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TooLate,
)
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.notices import GRACE, NoticeState, Slot
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import HalfDay, JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.models.notices import FirmWish, Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.notices import place_tasks, publish_quiet_days
from tests.factories.small_city import YJJ, SmallCity
from tests.factories.tasks import build_task
from tests.support.clock import FRIDAY_TEN, StoppedClock

NOTED = "请走后门"


def notices_of(database: Database, plan: UUID) -> list[Notice]:
    with database.read() as session:
        query = select(Notice).where(Notice.planned_visit_id == plan).order_by(Notice.sent_at, Notice.id)
        return list(session.scalars(query))


def the_notice(database: Database, plan: UUID) -> Notice:
    (only,) = notices_of(database, plan)
    return only


def planned_of(database: Database, city: SmallCity, plan: UUID) -> PlannedVisit:
    with database.read() as session:
        return session.get_one(PlannedVisit, (city.firm.id, plan))


def messages(database: Database, prefix: str) -> list[tuple[str, str]]:
    with database.read() as session:
        rows = session.execute(select(InboxMessage.recipient, InboxMessage.key).order_by(InboxMessage.id))
        return [(recipient, key) for recipient, key in rows if recipient.startswith(prefix)]


def entries(database: Database, kind: LedgerKind) -> list[LedgerEntry]:
    with database.read() as session:
        return list(session.scalars(select(LedgerEntry).where(LedgerEntry.kind == kind)))


def slots_of(notice: Notice) -> list[Slot]:
    return [Slot(one["day"], HalfDay(one["half_day"])) for one in json.loads(notice.slots)]


@pytest.fixture
def plan(supervision: Supervision, city: SmallCity) -> UUID:
    """SCJG leads and YJJ has joined, any day in December, 10 December in mind."""
    return place_tasks(supervision, [build_task(city.firm), build_task(city.firm, "YJJ")])


@pytest.fixture
def sent(supervision: Supervision, plan: UUID) -> UUID:
    supervision.notices.send_due()
    return plan


def test_what_was_planned_is_told_once_with_times_and_a_ledger_entry(
    supervision: Supervision, city: SmallCity, database: Database, plan: UUID
) -> None:
    assert (supervision.notices.send_due(), supervision.notices.send_due()) == (1, 0)
    notice, planned = the_notice(database, plan), planned_of(database, city, plan)

    assert notice.state is NoticeState.OPEN
    assert [one.code for one in slots_of(notice)] == [
        "2026-12-10-morning",
        "2026-12-21-morning",
        "2026-12-31-afternoon",
    ]
    assert (
        (planned.day, planned.half_day) == (notice.day, HalfDay.MORNING) == (day_number(date(2026, 12, 10)), "morning")
    )
    assert date_of(notice.choose_by) == date(2026, 12, 9)
    assert messages(database, "enterprise:") == [(f"enterprise:{city.firm.id}", "inbox-notice-sent")]
    (entry,) = entries(database, LedgerKind.NOTICE_SENT)
    assert entry.subject_id == str(notice.id)
    with database.read() as session:
        opening = session.get_one(LedgerOpening, (city.firm.id, entry.id))
    assert json.loads(opening.openings)["notice"]["value"]["slots"] == [one.code for one in slots_of(notice)]


def test_the_officer_has_some_time_before_it_goes_out_by_itself(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, date(2026, 12, 3), InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    assert supervision.notices.send_due() == 0
    clock.set(FRIDAY_TEN + GRACE)
    assert supervision.notices.send_due() == 1


def test_the_officer_chooses_the_times_before(
    supervision: Supervision, city: SmallCity, database: Database, plan: UUID
) -> None:
    officer = city.actor(Role.OFFICER)
    wanted = [Slot(day_number(date(2026, 12, day)), HalfDay.AFTERNOON) for day in (8, 9)]
    for wrong in ([], [Slot(day_number(date(2026, 12, 5)), HalfDay.MORNING)]):
        with pytest.raises(InvalidValue):
            supervision.notices.send(officer, city.firm.id, plan, wrong)
    supervision.notices.send(officer, city.firm.id, plan, wanted)
    with pytest.raises(AlreadyRecorded):
        supervision.notices.send(officer, city.firm.id, plan, wanted)
    assert slots_of(the_notice(database, plan)) == wanted
    assert date_of(planned_of(database, city, plan).day) == date(2026, 12, 9)
    assert supervision.notices.send_due() == 0


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": InspectionType.CASE}, "type:case"),
        ({"without_notice": "经批准突击检查"}, "经批准突击检查"),
    ],
)
def test_what_is_not_to_be_told_is_not_and_the_reason_is_kept(
    supervision: Supervision, city: SmallCity, database: Database, changes: dict[str, object], reason: str
) -> None:
    plan = place_tasks(supervision, [build_task(city.firm, **changes)])  # type: ignore[arg-type]
    assert supervision.notices.send_due() == 0
    assert planned_of(database, city, plan).without_notice == reason
    with pytest.raises(IllegalMove):
        supervision.notices.send(city.actor(Role.OFFICER), city.firm.id, plan, [])
    assert notices_of(database, plan) == []
    assert messages(database, "enterprise:") == []


def test_a_visit_too_near_for_a_choice_is_told_as_it_is(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    plan = supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, date(2026, 11, 24), InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    clock.set(FRIDAY_TEN + GRACE)
    supervision.notices.send_due()
    notice = the_notice(database, plan)
    assert (notice.state, slots_of(notice)) == (NoticeState.LAPSED, [])
    assert messages(database, "enterprise:")[0][1] == "inbox-notice-sent-fixed"


def test_the_firm_chooses_and_changes_its_mind_and_the_visit_follows(
    supervision: Supervision, city: SmallCity, database: Database, sent: UUID
) -> None:
    member, notice = city.actor(Role.ENTERPRISE_MEMBER), the_notice(database, sent)
    first, _, last = slots_of(notice)
    supervision.notices.choose(member, notice.id, last, "")
    supervision.notices.choose(member, notice.id, first, f" {NOTED} ")
    kept, planned = the_notice(database, sent), planned_of(database, city, sent)
    assert (kept.state, kept.firm_note) == (NoticeState.CHOSEN, NOTED)
    assert (planned.day, planned.half_day) == (first.day, first.half_day)
    assert len(entries(database, LedgerKind.NOTICE_ANSWERED)) == 2
    assert messages(database, "agency:") == [
        (f"agency:{code}", "inbox-notice-chosen") for code in ("SCJG", "YJJ", "SCJG", "YJJ")
    ]
    with database.read() as session:
        actions = list(session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))
    assert actions == ["notice:sent", "notice:chosen", "notice:chosen"]


def test_a_choice_is_refused_when_it_is_too_late_foreign_or_not_on_offer(
    supervision: Supervision, city: SmallCity, database: Database, sent: UUID, clock: StoppedClock
) -> None:
    member, notice = city.actor(Role.ENTERPRISE_MEMBER), the_notice(database, sent)
    slot = slots_of(notice)[0]
    with pytest.raises(NoSuchRecord):
        supervision.notices.choose(city.other_actor(Role.ENTERPRISE_MEMBER), notice.id, slot, "")
    with pytest.raises(NotPermitted):
        supervision.notices.choose(city.actor(Role.OFFICER), notice.id, slot, "")
    with pytest.raises(InvalidValue):
        supervision.notices.choose(member, notice.id, Slot(slot.day + 1, slot.half_day), "")
    clock.set(FRIDAY_TEN + timedelta(days=20))
    with pytest.raises(TooLate):
        supervision.notices.choose(member, notice.id, slot, "")
    assert supervision.notices.send_due() == 1
    assert the_notice(database, sent).state is NoticeState.LAPSED
    assert date_of(planned_of(database, city, sent).day) == date(2026, 12, 10)


def test_a_visit_is_moved_in_the_open(
    supervision: Supervision, city: SmallCity, database: Database, sent: UUID
) -> None:
    officer, later = city.actor(Role.OFFICER), date(2026, 12, 22)
    with pytest.raises(ReasonMissing):
        supervision.notices.put_off(officer, city.firm.id, sent, later, " ")
    with pytest.raises(NoSuchRecord):
        supervision.notices.put_off(city.other_actor(Role.OFFICER), city.firm.id, sent, later, "x")
    for day in (date(2026, 11, 20), date(2026, 11, 30), date(2027, 1, 5)):
        with pytest.raises(InvalidValue):
            supervision.notices.put_off(officer, city.firm.id, sent, day, "人手不足")
    supervision.notices.put_off(officer, city.firm.id, sent, later, "人手不足")
    earlier, anew = sorted(notices_of(database, sent), key=lambda one: one.state is NoticeState.OPEN)
    assert (earlier.state, earlier.reason) == (NoticeState.MOVED, "人手不足")
    assert (anew.replaces, date_of(anew.day)) == (earlier.id, later)
    assert all(one.day >= day_number(later) for one in slots_of(anew))
    assert messages(database, "enterprise:")[-1][1] == "inbox-notice-moved"
    assert messages(database, "agency:") == [("agency:YJJ", "inbox-plan-moved")]
    assert len(entries(database, LedgerKind.NOTICE_ENDED)) == 1


def test_a_visit_is_offered_and_moved_within_the_time_of_tasks_that_joined_it_later(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    joint = place_tasks(supervision, [build_task(city.firm)])
    given(database, build_task(city.firm, YJJ, window=(date(2026, 12, 9), date(2026, 12, 11))))
    supervision.merging.merge_waiting()
    officer = city.actor(Role.OFFICER)
    for day in (date(2026, 12, 8), date(2026, 12, 14)):
        with pytest.raises(InvalidValue, match="tasks"):
            supervision.notices.put_off(officer, city.firm.id, joint, day, "改期")
    supervision.notices.send_due()
    assert {slot.day for slot in slots_of(the_notice(database, joint))} <= {
        day_number(date(2026, 12, day)) for day in (9, 10, 11)
    }
    supervision.notices.put_off(officer, city.firm.id, joint, date(2026, 12, 11), "改期")
    assert planned_of(database, city, joint).day == day_number(date(2026, 12, 11))


def test_before_the_firm_was_told_a_visit_is_moved_without_a_word(
    supervision: Supervision, city: SmallCity, database: Database, plan: UUID
) -> None:
    supervision.notices.put_off(city.actor(Role.OFFICER), city.firm.id, plan, date(2026, 12, 16), "")
    assert notices_of(database, plan) == []
    supervision.notices.send_due()
    assert date_of(the_notice(database, plan).day) == date(2026, 12, 16)


def test_a_firm_that_was_told_hears_once_who_comes_along_and_keeps_its_time(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, "YJJ")])
    by_hand = place_tasks(supervision, [build_task(city.firm, items="SCJG-2")], date(2026, 12, 17))
    untold = place_tasks(supervision, [build_task(city.firm, items="SCJG-3")], date(2026, 12, 18))
    with database.begin() as session:
        session.get_one(PlanJoining, (city.firm.id, plan, "YJJ")).answer = JoiningAnswer.INVITED
        session.get_one(PlannedVisit, (city.firm.id, untold)).without_notice = "突击检查"
    supervision.notices.send_due()
    partner, owner = city.other_actor(Role.OFFICER), city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    before = {notice.id: (notice.state, notice.slots, notice.choose_by) for notice in notices_of(database, plan)}
    page = supervision.queries.own_notices.notice(owner, next(iter(before)))
    assert [part.agency for part in page.parts] == ["福田区市场监督管理局"]

    supervision.proposals.join(partner, city.firm.id, plan)
    supervision.planned_visits.join(partner, city.firm.id, by_hand)
    supervision.planned_visits.join(partner, city.firm.id, untold)

    told = [key for _, key in messages(database, "enterprise:") if key == "inbox-notice-company"]
    assert len(told) == 2
    assert {n.id: (n.state, n.slots, n.choose_by) for n in notices_of(database, plan)} == before
    page = supervision.queries.own_notices.notice(owner, next(iter(before)))
    assert [(part.lead, bool(part.items)) for part in page.parts] == [(True, True), (False, True)]
    with database.read() as session:
        facts = session.scalars(select(InboxMessage.facts).where(InboxMessage.key == "inbox-notice-company")).first()
    assert json.loads(facts or "{}")["agency"] == page.parts[1].agency


def test_calling_a_visit_off_takes_the_notice_back_with_a_reason(
    supervision: Supervision, city: SmallCity, database: Database, sent: UUID
) -> None:
    officer = city.actor(Role.OFFICER)
    with pytest.raises(ReasonMissing):
        supervision.planned_visits.cancel(officer, city.firm.id, sent)
    assert planned_of(database, city, sent).state is PlannedVisitState.PLANNED
    supervision.planned_visits.cancel(officer, city.firm.id, sent, "计划调整")
    notice = the_notice(database, sent)
    assert (notice.state, notice.reason) == (NoticeState.WITHDRAWN, "计划调整")
    assert messages(database, "enterprise:")[-1][1] == "inbox-notice-withdrawn"
    assert messages(database, "agency:") == [("agency:YJJ", "inbox-plan-called-off")]
    with pytest.raises(IllegalMove):
        supervision.notices.choose(city.actor(Role.ENTERPRISE_MEMBER), notice.id, slots_of(notice)[0], "")


def test_nothing_is_planned_offered_moved_or_chosen_into_a_quiet_period(
    supervision: Supervision, city: SmallCity, database: Database, plan: UUID
) -> None:
    officer = city.actor(Role.OFFICER)
    publish_quiet_days(supervision, "1, 2, 3, 4, 10, 31")
    with pytest.raises(InvalidValue) as refused:
        supervision.planned_visits.plan(
            officer, city.firm.id, date(2026, 12, 3), InspectionType.ROUTINE, ("SCJG-1",), ""
        )
    assert refused.value.facts["period"] == "园区宁静日"
    with pytest.raises(InvalidValue):
        supervision.notices.put_off(officer, city.firm.id, plan, date(2026, 12, 31), "")
    supervision.notices.send_due()
    assert [one.code for one in slots_of(the_notice(database, plan))] == [
        "2026-12-09-afternoon",
        "2026-12-21-morning",
        "2026-12-30-afternoon",
    ]


def test_a_time_that_became_quiet_after_it_was_offered_cannot_be_chosen(
    supervision: Supervision, city: SmallCity, database: Database, sent: UUID
) -> None:
    notice = the_notice(database, sent)
    publish_quiet_days(supervision, "31")
    with pytest.raises(InvalidValue):
        supervision.notices.choose(city.actor(Role.ENTERPRISE_MEMBER), notice.id, slots_of(notice)[2], "")


def test_an_exemption_must_cover_every_agency_that_comes(
    supervision: Supervision, city: SmallCity, database: Database, plan: UUID
) -> None:
    publish_quiet_days(supervision, ", ".join(str(day) for day in range(1, 32)), 'agencies = ["SCJG"]')
    assert supervision.notices.send_due() == 0
    assert notices_of(database, plan) == []
    alone = supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, date(2026, 12, 3), InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    assert planned_of(database, city, alone).state is PlannedVisitState.PLANNED


def test_a_firm_wishes_agencies_to_come_one_by_one_and_takes_it_back(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    member = city.actor(Role.ENTERPRISE_MEMBER)
    supervision.firm_wishes.want_no_joint_visits(member)
    supervision.firm_wishes.want_no_joint_visits(member)
    with database.read() as session:
        assert session.get_one(FirmWish, city.firm.id).wished_by == member.account_id
    supervision.firm_wishes.want_joint_visits(member)
    supervision.firm_wishes.want_joint_visits(member)
    with database.read() as session:
        assert session.get(FirmWish, city.firm.id) is None
        actions = list(session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))
    assert actions == ["wish:alone", "wish:together"]
    with pytest.raises(NotPermitted):
        supervision.firm_wishes.want_no_joint_visits(city.actor(Role.OFFICER))


def test_many_firms_are_told_in_one_go(supervision: Supervision, city: SmallCity, database: Database) -> None:
    plans = [place_tasks(supervision, [build_task(firm)]) for firm in (city.firm, city.other_firm)]
    assert supervision.notices.send_due() == 2
    assert [len(notices_of(database, plan)) for plan in plans] == [1, 1]
