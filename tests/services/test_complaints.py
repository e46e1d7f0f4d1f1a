"""The life of a complaint: what each step writes, whom it tells, and what it refuses."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from supervision_code.domain.complaints import (
    ComplaintGround,
    ComplaintStatus,
    ComplaintStepKind,
    Conclusion,
)
from supervision_code.domain.errors import (
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TooLate,
)
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Role
from supervision_code.persistence import inbox
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.complaints import Filing
from tests.factories import given
from tests.factories.complaints import build_complaint
from tests.factories.registry import build_agency
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_part, build_visit
from tests.support.clock import FRIDAY_TEN, StoppedClock

TEXT = "两名检查人员没有扫码就进店检查。"
FILING = Filing(ground=ComplaintGround.NO_SCAN, text=TEXT)
Step = Callable[[Supervision, Actor, UUID], object]
STEPS: dict[str, Step] = {
    "accept": lambda product, actor, key: product.complaints.accept(actor, key),
    "decline": lambda product, actor, key: product.complaints.decline(actor, key, "不属于监督范围。"),
    "transfer": lambda product, actor, key: product.complaints.transfer(actor, key, "市监督处", "归其管辖。"),
    "extend": lambda product, actor, key: product.complaints.extend(actor, key, "需要现场核实。"),
    "conclude": lambda product, actor, key: product.complaints.conclude(actor, key, Conclusion.SUBSTANTIATED, "有录像"),
    "reply": lambda product, actor, key: product.complaints.reply(actor, key, "情况属实，已责令改正。"),
}


@pytest.fixture
def shop(city: SmallCity) -> Actor:
    return city.actor(Role.ENTERPRISE_MEMBER)


@pytest.fixture
def supervisor(city: SmallCity) -> Actor:
    return city.actor(Role.SUPERVISOR)


def the_complaint(database: Database) -> Complaint:
    with database.read() as session:
        return session.scalars(select(Complaint)).one()


def messages(database: Database, recipient: str) -> list[str]:
    with database.read() as session:
        found = session.scalars(select(InboxMessage.key).where(InboxMessage.recipient.startswith(recipient)))
        return sorted(found)


def count(database: Database, model: type) -> int:
    with database.read() as session:
        return int(session.scalar(select(func.count()).select_from(model)) or 0)


# Filing


def test_a_complaint_is_filed_with_number_and_deadline(
    supervision: Supervision, database: Database, shop: Actor, city: SmallCity
) -> None:
    filed = supervision.complaints.file(shop, FILING)
    complaint = the_complaint(database)
    assert filed.reference == complaint.reference
    assert filed.reference.startswith("2026-1120-")
    assert complaint.status is ComplaintStatus.FILED
    assert complaint.district == city.firm.district
    assert complaint.filed_by == shop.account_id
    assert (complaint.agency, complaint.visit_id, complaint.happened_on) == (None, None, None)


@pytest.mark.parametrize(
    ("filed_at", "accept_by"),
    [
        (datetime(2026, 11, 20, 2, tzinfo=UTC), date(2026, 11, 27)),
        (datetime(2026, 9, 29, 2, tzinfo=UTC), date(2026, 10, 12)),  # 1 to 7 October are free, 10 October is worked
        (datetime(2026, 11, 20, 17, tzinfo=UTC), date(2026, 11, 27)),  # past midnight in Shenzhen: a Saturday
    ],
)
def test_the_deadline_follows_the_real_holidays(
    supervision: Supervision, clock: StoppedClock, shop: Actor, filed_at: datetime, accept_by: date
) -> None:
    clock.set(filed_at)
    expected = accept_by
    days, day = 0, filed_at.astimezone(UTC) + timedelta(hours=8)
    current = day.date()
    while days < supervision.in_force.policy.complaints.accept_working_days:
        current += timedelta(days=1)
        days += supervision.calendar.is_working_day(current)
    assert supervision.complaints.file(shop, FILING).accept_by == current == expected


def test_a_visit_names_agency_and_day(
    supervision: Supervision, database: Database, shop: Actor, city: SmallCity
) -> None:
    visit = build_visit(city.firm, SCJG, started_at=FRIDAY_TEN - timedelta(days=3))
    given(database, visit, build_part(visit, SCJG), build_part(visit, YJJ))
    supervision.complaints.file(shop, Filing(ground=ComplaintGround.DUPLICATE, text=TEXT, visit_id=visit.id))
    complaint = the_complaint(database)
    assert (complaint.agency, complaint.happened_on) == (SCJG, date(2026, 11, 17))


def test_of_a_joint_visit_one_agency_can_be_chosen(
    supervision: Supervision, database: Database, shop: Actor, city: SmallCity
) -> None:
    visit = build_visit(city.firm, SCJG)
    given(database, visit, build_part(visit, SCJG), build_part(visit, YJJ))
    filing = Filing(ground=ComplaintGround.GIFTS, text=TEXT, visit_id=visit.id, agency=YJJ)
    supervision.complaints.file(shop, filing)
    assert the_complaint(database).agency == YJJ


def test_an_agency_that_did_not_come_cannot_be_chosen_for_a_visit(
    supervision: Supervision, database: Database, shop: Actor, city: SmallCity
) -> None:
    visit = build_visit(city.firm, SCJG)
    given(database, visit, build_part(visit, SCJG))
    filing = Filing(ground=ComplaintGround.GIFTS, text=TEXT, visit_id=visit.id, agency=YJJ)
    with pytest.raises(InvalidValue) as refusal:
        supervision.complaints.file(shop, filing)
    assert refusal.value.facts["field"] == "agency"


def test_anothers_visit_is_as_unknown_as_none(
    supervision: Supervision, database: Database, shop: Actor, city: SmallCity
) -> None:
    foreign = build_visit(city.other_firm, YJJ)
    given(database, foreign, build_part(foreign, YJJ))
    refusals = []
    for visit_id in (foreign.id, new_id(FRIDAY_TEN)):
        with pytest.raises(InvalidValue) as refusal:
            supervision.complaints.file(shop, Filing(ground=ComplaintGround.OTHER, text=TEXT, visit_id=visit_id))
        refusals.append((refusal.value.facts["field"], refusal.value.facts["expected"]))
    assert refusals == [("visit", "expected-own-visit")] * 2


@pytest.mark.parametrize(
    ("filing", "field"),
    [
        (Filing(ground=ComplaintGround.OTHER, text="  太短了  "), "text"),
        (Filing(ground=ComplaintGround.OTHER, text="长" * 2001), "text"),
        (Filing(ground=ComplaintGround.OTHER, text=TEXT, happened_on=date(2026, 11, 21)), "happened_on"),
        (Filing(ground=ComplaintGround.OTHER, text=TEXT, agency="NOBODY"), "agency"),
    ],
)
def test_what_cannot_be_filed_leaves_no_trace(
    supervision: Supervision, database: Database, shop: Actor, filing: Filing, field: str
) -> None:
    with pytest.raises(InvalidValue) as refusal:
        supervision.complaints.file(shop, filing)
    assert refusal.value.facts["field"] == field
    assert count(database, Complaint) == count(database, ComplaintStep) == count(database, InboxMessage) == 0


def test_a_known_agency_and_an_earlier_day_are_kept(supervision: Supervision, database: Database, shop: Actor) -> None:
    given(database, build_agency("ZFJ", "执法局"))
    filing = Filing(ground=ComplaintGround.OTHER, text=TEXT, agency="ZFJ", happened_on=date(2026, 11, 20))
    supervision.complaints.file(shop, filing)
    complaint = the_complaint(database)
    assert (complaint.agency, complaint.happened_on) == ("ZFJ", date(2026, 11, 20))


def test_the_same_complaint_sent_twice_is_filed_once(
    supervision: Supervision, database: Database, shop: Actor, clock: StoppedClock
) -> None:
    first = supervision.complaints.file(shop, FILING)
    clock.pass_by(seconds=2)
    assert supervision.complaints.file(shop, FILING) == first
    assert count(database, Complaint) == count(database, ComplaintStep) == 1


def test_the_same_words_on_another_day_are_a_complaint_of_their_own(
    supervision: Supervision, database: Database, shop: Actor, clock: StoppedClock
) -> None:
    supervision.complaints.file(shop, FILING)
    clock.pass_by(days=1)
    supervision.complaints.file(shop, FILING)
    assert count(database, Complaint) == 2


def test_filing_tells_the_supervisors_without_the_firms_name(
    supervision: Supervision, database: Database, shop: Actor, city: SmallCity
) -> None:
    reference = supervision.complaints.file(shop, FILING).reference
    complaint = the_complaint(database)
    with database.read() as session:
        messages = session.scalars(select(InboxMessage)).all()
        entry = session.scalars(select(TrailEntry).where(TrailEntry.subject == reference)).one()
    assert {message.recipient for message in messages} == {
        f"district:{city.firm.district}",
        inbox.to_district(inbox.WHOLE_CITY),
    }
    assert {message.link for message in messages} == {f"/complaints/{complaint.id}"}
    assert not any(city.firm.name in message.facts for message in messages)
    assert (entry.account_id, entry.account_name, entry.enterprise_id) == (None, "", None)
    assert entry.action == "complaint:filed"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY_MANAGER, Role.SUPERVISOR, Role.OPERATOR])
def test_only_a_firm_files(supervision: Supervision, city: SmallCity, role: Role) -> None:
    with pytest.raises(NotPermitted):
        supervision.complaints.file(city.actor(role), FILING)


# Handling


def test_the_whole_way_to_a_reply(
    supervision: Supervision, database: Database, shop: Actor, supervisor: Actor, clock: StoppedClock
) -> None:
    supervision.complaints.file(shop, FILING)
    key = the_complaint(database).id
    assert supervision.complaints.accept(supervisor, key, "已电话联系") == date(2026, 12, 20)
    assert supervision.complaints.extend(supervisor, key, "需要现场核实。") == date(2027, 1, 9)
    clock.pass_by(days=10)
    reply_by = supervision.complaints.conclude(supervisor, key, Conclusion.PARTLY_SUBSTANTIATED, "录像显示未扫码")
    assert reply_by == date(2026, 12, 7)
    supervision.complaints.reply(supervisor, key, "部分属实，已要求改正。")
    complaint = the_complaint(database)
    assert complaint.status is ComplaintStatus.REPLIED
    assert complaint.conclusion is Conclusion.PARTLY_SUBSTANTIATED
    assert complaint.reply == "部分属实，已要求改正。"
    assert complaint.extended
    assert complaint.reply_by == reply_by
    assert complaint.handled_by == supervisor.account_id
    with database.read() as session:
        steps = session.scalars(select(ComplaintStep)).all()
    assert {step.kind for step in steps} == {
        ComplaintStepKind.FILED,
        ComplaintStepKind.ACCEPTED,
        ComplaintStepKind.EXTENDED,
        ComplaintStepKind.CONCLUDED,
        ComplaintStepKind.REPLIED,
    }
    notes = {step.kind: (step.text, step.internal_note) for step in steps}
    assert notes[ComplaintStepKind.ACCEPTED] == ("", "已电话联系")
    assert notes[ComplaintStepKind.CONCLUDED] == ("", "录像显示未扫码")
    assert notes[ComplaintStepKind.EXTENDED] == ("需要现场核实。", "")


def test_no_step_enters_the_ledger_or_reaches_an_agency(
    supervision: Supervision, database: Database, shop: Actor, supervisor: Actor
) -> None:
    before = count(database, LedgerEntry)
    supervision.complaints.file(shop, Filing(ground=ComplaintGround.GIFTS, text=TEXT, agency=SCJG))
    key = the_complaint(database).id
    for step in ("accept", "extend", "conclude", "reply"):
        STEPS[step](supervision, supervisor, key)
    assert count(database, LedgerEntry) == before
    assert messages(database, "agency:") == messages(database, "officer:") == []


def test_the_firm_hears_of_every_step(
    supervision: Supervision, database: Database, city: SmallCity, supervisor: Actor
) -> None:
    rows = [build_complaint(city.firm, text=f"{TEXT}{number}") for number in range(3)]
    given(database, *rows)
    for step in ("accept", "extend", "conclude", "reply"):
        STEPS[step](supervision, supervisor, rows[0].id)
    STEPS["decline"](supervision, supervisor, rows[1].id)
    STEPS["transfer"](supervision, supervisor, rows[2].id)
    assert messages(database, f"enterprise:{city.firm.id}") == [
        "inbox-complaint-accepted",
        "inbox-complaint-concluded",
        "inbox-complaint-declined",
        "inbox-complaint-extended",
        "inbox-complaint-replied",
        "inbox-complaint-transferred",
    ]
    with database.read() as session:
        links = set(session.scalars(select(InboxMessage.link)))
    assert links == {f"/complaints/{row.reference}" for row in rows}


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (ComplaintStatus.FILED, {"accept", "decline", "transfer"}),
        (ComplaintStatus.ACCEPTED, {"extend", "conclude", "transfer"}),
        (ComplaintStatus.CONCLUDED, {"reply"}),
        (ComplaintStatus.REPLIED, set()),
        (ComplaintStatus.DECLINED, set()),
        (ComplaintStatus.TRANSFERRED, set()),
    ],
)
def test_each_state_allows_its_own_steps_and_no_other(
    supervision: Supervision,
    database: Database,
    city: SmallCity,
    supervisor: Actor,
    status: ComplaintStatus,
    allowed: set[str],
) -> None:
    for name, step in STEPS.items():
        complaint = build_complaint(city.firm, status=status)
        given(database, complaint)
        if name in allowed:
            step(supervision, supervisor, complaint.id)
            continue
        with pytest.raises(IllegalMove):
            step(supervision, supervisor, complaint.id)
        with database.read() as session:
            kept = session.get_one(Complaint, (complaint.enterprise_id, complaint.id))
        assert kept.status is status


def test_more_time_is_given_once_and_only_before_the_time_is_over(
    supervision: Supervision, database: Database, city: SmallCity, supervisor: Actor, clock: StoppedClock
) -> None:
    extended = build_complaint(city.firm, status=ComplaintStatus.ACCEPTED, extended=True)
    late = build_complaint(city.firm, status=ComplaintStatus.ACCEPTED)
    given(database, extended, late)
    with pytest.raises(IllegalMove):
        supervision.complaints.extend(supervisor, extended.id, "还要时间")
    clock.pass_by(days=31)
    with pytest.raises(TooLate):
        supervision.complaints.extend(supervisor, late.id, "忘记了")


@pytest.mark.parametrize(
    ("status", "step", "field"),
    [
        (ComplaintStatus.FILED, lambda s, a, k: s.complaints.decline(a, k, " "), "reason"),
        (ComplaintStatus.FILED, lambda s, a, k: s.complaints.transfer(a, k, " ", "归其管辖"), "to"),
        (ComplaintStatus.FILED, lambda s, a, k: s.complaints.transfer(a, k, "市监督处", ""), "reason"),
        (ComplaintStatus.ACCEPTED, lambda s, a, k: s.complaints.extend(a, k, ""), "reason"),
        (ComplaintStatus.ACCEPTED, lambda s, a, k: s.complaints.conclude(a, k, Conclusion.SUBSTANTIATED, ""), "note"),
        (ComplaintStatus.CONCLUDED, lambda s, a, k: s.complaints.reply(a, k, "\n"), "text"),
    ],
)
def test_a_step_without_its_words_changes_nothing(
    supervision: Supervision,
    database: Database,
    city: SmallCity,
    supervisor: Actor,
    status: ComplaintStatus,
    step: Step,
    field: str,
) -> None:
    complaint = build_complaint(city.firm, status=status)
    given(database, complaint)
    with pytest.raises(ReasonMissing) as refusal:
        step(supervision, supervisor, complaint.id)
    assert refusal.value.facts["field"] == field
    assert the_complaint(database).status is status
    assert count(database, TrailEntry) == 0


@pytest.mark.parametrize("step", STEPS)
def test_another_districts_complaint_is_not_found(
    supervision: Supervision, database: Database, city: SmallCity, step: str
) -> None:
    complaint = build_complaint(city.firm)
    given(database, complaint)
    with pytest.raises(NoSuchRecord):
        STEPS[step](supervision, city.other_actor(Role.SUPERVISOR), complaint.id)
    with pytest.raises(NoSuchRecord):
        STEPS[step](supervision, city.actor(Role.SUPERVISOR), new_id(FRIDAY_TEN))


@pytest.mark.parametrize(
    "role",
    [Role.ENTERPRISE_ADMINISTRATOR, Role.OFFICER, Role.AGENCY_MANAGER, Role.INVITED_SUPERVISOR, Role.OPERATOR],
)
@pytest.mark.parametrize("step", STEPS)
def test_only_supervisors_handle(
    supervision: Supervision, database: Database, city: SmallCity, role: Role, step: str
) -> None:
    complaint = build_complaint(city.firm)
    given(database, complaint)
    with pytest.raises(NotPermitted):
        STEPS[step](supervision, city.actor(role), complaint.id)
    assert the_complaint(database).status is ComplaintStatus.FILED
