"""Assigning officers to planned visits: who may, whom, what is refused, who is told."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.days import day_of
from supervision_code.domain.errors import (
    CertificateInvalid,
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    TooFewOfficers,
)
from supervision_code.domain.errors_of_working_day import OfficerElsewhere
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.registry import build_officer
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.working_day import at_half
from tests.support.clock import FRIDAY_TEN

MONDAY = day_of(FRIDAY_TEN) + timedelta(days=3)


def planned(supervision: Supervision, city: SmallCity, *, at_other: bool = False, day: date = MONDAY) -> UUID:
    firm = city.other_firm if at_other else city.firm
    actor = city.actor(Role.OFFICER)
    return supervision.planned_visits.plan(actor, firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), "")


def both(city: SmallCity) -> set[UUID]:
    return {city.officers[0].id, city.officers[1].id}


def going(supervision: Supervision, actor: Actor, firm: UUID, plan: UUID) -> set[UUID]:
    return {one.id for one in supervision.queries.assignments.of_visit(actor, firm, plan).assigned}


def told(supervision: Supervision) -> set[tuple[str, str]]:
    with supervision.database.read() as session:
        rows = session.scalars(select(InboxMessage).where(InboxMessage.key.endswith("assigned")))
        return {(row.recipient, row.key) for row in rows}


def test_the_manager_sends_two_and_they_are_told(supervision: Supervision, city: SmallCity) -> None:
    plan, manager = planned(supervision, city), city.actor(Role.AGENCY_MANAGER)

    assert supervision.assignments.assign(manager, city.firm.id, plan, both(city)) == 2

    assert going(supervision, manager, city.firm.id, plan) == both(city)
    assert told(supervision) == {(f"officer:{one}", "inbox-assigned") for one in both(city)}
    with supervision.database.read() as session:
        assert "plan:assigned" in set(session.scalars(select(TrailEntry.action)))


def test_who_is_replaced_or_taken_back_is_told_too(supervision: Supervision, city: SmallCity) -> None:
    third = build_officer(SCJG, "周立", certificate_no="44030400103")
    given(supervision.database, third)
    plan, manager = planned(supervision, city), city.actor(Role.AGENCY_MANAGER)
    supervision.assignments.assign(manager, city.firm.id, plan, both(city))

    supervision.assignments.assign(manager, city.firm.id, plan, {city.officers[0].id, third.id})
    assert going(supervision, manager, city.firm.id, plan) == {city.officers[0].id, third.id}
    assert (f"officer:{city.officers[1].id}", "inbox-not-assigned") in told(supervision)

    assert supervision.assignments.assign(manager, city.firm.id, plan, ()) == 0
    assert going(supervision, manager, city.firm.id, plan) == set()


def test_one_officer_is_not_enough(supervision: Supervision, city: SmallCity) -> None:
    plan = planned(supervision, city)
    with pytest.raises(TooFewOfficers):
        supervision.assignments.assign(city.actor(Role.AGENCY_MANAGER), city.firm.id, plan, {city.officers[0].id})


def test_a_certificate_must_last_through_the_day(supervision: Supervision, city: SmallCity) -> None:
    last = build_officer(SCJG, "周立", certificate_no="44030400103", valid_until=MONDAY)
    short = build_officer(SCJG, "吴迪", certificate_no="44030400104", valid_until=MONDAY - timedelta(days=1))
    given(supervision.database, last, short)
    plan, manager = planned(supervision, city), city.actor(Role.AGENCY_MANAGER)

    assert supervision.assignments.assign(manager, city.firm.id, plan, {city.officers[0].id, last.id}) == 2
    with pytest.raises(CertificateInvalid):
        supervision.assignments.assign(manager, city.firm.id, plan, {city.officers[0].id, short.id})
    assert going(supervision, manager, city.firm.id, plan) == {city.officers[0].id, last.id}


def test_who_is_expected_elsewhere_goes_only_when_that_is_said(supervision: Supervision, city: SmallCity) -> None:
    here, there = planned(supervision, city), planned(supervision, city, at_other=True)
    at_half(supervision, HalfDay.MORNING, here, there)
    manager = city.actor(Role.AGENCY_MANAGER)
    supervision.assignments.assign(manager, city.firm.id, here, both(city))

    page = supervision.queries.assignments.of_visit(manager, city.other_firm.id, there)
    assert {one.elsewhere for one in page.officers} == {(city.firm.name,)}
    with pytest.raises(OfficerElsewhere):
        supervision.assignments.assign(manager, city.other_firm.id, there, both(city))
    assert supervision.assignments.assign(manager, city.other_firm.id, there, both(city), despite=True) == 2


def test_two_visits_of_a_day_without_a_time_are_a_hint_and_hold_nobody_back(
    supervision: Supervision, city: SmallCity
) -> None:
    here, there = planned(supervision, city), planned(supervision, city, at_other=True)
    manager = city.actor(Role.AGENCY_MANAGER)
    supervision.assignments.assign(manager, city.firm.id, here, both(city))

    page = supervision.queries.assignments.of_visit(manager, city.other_firm.id, there)
    assert {(one.elsewhere, one.beside) for one in page.officers} == {((), (city.firm.name,))}
    assert supervision.assignments.assign(manager, city.other_firm.id, there, both(city)) == 2


def test_saving_again_what_is_saved_asks_nothing(supervision: Supervision, city: SmallCity) -> None:
    here, there = planned(supervision, city), planned(supervision, city, at_other=True)
    at_half(supervision, HalfDay.MORNING, here, there)
    manager = city.actor(Role.AGENCY_MANAGER)
    supervision.assignments.assign(manager, city.firm.id, here, both(city))
    supervision.assignments.assign(manager, city.other_firm.id, there, both(city), despite=True)

    assert supervision.assignments.assign(manager, city.other_firm.id, there, both(city)) == 2


def test_an_officer_of_another_agency_cannot_be_sent(supervision: Supervision, city: SmallCity) -> None:
    plan = planned(supervision, city)
    with pytest.raises(InvalidValue):
        supervision.assignments.assign(
            city.actor(Role.AGENCY_MANAGER), city.firm.id, plan, {city.officers[0].id, city.officers[2].id}
        )


def test_an_officer_takes_a_place_and_gives_it_up_but_sends_nobody(supervision: Supervision, city: SmallCity) -> None:
    plan, officer = planned(supervision, city), city.actor(Role.OFFICER)

    supervision.assignments.take(officer, city.firm.id, plan)
    assert going(supervision, officer, city.firm.id, plan) == {officer.officer_id}
    assert supervision.queries.assignments.of_visit(officer, city.firm.id, plan).missing == 1
    supervision.assignments.give_up(officer, city.firm.id, plan)
    assert going(supervision, officer, city.firm.id, plan) == set()
    assert told(supervision) == set()
    with pytest.raises(NoSuchRecord):
        supervision.assignments.give_up(officer, city.firm.id, plan)
    with pytest.raises(NotPermitted):
        supervision.assignments.assign(officer, city.firm.id, plan, both(city))


def test_who_left_the_agency_meanwhile_keeps_nobody_from_going(supervision: Supervision, city: SmallCity) -> None:
    plan, manager, officer = planned(supervision, city), city.actor(Role.AGENCY_MANAGER), city.actor(Role.OFFICER)
    third = build_officer(SCJG, "周立", certificate_no="44030400103")
    given(supervision.database, third)
    supervision.assignments.assign(manager, city.firm.id, plan, {city.officers[1].id, third.id})
    with supervision.database.begin() as session:
        session.get_one(Officer, third.id).agency = YJJ

    supervision.assignments.take(officer, city.firm.id, plan)
    assert going(supervision, officer, city.firm.id, plan) == both(city)

    with supervision.database.begin() as session:
        session.get_one(Officer, city.officers[1].id).agency = YJJ
    supervision.assignments.give_up(officer, city.firm.id, plan)
    assert going(supervision, officer, city.firm.id, plan) == set()


def test_who_has_no_certificate_of_his_own_cannot_take_a_place(supervision: Supervision, city: SmallCity) -> None:
    plan = planned(supervision, city)
    with pytest.raises(NotPermitted):
        supervision.assignments.take(city.actor(Role.AGENCY_MANAGER), city.firm.id, plan)
    nobody = replace(city.actor(Role.AGENCY_MANAGER), agency=None)
    with pytest.raises(NotPermitted):
        supervision.assignments.assign(nobody, city.firm.id, plan, ())


def test_another_agency_finds_the_visit_only_once_it_has_joined(supervision: Supervision, city: SmallCity) -> None:
    plan, stranger = planned(supervision, city), city.other_actor(Role.AGENCY_MANAGER)
    theirs = {city.officers[2].id, city.officers[3].id}
    with pytest.raises(NoSuchRecord):
        supervision.assignments.assign(stranger, city.firm.id, plan, theirs)
    with pytest.raises(NoSuchRecord):
        supervision.queries.assignments.of_visit(stranger, city.firm.id, plan)

    supervision.planned_visits.join(city.other_actor(Role.OFFICER), city.firm.id, plan)
    supervision.assignments.assign(stranger, city.firm.id, plan, theirs)

    assert going(supervision, stranger, city.firm.id, plan) == theirs
    assert going(supervision, city.actor(Role.AGENCY_MANAGER), city.firm.id, plan) == set()


def test_nobody_is_sent_to_a_visit_that_was_called_off(supervision: Supervision, city: SmallCity) -> None:
    plan, manager = planned(supervision, city), city.actor(Role.AGENCY_MANAGER)
    supervision.planned_visits.cancel(city.actor(Role.OFFICER), city.firm.id, plan)
    with pytest.raises(IllegalMove):
        supervision.assignments.assign(manager, city.firm.id, plan, both(city))
