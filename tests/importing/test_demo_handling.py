import json
import re
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from supervision_code.domain.alerts import AlertState, AlertStepKind
from supervision_code.domain.complaints import (
    ComplaintGround,
    ComplaintStatus,
    ComplaintStepKind,
    accept_by,
    decide_by,
    extended_to,
    reply_by,
)
from supervision_code.domain.days import day_number_of
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.importing.demo.accounts import FUTIAN, MARKET
from supervision_code.persistence.models.alerts import Alert, AlertStep
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.product import Supervision
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
