import json
import re
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from supervision_code.domain.alerts import AlertState, AlertStepKind
from supervision_code.domain.audits import AuditCounts
from supervision_code.domain.checklists import PointKind
from supervision_code.domain.complaints import (
    ComplaintGround,
    ComplaintStatus,
    ComplaintStepKind,
    accept_by,
    decide_by,
    extended_to,
    reply_by,
)
from supervision_code.domain.days import day_number_of, day_of
from supervision_code.domain.duties import waits_for_approval
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.rectifications import RectificationState, is_overdue
from supervision_code.domain.visits import EMERGENCIES
from supervision_code.importing.demo.accounts import FUTIAN, MARKET
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.alerts import Alert, AlertStep
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.results import ChecklistPoint, Rectification, VisitResult, VoidRequest
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.product import Supervision
from supervision_code.queries.audits import AuditRequest
from tests.support.clock import FRIDAY_TEN

CATALOGUE = Path(__file__).resolve().parents[2] / "supervision_code" / "web" / "locales" / "zh-CN"


def test_alerts_stand_in_every_state(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        assert set(session.scalars(select(Alert.state))) == set(AlertState)


def test_every_step_of_an_alert_is_on_record_in_order(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        alerts = session.scalars(select(Alert)).all()
        steps = session.scalars(select(AlertStep).order_by(AlertStep.at)).all()
    for alert in alerts:
        own = [step for step in steps if step.alert_id == alert.id]
        assert own[0].kind is AlertStepKind.RAISED
        assert own[0].at == alert.raised_at
        assert all(step.at <= FRIDAY_TEN for step in own)
        if alert.state in {AlertState.TAKEN, AlertState.ASKED, AlertState.ANSWERED, AlertState.SETTLED}:
            assert own[-1].kind.value == alert.state.value
            assert alert.taken_by is not None
        assert (alert.settlement is not None) == (alert.state is AlertState.SETTLED)
        assert (alert.answer_by is not None) == any(step.kind is AlertStepKind.ASKED for step in own)


def test_work_waits_for_the_visitors_in_futian(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        alerts = session.scalars(select(Alert).where(Alert.district == FUTIAN)).all()
    assert any(alert.state is AlertState.OPEN for alert in alerts)
    assert any(alert.state is AlertState.ASKED and alert.asked_agency == MARKET for alert in alerts)


def test_complaints_are_of_every_ground_and_many_channels(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        complaints = session.scalars(select(Complaint)).all()
    assert {complaint.ground for complaint in complaints} == set(ComplaintGround)
    assert len({complaint.channel for complaint in complaints}) >= 2
    statuses = {complaint.status for complaint in complaints}
    assert statuses >= {ComplaintStatus.ACCEPTED, ComplaintStatus.REPLIED, ComplaintStatus.TRANSFERRED}
    assert all(len(complaint.text) >= 10 for complaint in complaints)


def test_the_deadlines_of_complaints_are_those_of_the_policy(small_city: Supervision) -> None:
    times, calendar = small_city.in_force.policy.complaints, small_city.calendar
    with small_city.database.read() as session:
        complaints = session.scalars(select(Complaint)).all()
    for complaint in complaints:
        assert complaint.accept_by == accept_by(complaint.filed_at, times, calendar)
        if complaint.accepted_at is not None:
            decided = decide_by(complaint.accepted_at, times)
            assert complaint.decide_by == (extended_to(decided, times) if complaint.extended else decided)
        if complaint.concluded_at is not None:
            assert complaint.reply_by == reply_by(complaint.concluded_at, times, calendar)


def test_every_step_of_a_complaint_is_on_record_in_order(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        complaints = session.scalars(select(Complaint)).all()
        steps = session.scalars(select(ComplaintStep).order_by(ComplaintStep.at)).all()
    for complaint in complaints:
        own = [step for step in steps if step.complaint_id == complaint.id]
        assert own[0].kind is ComplaintStepKind.FILED
        assert own[-1].at <= FRIDAY_TEN
        last = [step for step in own if step.kind is not ComplaintStepKind.EXTENDED][-1]
        assert last.kind.value == complaint.status.value
        assert bool(complaint.reply) == (complaint.status is ComplaintStatus.REPLIED)


def test_some_visits_are_planned_and_joined(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        plans = session.scalars(select(PlannedVisit)).all()
        joined = session.scalars(select(PlanJoining)).all()
        linked = set(session.scalars(select(Visit.plan_id).where(Visit.plan_id.is_not(None))))
    assert {plan.state for plan in plans} >= {PlannedVisitState.PLANNED, PlannedVisitState.DONE}
    assert {plan.id for plan in plans if plan.state is PlannedVisitState.DONE} == linked
    assert joined


def test_most_visits_ahead_have_their_officers_and_some_wait_for_them(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        rows = session.scalars(select(PlannedVisitOfficer)).all()
        agencies = dict(session.execute(select(Officer.id, Officer.agency)).all())
        ahead = set(
            session.scalars(
                select(PlannedVisit.id).where(
                    PlannedVisit.state == PlannedVisitState.PLANNED, PlannedVisit.day > day_number_of(FRIDAY_TEN)
                )
            )
        )
    sent = Counter(row.planned_visit_id for row in rows)
    assert set(sent.values()) == {2}
    assert all(agencies[row.officer_id] == row.agency for row in rows)
    assert ahead & sent.keys()
    assert ahead - sent.keys()


def test_the_restaurant_has_notices_in_every_state(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        notices = session.scalars(select(Notice)).all()
    open_one = next(notice for notice in notices if notice.state is NoticeState.OPEN)
    assert {notice.state for notice in notices} == set(NoticeState)
    assert len({notice.enterprise_id for notice in notices}) == 1
    assert open_one.choose_by >= day_number_of(FRIDAY_TEN)
    assert open_one.replaces == next(notice.id for notice in notices if notice.state is NoticeState.MOVED)


def test_disputes_are_answered_or_wait(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        disputes = session.scalars(select(Dispute)).all()
    assert any(dispute.answered_at is None for dispute in disputes)
    assert all(bool(dispute.answer) == (dispute.answered_at is not None) for dispute in disputes)


def test_messages_are_sentences_of_the_catalogue_with_all_their_facts(small_city: Supervision) -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in CATALOGUE.glob("*.ftl"))
    with small_city.database.read() as session:
        messages = session.scalars(select(InboxMessage)).all()
    assert messages
    for key, facts in {(message.key, frozenset(json.loads(message.facts))) for message in messages}:
        sentence = re.search(rf"^{key} *=((?:.|\n(?= ))*)", text, re.MULTILINE)
        assert sentence is not None, key
        assert set(re.findall(r"\$(\w+)", sentence[1])) <= facts, key


def test_the_restaurant_has_orders_to_put_right_in_several_states(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        orders = session.scalars(select(Rectification)).all()
    today = day_of(FRIDAY_TEN)
    overdue = [one for one in orders if is_overdue(one.state, one.due, today)]
    running = [one for one in orders if one.state is RectificationState.ORDERED and one.due >= today]
    states = Counter(one.state for one in orders)
    assert overdue
    assert running
    assert states[RectificationState.REPORTED] == states[RectificationState.PASSED] == 1


def test_one_result_was_corrected_and_says_why(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        second = session.scalars(select(VisitResult).where(VisitResult.version == 2)).one()
        first = session.get_one(VisitResult, (second.enterprise_id, second.supersedes))
        visit = session.get_one(Visit, (second.enterprise_id, second.visit_id))
    assert second.reason
    assert (first.outcome, first.version) != (second.outcome, second.version)
    assert visit.outcome is second.outcome


def test_one_emergency_of_the_market_agency_waits_for_its_head_who_did_not_open_it(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        emergencies = session.scalars(select(Visit).where(Visit.exception.in_(EMERGENCIES))).all()
        head = session.scalars(select(Account).where(Account.username == "manager-market")).one()
    waiting = [v for v in emergencies if waits_for_approval(v.exception, v.state, v.approved_at)]
    own = [visit for visit in waiting if visit.lead_agency == MARKET]
    assert own
    assert all(visit.opened_by != head.id and visit.ended_at for visit in own)
    assert len(waiting) < len(emergencies)
    assert all(visit.approved_by != visit.opened_by for visit in emergencies if visit.approved_at)


def test_a_request_to_void_waits_for_a_second_supervisor(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        request = session.scalars(select(VoidRequest)).one()
        second = session.scalars(select(Account).where(Account.username == "supervisor-futian")).one()
    assert request.decided_at is None
    assert request.asked_by != second.id


def test_three_agencies_are_proposed_one_visit_led_by_one_of_them(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        proposed = select(PlannedVisit).where(PlannedVisit.state == PlannedVisitState.PROPOSED)
        plans = session.scalars(proposed).all()
        asked = Counter(session.scalars(select(PlanJoining.plan_id)))
        waiting = session.scalars(select(InspectionTask).where(InspectionTask.state == TaskState.OPEN)).all()
    assert max(asked[plan.id] for plan in plans) == 2
    assert not waiting


def test_plans_leave_ledger_entries_as_real_ones_do(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        plans = session.scalars(select(InspectionPlan)).all()
        entries = Counter(session.scalars(select(LedgerEntry.kind)))
    assert entries[LedgerKind.PLAN_FILED] == sum(plan.filed_at is not None for plan in plans)
    assert entries[LedgerKind.PLAN_PUBLISHED] == sum(plan.published_at is not None for plan in plans)
    assert entries[LedgerKind.PLAN_DRAW_FIXED] == sum(plan.draw_committed_at is not None for plan in plans)


def test_items_of_the_market_agency_have_published_checklists(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        points = session.scalars(select(ChecklistPoint).order_by(ChecklistPoint.item, ChecklistPoint.position)).all()
    own = [point for point in points if point.item == f"{MARKET}-01"]
    assert [point.position for point in own] == list(range(1, len(own) + 1))
    assert {point.kind for point in points} == set(PointKind)


def test_every_record_stands_in_the_ledger_as_an_entry_tells_it(small_city: Supervision) -> None:
    counts = AuditCounts()
    assert list(small_city.queries.audits.verify(AuditRequest(), counts)) == []
    assert counts.records > 1000
