"""The firm's answer to a visit on record."""

import pytest
from sqlalchemy import select

from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, NoSuchRecord, NotPermitted, TooLate
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import DisputeGround, EvidenceLevel, VisitState
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.paging import Cut
from supervision_code.queries.trail import TrailAsked, TrailSubject
from tests.factories.small_city import SmallCity
from tests.services.test_visits import opened, stored
from tests.support.clock import StoppedClock


def test_confirming_turns_a_static_code_into_supported_evidence(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit = opened(supervision, city)
    supervision.answers.confirm(city.actor(Role.ENTERPRISE_MEMBER), visit.visit_id)
    assert stored(database, visit).evidence is EvidenceLevel.SUPPORTED


def test_a_dispute_is_kept_for_the_supervisor_and_the_agency_is_not_told(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    visit = opened(supervision, city)
    actor = city.actor(Role.ENTERPRISE_MEMBER)
    supervision.answers.dispute(actor, visit.visit_id, DisputeGround.NOT_THESE_PEOPLE, "来的是别人")
    with database.read() as session:
        dispute = session.scalars(select(Dispute)).one()
        told = select(InboxMessage.recipient).where(InboxMessage.key != "inbox-presence-asked")
        recipients = set(session.scalars(told))
    assert (dispute.visit_id, dispute.ground) == (visit.visit_id, DisputeGround.NOT_THESE_PEOPLE)
    assert f"district:{city.firm.district}" in recipients
    assert not any(recipient.startswith(("agency:", "officer:")) for recipient in recipients)
    assert stored(database, visit).evidence is EvidenceLevel.STATIC_CODE


def test_the_answers_of_its_firms_stand_on_the_trail_of_a_district(supervision: Supervision, city: SmallCity) -> None:
    firm, supervisor = city.actor(Role.ENTERPRISE_MEMBER), city.actor(Role.SUPERVISOR)
    supervision.answers.confirm(firm, opened(supervision, city).visit_id)
    again = opened(supervision, city, over_limit_reason="复查")
    supervision.answers.dispute(firm, again.visit_id, DisputeGround.NOBODY_CAME, "")
    seen = [
        {row.action for row in supervision.queries.trail.page(supervisor, TrailAsked(subject=subject), Cut()).rows}
        for subject in (TrailSubject.VISIT, TrailSubject.DISPUTE)
    ]
    assert seen == [{"visit:opened", "visit:confirmed"}, {"dispute"}]


def test_a_visit_is_answered_once(supervision: Supervision, city: SmallCity) -> None:
    visit, actor = opened(supervision, city), city.actor(Role.ENTERPRISE_MEMBER)
    supervision.answers.dispute(actor, visit.visit_id, DisputeGround.NOBODY_CAME, "")
    with pytest.raises(AlreadyRecorded):
        supervision.answers.confirm(actor, visit.visit_id)


@pytest.mark.parametrize(("days", "in_time"), [(7, True), (8, False)])
def test_the_firm_has_seven_days(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, days: int, in_time: bool
) -> None:
    visit = opened(supervision, city)
    clock.pass_by(days=days)
    if in_time:
        supervision.answers.confirm(city.actor(Role.ENTERPRISE_MEMBER), visit.visit_id)
    else:
        with pytest.raises(TooLate):
            supervision.answers.confirm(city.actor(Role.ENTERPRISE_MEMBER), visit.visit_id)


def test_another_firms_visit_does_not_exist(supervision: Supervision, city: SmallCity) -> None:
    visit = opened(supervision, city)
    with pytest.raises(NoSuchRecord):
        supervision.answers.confirm(city.other_actor(Role.ENTERPRISE_MEMBER), visit.visit_id)
    with pytest.raises(NotPermitted):
        supervision.answers.confirm(city.actor(Role.OFFICER), visit.visit_id)


def test_a_voided_visit_is_not_answered(supervision: Supervision, city: SmallCity, database: Database) -> None:
    visit = opened(supervision, city)
    with database.begin() as session:
        session.get_one(Visit, (visit.enterprise_id, visit.visit_id)).state = VisitState.VOIDED
    with pytest.raises(IllegalMove):
        supervision.answers.confirm(city.actor(Role.ENTERPRISE_MEMBER), visit.visit_id)
