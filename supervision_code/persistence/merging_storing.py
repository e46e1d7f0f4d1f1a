"""Writes how tasks were brought together: many firms with few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Delete, delete, select, text, update
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.log import split_items
from supervision_code.persistence.merging_deciding import Decision, Proposal
from supervision_code.persistence.merging_shares import Share, joined_items
from supervision_code.persistence.models.joint_visits import SavedVisit, UnplacedTask
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit

NOBODY: Final = UUID(int=0)
"""Stands for the product itself where an account is named."""
_PAGES_KIB: Final = 65_536

_ON_POSTGRESQL: Final = """UPDATE inspection_tasks AS t SET state = n.state, planned_visit_id = n.plan
FROM unnest(%s::text[], %s::uuid[], %s::uuid[], %s::uuid[]) AS n(state, plan, firm, task)
WHERE t.enterprise_id = n.firm AND t.id = n.task"""
_ON_SQLITE: Final = "UPDATE inspection_tasks SET state = ?, planned_visit_id = ? WHERE enterprise_id = ? AND id = ?"


@dataclass(slots=True)
class _Rows:
    """What is to be inserted and changed, and where tasks go (planned visit or None, firm, task)."""

    now: datetime
    plans: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    joinings: list[dict[str, Any]] = field(default_factory=list)
    saved: list[dict[str, Any]] = field(default_factory=list)
    unplaced: list[dict[str, Any]] = field(default_factory=list)
    placements: list[tuple[UUID | None, UUID, UUID]] = field(default_factory=list)

    def place(self, firm: UUID, plan_id: UUID, share: Share) -> None:
        """Put an agency's tasks into a visit."""
        self.placements += [(plan_id, firm, task) for task in share.tasks]
        if share.avoided:
            same = {"enterprise_id": firm, "plan_id": plan_id, "agency": share.agency}
            self.saved.append({**same, "id": new_id(self.now), "at": self.now})

    def invite(self, firm: UUID, plan_id: UUID, share: Share) -> None:
        """Ask an agency to come along."""
        self.joinings.append(
            {
                "enterprise_id": firm,
                "plan_id": plan_id,
                "agency": share.agency,
                "joined_by": None,
                "joined_at": None,
                "answer": JoiningAnswer.INVITED,
                "reason": "",
                "type": share.type,
                "items": share.items,
            }
        )


def store(session: Session, decisions: Sequence[Decision], today: int, now: datetime) -> None:
    """Write what was decided for these firms, whose locks are the caller's."""
    rows = _Rows(now)
    _clear(session, decisions)
    standing = _Standing.read(session, decisions)
    for decision in decisions:
        for proposal in decision.proposals:
            _propose(proposal, rows)
        for plan_id, shares in decision.joined.items():
            for share in shares:
                _let_join(standing, decision.enterprise_id, plan_id, share, rows)
        _note_unplaced(decision, today, rows)
    if rows.changed:
        session.execute(update(PlannedVisit), rows.changed)
    insert_rows(session, PlannedVisit.__table__, rows.plans)
    insert_rows(session, PlanJoining.__table__, rows.joinings)
    insert_rows(session, SavedVisit.__table__, rows.saved)
    insert_rows(session, UnplacedTask.__table__, rows.unplaced)
    place_tasks(session, rows.placements)


