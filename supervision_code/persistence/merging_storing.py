"""Writes how tasks were brought together: many firms with few statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, text, update
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
    """What is to be inserted, and where tasks go (planned visit or None, firm, task)."""

    now: datetime
    plans: list[dict[str, Any]] = field(default_factory=list)
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
    for decision in decisions:
        for proposal in decision.proposals:
            _propose(session, proposal, rows)
        for plan_id, shares in decision.joined.items():
            for share in shares:
                _let_join(session, decision.enterprise_id, plan_id, share, rows)
        _note_unplaced(decision, today, rows)
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
    for decision in decisions:
        changed = [one.instead_of for one in decision.proposals if one.instead_of is not None]
        for plan_id in (*changed, *decision.withdrawn):
            for table in (PlanJoining, SavedVisit):
                session.execute(
                    delete(table).where(table.enterprise_id == decision.enterprise_id, table.plan_id == plan_id)
                )
        for plan_id in decision.withdrawn:
            _set(session, decision.enterprise_id, plan_id, {"state": PlannedVisitState.CANCELLED})
    firms = [decision.enterprise_id for decision in decisions]
    session.execute(delete(UnplacedTask).where(UnplacedTask.enterprise_id.in_(firms)))


def _propose(session: Session, proposal: Proposal, rows: _Rows) -> None:
    firm, plan_id = proposal.enterprise_id, proposal.instead_of or new_id(rows.now)
    row = {
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
        rows.plans.append({"enterprise_id": firm, "id": plan_id, **row, "visit_id": None, "half_day": None})
    else:
        _set(session, firm, plan_id, row)
    rows.place(firm, plan_id, proposal.lead)
    for share in proposal.others:
        rows.place(firm, plan_id, share)
        rows.invite(firm, plan_id, share)


def _let_join(session: Session, firm: UUID, plan_id: UUID, share: Share, rows: _Rows) -> None:
    """Put an agency's tasks into a visit that stands; who is not part of it yet is asked to be."""
    rows.place(firm, plan_id, share)
    plan = session.get_one(PlannedVisit, (firm, plan_id))
    joining = session.get(PlanJoining, (firm, plan_id, share.agency))
    there = plan if plan.agency == share.agency else joining
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


def _set(session: Session, firm: UUID, plan_id: UUID, values: dict[str, Any]) -> None:
    session.execute(
        update(PlannedVisit).where(PlannedVisit.enterprise_id == firm, PlannedVisit.id == plan_id).values(**values),
        execution_options={"synchronize_session": "fetch"},
    )


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
