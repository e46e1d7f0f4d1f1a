"""The firms of a plan: listed, chosen, drawn by lot, thinned to those below their limit, and put back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord
from supervision_code.domain.inspection_plan_criteria import Criteria
from supervision_code.domain.inspection_plan_draws import base_digest, draw, seed_commitment
from supervision_code.domain.inspection_plan_objects import ObjectFault, ObjectsRefused
from supervision_code.domain.inspection_plans import LeftOut, ObjectVerdict, PlanState, PlanStepKind, SelectionWay
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.registry import EnterpriseKind, EnterpriseStatus, RiskTier
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject, PlanStep
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.inspection_plan_objects import ObjectView
from supervision_code.queries.paging import Cut
from tests.factories import given
from tests.factories.inspection_plans import CONTENTS, brought_to, drafted, some_firms
from tests.factories.registry import FUTIAN_STREET, LONGHUA_STREET, build_enterprise, credit_code
from tests.factories.small_city import SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.support.clock import FRIDAY_TEN
from tests.support.statements import count_statements


def chosen(database: Database, plan_id: UUID) -> set[UUID]:
    with database.read() as session:
        wanted = (PlanObject.plan_id == plan_id, PlanObject.left_out.is_(None))
        return set(session.scalars(select(PlanObject.enterprise_id).where(*wanted)))


def plan_of(database: Database, plan_id: UUID) -> InspectionPlan:
    with database.read() as session:
        return session.get_one(InspectionPlan, plan_id)


def visited(database: Database, firm: Enterprise, times: int) -> None:
    """SCJG came to the firm so many times this year, for something else each time."""
    for number in range(times):
        visit = build_visit(firm, started_at=FRIDAY_TEN - timedelta(days=40 * (number + 1)))
        given(database, *with_parts(visit, items=("SCJG-9",)))


def test_a_pasted_list_is_taken_whole_or_not_at_all(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    officer, objects = city.actor(Role.OFFICER), supervision.inspection_plan_objects
    closed = build_enterprise(status=EnterpriseStatus.CLOSED)
    given(database, closed)
    plan_id = drafted(supervision, city)
    codes = [city.firm.uscc, "123", credit_code(999_999), closed.uscc, city.other_firm.uscc]
    with pytest.raises(ObjectsRefused) as refused:
        objects.choose_listed(officer, plan_id, codes)
    assert [(one.code, one.fault) for one in refused.value.problems] == [
        ("123", ObjectFault.BAD_CODE),
        (credit_code(999_999), ObjectFault.UNKNOWN),
        (closed.uscc, ObjectFault.CLOSED),
        (city.other_firm.uscc, ObjectFault.OUTSIDE),
    ]
    assert chosen(database, plan_id) == {city.firm.id}
    firms = some_firms(supervision, 2)
    assert objects.choose_listed(officer, plan_id, [firm.uscc.lower() for firm in [*firms, firms[0]]], 40) == 2
    assert chosen(database, plan_id) == {firm.id for firm in firms}
    assert (plan_of(database, plan_id).selection, plan_of(database, plan_id).base) == (SelectionWay.LISTED, 40)
    for wrong in ([], [credit_code(1)] * 20_001):
        with pytest.raises(InvalidValue):
            objects.choose_listed(officer, plan_id, wrong)


@pytest.mark.parametrize(
    ("criteria", "number"),
    [
        (Criteria(), 4),
        (Criteria(industries=("H",)), 3),
        (Criteria(industries=("H62", "C3")), 4),
        (Criteria(tiers=(RiskTier.D,)), 1),
        (Criteria(kinds=(EnterpriseKind.SOLE_TRADER,)), 1),
        (Criteria(areas=(FUTIAN_STREET,)), 3),
        (Criteria(areas=(FUTIAN_STREET,), industries=("C",), tiers=(RiskTier.D,)), 1),
    ],
)
def test_criteria_choose_firms_in_business_of_the_own_area(
    supervision: Supervision, city: SmallCity, database: Database, criteria: Criteria, number: int
) -> None:
    given(
        database,
        build_enterprise(industry="C3360", risk_tier=RiskTier.D),
        build_enterprise(industry="H6220", kind=EnterpriseKind.SOLE_TRADER),
        build_enterprise(street=None),
        build_enterprise(status=EnterpriseStatus.CLOSED),
    )
    officer, plan_id = city.actor(Role.OFFICER), drafted(supervision, city, firms=[])
    assert supervision.queries.inspection_plan_choices.matching(officer, criteria) == number
    assert supervision.inspection_plan_objects.choose_by(officer, plan_id, criteria) == number
    assert len(chosen(database, plan_id)) == number
    assert plan_of(database, plan_id).selection is SelectionWay.CRITERIA


def test_criteria_that_choose_nobody_change_nothing(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    officer, plan_id = city.actor(Role.OFFICER), drafted(supervision, city)
    for criteria in (Criteria(industries=("A",)), Criteria(areas=(LONGHUA_STREET,))):
        with pytest.raises(InvalidValue):
            supervision.inspection_plan_objects.choose_by(officer, plan_id, criteria)
    assert chosen(database, plan_id) == {city.firm.id}


def test_a_smaller_share_is_drawn_by_lot_with_a_seed_fixed_before(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    officer, objects = city.actor(Role.OFFICER), supervision.inspection_plan_objects
    codes = [city.firm.uscc, *(firm.uscc for firm in some_firms(supervision, 29))]
    plan_id = drafted(supervision, city, replace(CONTENTS, share=20), firms=[])
    assert objects.choose_by(officer, plan_id, Criteria(industries=("H",))) == 30
    fixed = supervision.queries.inspection_plan_pages.own(officer, plan_id).draw
    assert fixed is not None
    assert (fixed.seed, fixed.number, fixed.base_digest) == ("", 6, base_digest(codes))
    assert chosen(database, plan_id) == set()

    assert objects.draw(officer, plan_id) == 6

    opened = supervision.queries.inspection_plan_pages.own(officer, plan_id).draw
    assert opened is not None
    assert seed_commitment(opened.seed) == fixed.commitment == opened.commitment
    assert {one.uscc for one in supervision.queries.inspection_plan_objects.export(officer, plan_id)} == set(
        draw(codes, opened.seed, 6)
    )
    with pytest.raises(IllegalMove):
        objects.draw(officer, plan_id)
    with database.read() as session:
        kinds = session.scalars(select(PlanStep.kind).order_by(PlanStep.id)).all()
        entries = session.scalars(select(LedgerEntry.kind).where(LedgerEntry.kind == LedgerKind.PLAN_DRAW_FIXED)).all()
    assert kinds[-2:] == [PlanStepKind.DRAW_PREPARED, PlanStepKind.DRAWN]
    assert len(entries) == 1


def test_a_base_that_changed_since_is_not_drawn_from(supervision: Supervision, city: SmallCity) -> None:
    officer, objects = city.actor(Role.OFFICER), supervision.inspection_plan_objects
    plan_id = drafted(supervision, city, replace(CONTENTS, share=50), firms=[])
    with pytest.raises(IllegalMove):
        objects.draw(officer, plan_id)
    objects.choose_by(officer, plan_id, Criteria())
    some_firms(supervision, 1)
    with pytest.raises(InvalidValue):
        objects.draw(officer, plan_id)
    objects.choose_by(officer, plan_id, Criteria())
    assert objects.draw(officer, plan_id) == 1


def test_one_click_keeps_the_firms_below_their_limit_and_another_undoes_it(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    free, last, full = some_firms(supervision, 3)
    visited(database, last, 1)
    visited(database, full, 2)
    officer, objects = city.actor(Role.OFFICER), supervision.inspection_plan_objects
    plan_id = drafted(supervision, city, firms=[free, last, full])
    counts = supervision.queries.inspection_plan_pages.own(officer, plan_id).counts
    assert counts.kept == {ObjectVerdict.CLEAR: 1, ObjectVerdict.REACHES: 1, ObjectVerdict.BREAKS: 1}

    assert objects.thin(officer, plan_id) == 1

    assert chosen(database, plan_id) == {free.id, last.id}
    left = supervision.queries.inspection_plan_objects.own(officer, plan_id, ObjectView.LEFT_OUT, Cut())
    assert [(row.enterprise_id, row.left_out, row.verdict) for row in left.rows] == [
        (full.id, LeftOut.OVER_LIMIT, ObjectVerdict.BREAKS)
    ]
    assert (left.rows[0].breaches[0].count, left.rows[0].breaches[0].limit) == (3, 2)
    assert objects.thin(officer, plan_id) == 0
    assert objects.restore(officer, plan_id) == 1
    assert chosen(database, plan_id) == {free.id, last.id, full.id}


def test_one_firm_is_left_out_by_hand_and_stays_so_when_the_thinning_is_undone(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    officer, objects = city.actor(Role.OFFICER), supervision.inspection_plan_objects
    one, other = some_firms(supervision, 2)
    plan_id = drafted(supervision, city, firms=[one, other])
    objects.leave_out(officer, plan_id, one.id)
    assert objects.restore(officer, plan_id) == 0
    assert chosen(database, plan_id) == {other.id}
    objects.put_back(officer, plan_id, one.id)
    objects.put_back(officer, plan_id, one.id)
    assert chosen(database, plan_id) == {one.id, other.id}
    by_hand = [PlanStepKind.LEFT_OUT, PlanStepKind.PUT_BACK]
    with database.read() as session:
        steps = session.scalars(select(PlanStep).where(PlanStep.kind.in_(by_hand)).order_by(PlanStep.id)).all()
        assert [(step.kind, step.text) for step in steps] == [(kind, one.uscc) for kind in by_hand]
        assert {"plan:left_out", "plan:put_back"} <= set(session.scalars(select(TrailEntry.action)))
    with pytest.raises(NoSuchRecord):
        objects.leave_out(officer, plan_id, city.firm.id)


def test_the_rules_are_asked_about_thousands_with_a_few_statements(supervision: Supervision, city: SmallCity) -> None:
    officer, objects = city.actor(Role.OFFICER), supervision.inspection_plan_objects

    def statements(firms: Sequence[Enterprise]) -> int:
        plan_id = drafted(supervision, city, firms=firms)
        with count_statements(supervision.database) as made:
            objects.judge_again(officer, plan_id)
        return len(made)

    firms = some_firms(supervision, 120)
    assert statements(firms[:2]) == statements(firms)


def test_no_firm_of_a_plan_learns_of_it_before_its_notice(supervision: Supervision, city: SmallCity) -> None:
    brought_to(supervision, city, PlanState.PUBLISHED)
    member = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    assert supervision.queries.inbox.messages(member, None, 20) == []