def keep_pages(session: Session) -> None:
    """Let SQLite keep what it read of the file on this connection: tasks of one firm lie scattered over many pages."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"PRAGMA cache_size=-{_PAGES_KIB}"))


def place_tasks(session: Session, placements: Sequence[tuple[UUID | None, UUID, UUID]]) -> None:
    """Put tasks (planned visit, firm, task) into planned visits; None sets them free."""
    if not placements:
        return
    session.flush()
    states = [(TaskState.OPEN if plan is None else TaskState.PLACED).value for plan, _, _ in placements]
    driver: Any = session.connection().connection.driver_connection
    if session.get_bind().dialect.name == "postgresql":
        columns = [list(column) for column in zip(*placements, strict=True)]
        driver.execute(_ON_POSTGRESQL, (states, *columns))
    else:
        hexes = [tuple(None if one is None else one.hex for one in placed) for placed in placements]
        driver.executemany(_ON_SQLITE, [(state, *one) for state, one in zip(states, hexes, strict=True)])


def _clear(session: Session, decisions: Sequence[Decision]) -> None:
    """Take away what earlier tries left: invitations into proposals that change or go, and tasks without a day."""
    withdrawn = [(decision.enterprise_id, plan_id) for decision in decisions for plan_id in decision.withdrawn]
    changed = [(one.enterprise_id, one.instead_of) for decision in decisions for one in decision.proposals]
    old = [*withdrawn, *((firm, plan_id) for firm, plan_id in changed if plan_id is not None)]
    if old:
        firms, plans = {firm for firm, _ in old}, [plan_id for _, plan_id in old]
        for table in (PlanJoining, SavedVisit):
            session.execute(_quietly(delete(table).where(table.enterprise_id.in_(firms), table.plan_id.in_(plans))))
    if withdrawn:
        cancelled = {"state": PlannedVisitState.CANCELLED}
        session.execute(
            update(PlannedVisit), [{"enterprise_id": firm, "id": plan_id, **cancelled} for firm, plan_id in withdrawn]
        )
    tried = [decision.enterprise_id for decision in decisions]
    session.execute(_quietly(delete(UnplacedTask).where(UnplacedTask.enterprise_id.in_(tried))))


def _quietly(statement: Delete) -> Delete:
    """Nothing that goes was loaded as an object, so none has to be told."""
    return statement.execution_options(synchronize_session=False)


class _Standing(NamedTuple):
    """The visits that tasks join, and who takes part in them (by visit and agency)."""

    plans: Mapping[UUID, PlannedVisit]
    joinings: Mapping[tuple[UUID, str], PlanJoining]

    @classmethod
    def read(cls, session: Session, decisions: Iterable[Decision]) -> "_Standing":
        """Read them for all firms at once."""
        firms = [decision.enterprise_id for decision in decisions if decision.joined]
        ids = [plan_id for decision in decisions for plan_id in decision.joined]
        if not ids:
            return cls({}, {})
        plans = select(PlannedVisit).where(PlannedVisit.enterprise_id.in_(firms), PlannedVisit.id.in_(ids))
        joinings = select(PlanJoining).where(PlanJoining.enterprise_id.in_(firms), PlanJoining.plan_id.in_(ids))
        return cls(
            {plan.id: plan for plan in session.scalars(plans)},
            {(joining.plan_id, joining.agency): joining for joining in session.scalars(joinings)},
        )


def _propose(proposal: Proposal, rows: _Rows) -> None:
    firm, plan_id = proposal.enterprise_id, proposal.instead_of or new_id(rows.now)
    row = {
        "enterprise_id": firm,
        "id": plan_id,
        "agency": proposal.lead.agency,
        "day": proposal.day,
        "type": proposal.lead.type,
        "items": proposal.lead.items,
        "note": "",
        "state": PlannedVisitState.PROPOSED,
        "planned_by": NOBODY,
        "planned_at": rows.now,
        "first_day": proposal.first_day,
        "last_day": proposal.last_day,
        "merged_at": rows.now,
        "without_notice": proposal.without_notice,
    }
    if proposal.instead_of is None:
        rows.plans.append({**row, "visit_id": None, "half_day": None})
    else:
        rows.changed.append(row)
    rows.place(firm, plan_id, proposal.lead)
    for share in proposal.others:
        rows.place(firm, plan_id, share)
        rows.invite(firm, plan_id, share)


def _let_join(standing: _Standing, firm: UUID, plan_id: UUID, share: Share, rows: _Rows) -> None:
    """Put an agency's tasks into a visit that stands; who is not part of it yet is asked to be."""
    rows.place(firm, plan_id, share)
    plan = standing.plans[plan_id]
    there = plan if plan.agency == share.agency else standing.joinings.get((plan_id, share.agency))
    if there is None:
        rows.invite(firm, plan_id, share)
    else:
        there.items = joined_items(split_items(there.items) | split_items(share.items))


def _note_unplaced(decision: Decision, today: int, rows: _Rows) -> None:
    firm = decision.enterprise_id
    for task, reason in decision.unplaced.values():
        rows.unplaced.append(
            {"enterprise_id": firm, "task_id": task.id, "agency": task.agency, "reason": reason, "asked_on": today}
        )
        if task.state is TaskState.PLACED:
            rows.placements.append((None, firm, task.id))


def agencies_told(decisions: Iterable[Decision]) -> dict[tuple[str, bool], int]:
    """Return how many proposals each agency is to lead (True) or is asked into (False)."""
    counts: dict[tuple[str, bool], int] = {}
    for decision in decisions:
        for proposal in decision.proposals:
            counts[proposal.lead.agency, True] = counts.get((proposal.lead.agency, True), 0) + 1
            for share in proposal.others:
                counts[share.agency, False] = counts.get((share.agency, False), 0) + 1
        for shares in decision.joined.values():
            for share in shares:
                counts[share.agency, False] = counts.get((share.agency, False), 0) + 1
    return counts
