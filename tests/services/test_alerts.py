"""Alerts: each step is legal, within reach, on record in four places, and told to whom it concerns."""

import json
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from supervision_code.domain.alerts import AlertState, AlertStepKind, Settlement
from supervision_code.domain.errors import IllegalMove, NoSuchRecord, NotPermitted, ReasonMissing
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Role
from supervision_code.persistence.models.alerts import Alert, AlertStep
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.product import Supervision
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea
from tests.factories.small_city import SCJG, YJJ
from tests.support.clock import StoppedClock


@pytest.fixture
def alert(supervision: Supervision, area: BusyArea) -> Alert:
    return area.alerts(supervision, area.city.firm)[-1]


@pytest.fixture
def supervisor(area: BusyArea) -> Actor:
    return area.city.actor(Role.SUPERVISOR)


def now_of(supervision: Supervision, alert: Alert) -> Alert:
    with supervision.database.read() as session:
        return session.get_one(Alert, (alert.enterprise_id, alert.id))


def steps_of(supervision: Supervision, alert: Alert) -> list[AlertStep]:
    with supervision.database.read() as session:
        query = select(AlertStep).where(AlertStep.alert_id == alert.id).order_by(AlertStep.at, AlertStep.id)
        return list(session.scalars(query))


def messages_to(supervision: Supervision, recipient: str) -> list[tuple[str, dict[str, str]]]:
    with supervision.database.read() as session:
        query = select(InboxMessage).where(InboxMessage.recipient == recipient).order_by(InboxMessage.id)
        return [(row.key, json.loads(row.facts)) for row in session.scalars(query)]


def written(supervision: Supervision) -> tuple[int, int, int]:
    """How many steps, trail entries and oversight entries there are."""
    with supervision.database.read() as session:
        return (
            session.scalar(select(func.count()).select_from(AlertStep)) or 0,
            session.scalar(select(func.count()).select_from(TrailEntry)) or 0,
            session.scalar(select(func.count()).where(LedgerEntry.kind == LedgerKind.OVERSIGHT_STEP)) or 0,
        )


def test_taking_an_alert_names_who_took_it(supervision: Supervision, alert: Alert, supervisor: Actor) -> None:
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    assert (now_of(supervision, alert).state, now_of(supervision, alert).taken_by) == (
        AlertState.TAKEN,
        supervisor.account_id,
    )
    assert steps_of(supervision, alert)[-1].account_name == supervisor.name


def test_the_question_gives_the_agency_working_days_and_reaches_its_inbox(
    supervision: Supervision, alert: Alert, supervisor: Actor
) -> None:
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    until = supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么又来?")
    assert until == date(2026, 12, 4)
    assert now_of(supervision, alert).answer_by == until
    key, facts = messages_to(supervision, f"agency:{SCJG}")[-1]
    assert (key, facts["until"]) == ("inbox-alert-asked", "2026-12-04")


def test_the_answer_comes_from_the_agency_asked_and_reaches_the_supervisors(
    supervision: Supervision, alert: Alert, supervisor: Actor, area: BusyArea
) -> None:
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么又来?")
    supervision.alerts.answer(area.city.actor(Role.AGENCY_MANAGER), alert.enterprise_id, alert.id, "有举报。")
    assert now_of(supervision, alert).state is AlertState.ANSWERED
    assert messages_to(supervision, "district:440304")[-1][0] == "inbox-alert-answered"


def test_the_answer_also_reaches_the_city_when_the_city_took_the_alert(
    supervision: Supervision, alert: Alert, area: BusyArea
) -> None:
    city = build_actor(Role.SUPERVISOR)
    supervision.alerts.take(city, alert.enterprise_id, alert.id)
    supervision.alerts.ask(city, alert.enterprise_id, alert.id, SCJG, "为什么又来?")
    supervision.alerts.answer(area.city.actor(Role.AGENCY_MANAGER), alert.enterprise_id, alert.id, "有举报。")
    assert messages_to(supervision, "district:440300")[-1][0] == "inbox-alert-answered"


def test_settling_needs_a_reason_and_tells_the_agency(
    supervision: Supervision, alert: Alert, supervisor: Actor
) -> None:
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    supervision.alerts.settle(supervisor, alert.enterprise_id, alert.id, Settlement.REMINDED, "无新线索。")
    settled = now_of(supervision, alert)
    assert (settled.state, settled.settlement) == (AlertState.SETTLED, Settlement.REMINDED)
    assert settled.settled_at == supervision.clock.now()
    assert messages_to(supervision, f"agency:{SCJG}")[-1][1]["settlement"] == "reminded"


def test_after_an_answer_the_agency_can_be_asked_again(
    supervision: Supervision, alert: Alert, supervisor: Actor, area: BusyArea, clock: StoppedClock
) -> None:
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    for _ in range(2):
        clock.pass_by(hours=1)
        supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么又来?")
        clock.pass_by(hours=1)
        supervision.alerts.answer(area.city.actor(Role.AGENCY_MANAGER), alert.enterprise_id, alert.id, "有举报。")
    kinds = [step.kind for step in steps_of(supervision, alert)][-4:]
    assert kinds == [AlertStepKind.ASKED, AlertStepKind.ANSWERED] * 2


