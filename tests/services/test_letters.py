"""Letters to the agency complained of: among many firms at once, among few only when three agree."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.complaints import ComplaintStepKind
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, ReasonMissing, SecondPersonMissing
from supervision_code.domain.letters import LetterScope, LetterState
from supervision_code.domain.permissions import Actor, Role
from supervision_code.persistence.models.complaints import ComplaintStep
from supervision_code.persistence.models.confidential import ComplaintLetter, ConfidentialRecord
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.product import Supervision
from supervision_code.queries.inbox import MessageRow
from supervision_code.services.letters import LetterDraft
from tests.factories import given
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea, happened
from tests.factories.complaints import build_complaint
from tests.factories.registry import build_enterprise
from tests.factories.small_city import SmallCity
from tests.support.clock import FRIDAY_TEN

_DRAFT = LetterDraft(scope=LetterScope.MONTH, text="请说明贵局近期检查是否都先扫码。")
_SECOND = build_actor(Role.SUPERVISOR)


@pytest.fixture
def supervisor(area: BusyArea) -> Actor:
    return area.city.actor(Role.SUPERVISOR)


def _messages(supervision: Supervision, actor: Actor) -> list[MessageRow]:
    return supervision.queries.inbox.messages(actor, None, 50)


def _to_agency(supervision: Supervision, area: BusyArea) -> list[object]:
    received = _messages(supervision, area.city.actor(Role.AGENCY_MANAGER))
    return [row.facts["text"] for row in received if row.key == "inbox-supervisor-letter"]


def _letter(supervision: Supervision) -> ComplaintLetter:
    with supervision.database.read() as session:
        return session.scalars(select(ComplaintLetter)).one()


def _asked(supervision: Supervision, area: BusyArea, supervisor: Actor) -> UUID:
    assert supervision.letters.write(supervisor, area.complaint.id, _DRAFT) is LetterState.ASKED
    return _letter(supervision).id


def test_among_enough_firms_the_letter_is_sent_at_once(
    supervision: Supervision, area: BusyArea, supervisor: Actor
) -> None:
    for number in range(10):
        firm = build_enterprise(f"深圳市第{number}家")
        given(supervision.database, firm)
        happened(supervision, firm, FRIDAY_TEN - timedelta(days=4))
    assert supervision.letters.write(supervisor, area.complaint.id, _DRAFT) is LetterState.SENT
    assert _to_agency(supervision, area) == [_DRAFT.text]
    by_day = replace(_DRAFT, scope=LetterScope.DAY)
    assert supervision.letters.write(supervisor, area.complaint.id, by_day) is LetterState.ASKED


def test_among_few_firms_it_takes_the_firm_and_a_second_supervisor(
    supervision: Supervision, area: BusyArea, supervisor: Actor
) -> None:
    letter = _asked(supervision, area, supervisor)
    member = area.city.actor(Role.ENTERPRISE_MEMBER)
    assert "inbox-complaint-letter-asked" in {row.key for row in _messages(supervision, member)}
    with pytest.raises(IllegalMove):
        supervision.letters.approve(_SECOND, area.complaint.id, letter)
    supervision.letters.answer(member, area.complaint.reference, letter, agrees=True)
    with pytest.raises(SecondPersonMissing):
        supervision.letters.approve(supervisor, area.complaint.id, letter)
    assert _to_agency(supervision, area) == []
    supervision.letters.approve(_SECOND, area.complaint.id, letter)
    assert _to_agency(supervision, area) == [_DRAFT.text]
    assert _letter(supervision).state is LetterState.SENT


def test_what_the_agency_receives_leads_nowhere(supervision: Supervision, area: BusyArea, supervisor: Actor) -> None:
    letter = _asked(supervision, area, supervisor)
    supervision.letters.answer(area.city.actor(Role.ENTERPRISE_MEMBER), area.complaint.reference, letter, agrees=True)
    supervision.letters.approve(_SECOND, area.complaint.id, letter)
    received = _messages(supervision, area.city.actor(Role.AGENCY_MANAGER))
    (message,) = [row for row in received if row.key == "inbox-supervisor-letter"]
    assert (dict(message.facts), message.link) == ({"text": _DRAFT.text}, "")


def test_a_firm_that_refuses_is_heard(supervision: Supervision, area: BusyArea, supervisor: Actor) -> None:
    letter = _asked(supervision, area, supervisor)
    supervision.letters.answer(area.city.actor(Role.ENTERPRISE_MEMBER), area.complaint.reference, letter, agrees=False)
    with pytest.raises(IllegalMove):
        supervision.letters.approve(_SECOND, area.complaint.id, letter)
    assert _to_agency(supervision, area) == []


def test_a_letter_can_be_taken_back_until_it_is_sent(
    supervision: Supervision, area: BusyArea, supervisor: Actor
) -> None:
    letter = _asked(supervision, area, supervisor)
    supervision.letters.stop(supervisor, area.complaint.id, letter)
    with pytest.raises(IllegalMove):
        supervision.letters.answer(
            area.city.actor(Role.ENTERPRISE_MEMBER), area.complaint.reference, letter, agrees=True
        )


def test_every_step_is_on_record_without_the_name_of_the_firm(
    supervision: Supervision, area: BusyArea, supervisor: Actor
) -> None:
    letter = _asked(supervision, area, supervisor)
    member = area.city.actor(Role.ENTERPRISE_MEMBER)
    supervision.letters.answer(member, area.complaint.reference, letter, agrees=True)
    supervision.letters.approve(_SECOND, area.complaint.id, letter)
    kinds = [ComplaintStepKind.LETTER_ASKED, ComplaintStepKind.LETTER_AGREED, ComplaintStepKind.LETTER_SENT]
    with supervision.database.read() as session:
        steps = session.scalars(select(ComplaintStep).order_by(ComplaintStep.id)).all()
        acts = session.scalars(select(TrailEntry).where(TrailEntry.action.like("complaint:letter%"))).all()
        committed = session.scalars(select(ConfidentialRecord)).all()
    assert [step.kind for step in steps] == kinds
    assert steps[1].account_name == ""
    assert {act.account_name for act in acts} == {supervisor.name, _SECOND.name, ""}
    assert len(committed) == 3


def test_words_and_an_agency_are_needed(
    supervision: Supervision, area: BusyArea, supervisor: Actor, city: SmallCity
) -> None:
    with pytest.raises(ReasonMissing):
        supervision.letters.write(supervisor, area.complaint.id, replace(_DRAFT, text=" "))
    nobody = build_complaint(city.firm, agency=None)
    given(supervision.database, nobody)
    with pytest.raises(InvalidValue):
        supervision.letters.write(supervisor, nobody.id, _DRAFT)


def test_the_letters_of_other_firms_and_areas_do_not_exist(
    supervision: Supervision, area: BusyArea, supervisor: Actor
) -> None:
    letter = _asked(supervision, area, supervisor)
    stranger, next_door = area.city.other_actor(Role.ENTERPRISE_MEMBER), area.city.other_actor(Role.SUPERVISOR)
    with pytest.raises(NoSuchRecord):
        supervision.letters.answer(stranger, area.complaint.reference, letter, agrees=True)
    with pytest.raises(NoSuchRecord):
        supervision.letters.approve(next_door, area.complaint.id, letter)
    with pytest.raises(NoSuchRecord):
        supervision.letters.stop(next_door, area.complaint.id, letter)
    with pytest.raises(NoSuchRecord):
        supervision.letters.write(next_door, area.complaint.id, _DRAFT)
    with pytest.raises(NoSuchRecord):
        supervision.letters.approve(supervisor, area.complaint.id, UUID(int=3))
