"""The life of an inspection plan: its states, who may move it where, and the words for what is chosen in it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from supervision_code.domain.errors import IllegalMove, NotPermitted, ReasonMissing, SecondPersonMissing
from supervision_code.domain.permissions import Actor, Permission


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    FILED = "filed"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class PlanMove(StrEnum):
    """What can be done with a plan as a whole."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    FILE = "file"
    PUBLISH = "publish"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class PlanStepKind(StrEnum):
    """One step on record in the life of a plan."""

    DRAFTED = "drafted"
    IMPORTED = "imported"
    CHOSEN = "chosen"
    DRAW_PREPARED = "draw_prepared"
    DRAWN = "drawn"
    THINNED = "thinned"
    RESTORED = "restored"
    LEFT_OUT = "left_out"
    PUT_BACK = "put_back"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    FILED = "filed"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


PERIOD_OVER: Final = "period_over"
"""Stands as the text of a step for the reason why the product itself closed a plan."""


class SelectionWay(StrEnum):
    """How the firms of a plan were chosen."""

    LISTED = "listed"
    CRITERIA = "criteria"
    DRAWN = "drawn"


class LeftOut(StrEnum):
    """Why a firm that was chosen is not inspected after all."""

    OVER_LIMIT = "over_limit"
    QUIET_PERIOD = "quiet_period"
    BY_HAND = "by_hand"


class ObjectVerdict(StrEnum):
    """What a visit under the plan would do to a firm, on the best day of the period."""

    CLEAR = "clear"
    REACHES = "reaches"
    BREAKS = "breaks"
    QUIET = "quiet"
    """Every working day of the period is in a quiet period of the firm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRule:
    """One legal move: from where to where, who may make it, and what it asks for.

    ``four_eyes``: not by who drafted, last changed or submitted it.
    """

    move: PlanMove
    before: PlanState
    after: PlanState
    permission: Permission
    step: PlanStepKind
    four_eyes: bool = False
    needs_reason: bool = False


def _withdrawal(before: PlanState, permission: Permission) -> MoveRule:
    return MoveRule(
        move=PlanMove.WITHDRAW,
        before=before,
        after=PlanState.WITHDRAWN,
        permission=permission,
        step=PlanStepKind.WITHDRAWN,
        needs_reason=True,
    )


MOVES: Final[tuple[MoveRule, ...]] = (
    MoveRule(
        move=PlanMove.SUBMIT,
        before=PlanState.DRAFT,
        after=PlanState.SUBMITTED,
        permission=Permission.PLAN_DRAFT,
        step=PlanStepKind.SUBMITTED,
    ),
    MoveRule(
        move=PlanMove.APPROVE,
        before=PlanState.SUBMITTED,
        after=PlanState.APPROVED,
        permission=Permission.PLAN_APPROVE,
        step=PlanStepKind.APPROVED,
        four_eyes=True,
    ),
    MoveRule(
        move=PlanMove.RETURN,
        before=PlanState.SUBMITTED,
        after=PlanState.DRAFT,
        permission=Permission.PLAN_APPROVE,
        step=PlanStepKind.RETURNED,
        needs_reason=True,
    ),
    MoveRule(
        move=PlanMove.FILE,
        before=PlanState.APPROVED,
        after=PlanState.FILED,
        permission=Permission.PLAN_FILE,
        step=PlanStepKind.FILED,
    ),
    MoveRule(
        move=PlanMove.RETURN,
        before=PlanState.APPROVED,
        after=PlanState.DRAFT,
        permission=Permission.PLAN_FILE,
        step=PlanStepKind.RETURNED,
        needs_reason=True,
    ),
    MoveRule(
        move=PlanMove.PUBLISH,
        before=PlanState.FILED,
        after=PlanState.PUBLISHED,
        permission=Permission.PLAN_APPROVE,
        step=PlanStepKind.PUBLISHED,
    ),
    MoveRule(
        move=PlanMove.CLOSE,
        before=PlanState.PUBLISHED,
        after=PlanState.CLOSED,
        permission=Permission.PLAN_APPROVE,
        step=PlanStepKind.CLOSED,
    ),
    _withdrawal(PlanState.DRAFT, Permission.PLAN_DRAFT),
    _withdrawal(PlanState.SUBMITTED, Permission.PLAN_DRAFT),
    _withdrawal(PlanState.APPROVED, Permission.PLAN_DRAFT),
    _withdrawal(PlanState.FILED, Permission.PLAN_DRAFT),
    _withdrawal(PlanState.PUBLISHED, Permission.PLAN_APPROVE),
)
"""The one table of moves; what is not in it is not done."""


def rule_of(state: PlanState, move: PlanMove) -> MoveRule:
    """Return the line of the table for a move from a state. Raises IllegalMove when there is none."""
    for rule in MOVES:
        if rule.before is state and rule.move is move:
            return rule
    raise IllegalMove(state=state, wanted=move)


def require_move(
    actor: Actor, state: PlanState, move: PlanMove, *, authors: Collection[UUID], reason: str = ""
) -> MoveRule:
    """Return the move's rule when this person may make it now.

    Raises IllegalMove from a state it does not start from, NotPermitted without the permission, SecondPersonMissing for
    one of the plan's ``authors`` where four eyes are asked for, ReasonMissing without words where a reason is.
    """
    rule = rule_of(state, move)
    if not actor.may(rule.permission):
        raise NotPermitted(permission=rule.permission)
    if rule.four_eyes and actor.account_id in authors:
        raise SecondPersonMissing
    if rule.needs_reason and not reason.strip():
        raise ReasonMissing(field="reason")
    return rule


def closes_by_itself(state: PlanState, last_day: int | None, today: int, backfill_days: int) -> bool:
    """Say whether a plan is closed by the product: its period is over, and so are the days for recording its visits.

    ``backfill_days``: the calendar days after a visit within which one made during an outage is recorded.
    """
    return state is PlanState.PUBLISHED and last_day is not None and last_day + backfill_days < today


def require_draft(state: PlanState) -> None:
    """Raise IllegalMove unless a plan can still be changed."""
    if state is not PlanState.DRAFT:
        raise IllegalMove(state=state, wanted=PlanState.DRAFT)


def moves_open_to(actor: Actor, state: PlanState, authors: Collection[UUID]) -> tuple[PlanMove, ...]:
    """Return the moves this person may make from a state, in the order of the table."""
    return tuple(
        rule.move
        for rule in MOVES
        if rule.before is state and actor.may(rule.permission) and not (rule.four_eyes and actor.account_id in authors)
    )