def test_every_step_is_on_record_in_steps_trail_and_ledger(
    supervision: Supervision, alert: Alert, supervisor: Actor, area: BusyArea
) -> None:
    before = written(supervision)
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么又来?")
    supervision.alerts.answer(area.city.actor(Role.AGENCY_MANAGER), alert.enterprise_id, alert.id, "有举报。")
    supervision.alerts.settle(supervisor, alert.enterprise_id, alert.id, Settlement.JUSTIFIED, "有举报线索。")
    assert [after - then for after, then in zip(written(supervision), before, strict=True)] == [4, 4, 4]
    with supervision.database.read() as session:
        last = session.scalars(select(TrailEntry).where(TrailEntry.action == "alert:settled")).one()
    assert (last.action, last.district, last.note) == ("alert:settled", "440304", "justified: 有举报线索。")


Step = Callable[[Supervision, Actor, UUID, UUID], object]
STEPS: dict[str, Step] = {
    "take": lambda s, actor, firm, alert: s.alerts.take(actor, firm, alert),
    "ask": lambda s, actor, firm, alert: s.alerts.ask(actor, firm, alert, SCJG, "为什么?"),
    "answer": lambda s, actor, firm, alert: s.alerts.answer(actor, firm, alert, "因为。"),
    "settle": lambda s, actor, firm, alert: s.alerts.settle(actor, firm, alert, Settlement.REMINDED, "因为。"),
}


@pytest.mark.parametrize("step", ["ask", "settle"])
def test_nothing_is_done_about_an_alert_nobody_took(
    supervision: Supervision, alert: Alert, supervisor: Actor, step: str
) -> None:
    before = written(supervision)
    with pytest.raises(IllegalMove):
        STEPS[step](supervision, supervisor, alert.enterprise_id, alert.id)
    assert written(supervision) == before


@pytest.mark.parametrize("step", ["take", "ask", "settle"])
def test_a_settled_alert_stays_settled(supervision: Supervision, alert: Alert, supervisor: Actor, step: str) -> None:
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    STEPS["settle"](supervision, supervisor, alert.enterprise_id, alert.id)
    with pytest.raises(IllegalMove):
        STEPS[step](supervision, supervisor, alert.enterprise_id, alert.id)


@pytest.mark.parametrize("step", ["take", "ask", "settle"])
def test_another_districts_alert_does_not_exist(
    supervision: Supervision, alert: Alert, area: BusyArea, step: str
) -> None:
    with pytest.raises(NoSuchRecord):
        STEPS[step](supervision, area.city.other_actor(Role.SUPERVISOR), alert.enterprise_id, alert.id)


@pytest.mark.parametrize("step", STEPS)
def test_an_alert_that_is_none_does_not_exist(supervision: Supervision, area: BusyArea, step: str) -> None:
    role = Role.AGENCY_MANAGER if step == "answer" else Role.SUPERVISOR
    with pytest.raises(NoSuchRecord):
        STEPS[step](supervision, area.city.actor(role), area.city.firm.id, UUID(int=7))


def test_an_agency_that_was_not_asked_has_nothing_to_answer(
    supervision: Supervision, alert: Alert, supervisor: Actor, area: BusyArea
) -> None:
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    with pytest.raises(NoSuchRecord):
        STEPS["answer"](supervision, area.city.actor(Role.AGENCY_MANAGER), alert.enterprise_id, alert.id)
    STEPS["ask"](supervision, supervisor, alert.enterprise_id, alert.id)
    with pytest.raises(NoSuchRecord):
        STEPS["answer"](supervision, area.city.other_actor(Role.AGENCY_MANAGER), alert.enterprise_id, alert.id)


def test_only_an_agency_that_came_can_be_asked(supervision: Supervision, alert: Alert, supervisor: Actor) -> None:
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    with pytest.raises(NoSuchRecord):
        supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, YJJ, "为什么?")


@pytest.mark.parametrize(
    ("role", "step"),
    [
        (Role.INVITED_SUPERVISOR, "take"),
        (Role.OFFICER, "take"),
        (Role.AGENCY_MANAGER, "settle"),
        (Role.INVITED_SUPERVISOR, "ask"),
        (Role.SUPERVISOR, "answer"),
        (Role.OFFICER, "answer"),
    ],
)
def test_each_step_is_for_its_role_alone(
    supervision: Supervision, alert: Alert, area: BusyArea, role: Role, step: str
) -> None:
    with pytest.raises(NotPermitted):
        STEPS[step](supervision, area.city.actor(role), alert.enterprise_id, alert.id)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_words_are_never_missing(supervision: Supervision, alert: Alert, area: BusyArea, text: str) -> None:
    supervisor, manager = area.city.actor(Role.SUPERVISOR), area.city.actor(Role.AGENCY_MANAGER)
    firm, key = alert.enterprise_id, alert.id
    refused: list[tuple[Callable[[], object], str]] = [
        (lambda: supervision.alerts.ask(supervisor, firm, key, SCJG, text), "text"),
        (lambda: supervision.alerts.answer(manager, firm, key, text), "text"),
        (lambda: supervision.alerts.settle(supervisor, firm, key, Settlement.REMINDED, text), "reason"),
    ]
    for step, field in refused:
        with pytest.raises(ReasonMissing) as refusal:
            step()
        assert refusal.value.facts["field"] == field
