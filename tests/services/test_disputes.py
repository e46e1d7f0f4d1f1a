"""Disputes: the record stands with an answer to the firm, or the visit is void."""

from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.errors import IllegalMove, NoSuchRecord, NotPermitted, ReasonMissing
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.models.visits import Dispute
from supervision_code.product import Supervision
from tests.factories.busy_area import BusyArea
from tests.factories.small_city import SCJG
from tests.factories.voiding import void


def keep(supervision: Supervision, area: BusyArea, role: Role = Role.SUPERVISOR, answer: str = "有监控佐证。") -> None:
    supervision.disputes.keep_record(area.city.actor(role), area.city.firm.id, area.dispute.id, answer)


def test_the_answer_is_kept_and_told_to_the_firm_alone(supervision: Supervision, area: BusyArea) -> None:
    keep(supervision, area)
    with supervision.database.read() as session:
        dispute = session.get_one(Dispute, (area.city.firm.id, area.dispute.id))
        told = set(session.scalars(select(InboxMessage.recipient).where(InboxMessage.key == "inbox-dispute-answered")))
        act = session.scalars(select(TrailEntry).where(TrailEntry.action == "dispute:answered")).one()
        entries = session.scalars(select(LedgerEntry.kind).where(LedgerEntry.kind == "oversight_step")).all()
    assert (dispute.answer, dispute.answered_at) == ("有监控佐证。", supervision.clock.now())
    assert told == {f"enterprise:{area.city.firm.id}"}
    assert (act.agency, act.district) == ("", "440304")
    assert len(entries) == 1
    assert f"agency:{SCJG}" not in told


def test_a_dispute_is_answered_once(supervision: Supervision, area: BusyArea) -> None:
    keep(supervision, area)
    with pytest.raises(IllegalMove):
        keep(supervision, area)


def test_a_void_visit_needs_no_answer(supervision: Supervision, area: BusyArea) -> None:
    void(supervision, area.city.actor(Role.SUPERVISOR), area.city.firm.id, area.dispute.visit_id, "没有来过。")
    with pytest.raises(IllegalMove):
        keep(supervision, area)


def test_another_districts_dispute_does_not_exist(supervision: Supervision, area: BusyArea) -> None:
    stranger = area.city.other_actor(Role.SUPERVISOR)
    with pytest.raises(NoSuchRecord):
        supervision.disputes.keep_record(stranger, area.city.firm.id, area.dispute.id, "有监控佐证。")


def test_a_dispute_that_is_none_does_not_exist(supervision: Supervision, area: BusyArea) -> None:
    with pytest.raises(NoSuchRecord):
        supervision.disputes.keep_record(area.city.actor(Role.SUPERVISOR), area.city.firm.id, UUID(int=7), "有。")


def test_an_answer_has_words(supervision: Supervision, area: BusyArea) -> None:
    with pytest.raises(ReasonMissing):
        keep(supervision, area, answer=" ")


@pytest.mark.parametrize("role", [Role.INVITED_SUPERVISOR, Role.AGENCY_MANAGER, Role.OPERATOR])
def test_only_supervisors_answer(supervision: Supervision, area: BusyArea, role: Role) -> None:
    with pytest.raises(NotPermitted):
        keep(supervision, area, role)
