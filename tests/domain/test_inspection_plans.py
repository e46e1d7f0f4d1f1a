"""Who may move a plan where: the whole table, cell by cell."""

from itertools import product
from typing import Final
from uuid import UUID

import pytest

from supervision_code.domain.errors import IllegalMove, NotPermitted, ReasonMissing, SecondPersonMissing
from supervision_code.domain.inspection_plans import (
    MOVES,
    PlanMove,
    PlanState,
    moves_open_to,
    require_draft,
    require_move,
    rule_of,
)
from supervision_code.domain.permissions import Actor, Role

AGENCY: Final = frozenset({Role.OFFICER, Role.AGENCY_MANAGER})
HEAD: Final = frozenset({Role.AGENCY_MANAGER})
SUPERVISION: Final = frozenset({Role.SUPERVISOR})

EXPECTED: Final = {
    (PlanState.DRAFT, PlanMove.SUBMIT): (PlanState.SUBMITTED, AGENCY),
    (PlanState.DRAFT, PlanMove.WITHDRAW): (PlanState.WITHDRAWN, AGENCY),
    (PlanState.SUBMITTED, PlanMove.APPROVE): (PlanState.APPROVED, HEAD),
    (PlanState.SUBMITTED, PlanMove.RETURN): (PlanState.DRAFT, HEAD),
    (PlanState.SUBMITTED, PlanMove.WITHDRAW): (PlanState.WITHDRAWN, AGENCY),
    (PlanState.APPROVED, PlanMove.FILE): (PlanState.FILED, SUPERVISION),
    (PlanState.APPROVED, PlanMove.RETURN): (PlanState.DRAFT, SUPERVISION),
    (PlanState.APPROVED, PlanMove.WITHDRAW): (PlanState.WITHDRAWN, AGENCY),
    (PlanState.FILED, PlanMove.PUBLISH): (PlanState.PUBLISHED, HEAD),
    (PlanState.FILED, PlanMove.WITHDRAW): (PlanState.WITHDRAWN, AGENCY),
    (PlanState.PUBLISHED, PlanMove.CLOSE): (PlanState.CLOSED, HEAD),
    (PlanState.PUBLISHED, PlanMove.WITHDRAW): (PlanState.WITHDRAWN, HEAD),
}
"""The table as it is meant, written down a second time: everything that is not here is illegal."""
REASONED: Final = frozenset({PlanMove.RETURN, PlanMove.WITHDRAW})
SOMEBODY_ELSE: Final = UUID(int=2)


def actor(role: Role) -> Actor:
    return Actor(account_id=UUID(int=1), role=role, name="某人")


def test_the_table_holds_these_moves_and_no_others() -> None:
    table = {(rule.before, rule.move): rule.after for rule in MOVES}
    assert table == {key: after for key, (after, _) in EXPECTED.items()}
    assert len(MOVES) == len(EXPECTED)


@pytest.mark.parametrize(("state", "move", "role"), list(product(PlanState, PlanMove, Role)), ids=str)
def test_every_cell_of_the_table(state: PlanState, move: PlanMove, role: Role) -> None:
    expected = EXPECTED.get((state, move))
    if expected is None:
        with pytest.raises(IllegalMove):
            require_move(actor(role), state, move, authors={SOMEBODY_ELSE}, reason="理由")
        return
    after, may = expected
    if role not in may:
        with pytest.raises(NotPermitted):
            require_move(actor(role), state, move, authors={SOMEBODY_ELSE}, reason="理由")
        return
    assert require_move(actor(role), state, move, authors={SOMEBODY_ELSE}, reason="理由").after is after
    if move in REASONED:
        with pytest.raises(ReasonMissing):
            require_move(actor(role), state, move, authors={SOMEBODY_ELSE}, reason="  ")
    else:
        assert require_move(actor(role), state, move, authors={SOMEBODY_ELSE}).after is after


def test_only_approval_asks_for_a_second_person() -> None:
    assert {rule.move for rule in MOVES if rule.four_eyes} == {PlanMove.APPROVE}
    assert {rule.move for rule in MOVES if rule.needs_reason} == REASONED


def test_who_worked_on_a_plan_does_not_approve_it() -> None:
    head = actor(Role.AGENCY_MANAGER)
    with pytest.raises(SecondPersonMissing):
        require_move(head, PlanState.SUBMITTED, PlanMove.APPROVE, authors={head.account_id})
    assert PlanMove.APPROVE not in moves_open_to(head, PlanState.SUBMITTED, {head.account_id})
    assert PlanMove.APPROVE in moves_open_to(head, PlanState.SUBMITTED, {SOMEBODY_ELSE})


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("role", Role)
def test_the_moves_offered_are_those_that_can_be_made(state: PlanState, role: Role) -> None:
    offered = moves_open_to(actor(role), state, {SOMEBODY_ELSE})
    assert set(offered) == {move for (before, move), (_, may) in EXPECTED.items() if before is state and role in may}


@pytest.mark.parametrize("state", [PlanState.CLOSED, PlanState.WITHDRAWN])
def test_nothing_leads_out_of_an_end(state: PlanState) -> None:
    for move in PlanMove:
        with pytest.raises(IllegalMove):
            rule_of(state, move)


@pytest.mark.parametrize("state", PlanState)
def test_only_a_draft_is_changed(state: PlanState) -> None:
    if state is PlanState.DRAFT:
        require_draft(state)
        return
    with pytest.raises(IllegalMove):
        require_draft(state)
