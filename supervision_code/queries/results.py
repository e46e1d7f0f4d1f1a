"""Results of a visit as they are shown: every version of each agency, with what changed from the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.checklists import Check, read
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.rectifications import RecheckOutcome, RectificationState
from supervision_code.domain.visits import Outcome
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.results import Rectification, VisitResult
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database


class ResultPart(StrEnum):
    """What of a result can change from one version to the next."""

    OUTCOME = "outcome"
    TEXT = "text"
    RECTIFY_BY = "rectify_by"
    CHECKS = "checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultVersion:
    """One version, and what of it is different from the one before; ``by``: a name, empty where nobody is known."""

    number: int
    outcome: Outcome
    text: str
    findings: str
    rectify_by: date | None
    checks: tuple[Check, ...]
    made_at: datetime
    by: str
    reason: str
    changed: tuple[ResultPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOfAgency:
    """The result of one agency: the newest version, and those it replaced, the latest first."""

    code: str
    agency: str
    newest: ResultVersion
    earlier: tuple[ResultVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """What a visit led to: a rectification and where it stands."""

    id: UUID
    agency: str
    mine: bool
    """Whether the reader's agency ordered it."""
    text: str
    due: date
    state: RectificationState
    outcome: RecheckOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitResults:
    """All that came of a visit. ``awaited``: names of agencies that took part and have not said what they found."""

    results: tuple[ResultOfAgency, ...]
    awaited: tuple[str, ...]
    orders: tuple[OrderRow, ...]

    def newest_of(self, agency: str) -> ResultVersion | None:
        """Return the newest version of an agency's result."""
        found = self.of(agency)
        return found.newest if found else None

    def of(self, agency: str | None) -> ResultOfAgency | None:
        """Return the result of an agency, by its code."""
        return next((one for one in self.results if one.code == agency), None)


class ResultQueries:
    """Looks at the results of visits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_visit(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> VisitResults:
        """Return what came of a visit that the actor may see: its firm, an agency in it, supervisors of the area.

        Raises NoSuchRecord.
        """
        with self._database.read() as session:
            visit = session.get(Visit, (enterprise_id, visit_id))
            if visit is None:
                raise NoSuchRecord
            _require_sight(session, actor, visit)
            names = _agency_names(session, visit)
            return VisitResults(
                results=tuple(_results(session, visit, names, named=actor.enterprise_id is None)),
                awaited=_awaited(session, visit, names),
                orders=_orders(session, visit, names, actor.agency),
            )


def _require_sight(session: Session, actor: Actor, visit: Visit) -> None:
    if actor.enterprise_id is not None:
        if actor.enterprise_id != visit.enterprise_id:
            raise NoSuchRecord
        return
    if actor.agency is not None:
        if session.get(Participation, (visit.enterprise_id, visit.id, actor.agency)) is None:
            raise NoSuchRecord
        return
    actor.require(Permission.AREA_VISITS_SEE)
    require_within_reach(actor, session.get_one(Enterprise, visit.enterprise_id).district)


def _agency_names(session: Session, visit: Visit) -> dict[str, str]:
    """Return the names of the agencies that took part, by code, the lead's first."""
    rows = session.execute(
        select(Participation.agency, Agency.name)
        .join(Agency, Agency.code == Participation.agency)
        .where(Participation.enterprise_id == visit.enterprise_id, Participation.visit_id == visit.id)
        .order_by(Participation.agency != visit.lead_agency, Participation.agency)
    )
    return dict(rows.all())


def _results(session: Session, visit: Visit, names: dict[str, str], *, named: bool) -> list[ResultOfAgency]:
    """Return the results; to the firm the officer who wrote a version is not named: it knows who came."""
    rows = session.execute(
        select(VisitResult, Account.name)
        .outerjoin(Account, Account.id == VisitResult.made_by)
        .where(VisitResult.enterprise_id == visit.enterprise_id, VisitResult.visit_id == visit.id)
        .order_by(VisitResult.agency, VisitResult.version)
    ).all()
    found = []
    for code, versions in groupby(rows, key=lambda row: row[0].agency):
        made = _versions([(row[0], (row[1] or "") if named else "") for row in versions])
        found.append(
            ResultOfAgency(code=code, agency=names.get(code, code), newest=made[-1], earlier=tuple(reversed(made[:-1])))
        )
    if not found and visit.outcome is not None:
        found.append(_from_before(visit, names))
    order = list(names)
    return sorted(found, key=lambda one: order.index(one.code) if one.code in order else len(order))


def _from_before(visit: Visit, names: dict[str, str]) -> ResultOfAgency:
    """Return the result of a visit that ended before there were versions, or by an import: its first version."""
    first = ResultVersion(
        number=1,
        outcome=visit.outcome or Outcome.NO_PROBLEM,
        text=visit.result,
        findings="",
        rectify_by=visit.rectify_by,
        checks=(),
        made_at=visit.ended_at or visit.recorded_at,
        by="",
        reason="",
        changed=(),
    )
    lead = visit.lead_agency
    return ResultOfAgency(code=lead, agency=names.get(lead, lead), newest=first, earlier=())


def _versions(rows: Sequence[tuple[VisitResult, str]]) -> list[ResultVersion]:
    made: list[ResultVersion] = []
    before: VisitResult | None = None
    for row, by in rows:
        made.append(
            ResultVersion(
                number=row.version,
                outcome=row.outcome,
                text=row.text,
                findings=row.findings,
                rectify_by=row.rectify_by,
                checks=read(row.checks),
                made_at=row.made_at,
                by=by,
                reason=row.reason,
                changed=_changed(before, row) if before else (),
            )
        )
        before = row
    return made


def _changed(before: VisitResult, after: VisitResult) -> tuple[ResultPart, ...]:
    different = {
        ResultPart.OUTCOME: before.outcome != after.outcome,
        ResultPart.TEXT: before.text != after.text,
        ResultPart.RECTIFY_BY: before.rectify_by != after.rectify_by,
        ResultPart.CHECKS: before.checks != after.checks,
    }
    return tuple(part for part, is_so in different.items() if is_so)


def _awaited(session: Session, visit: Visit, names: dict[str, str]) -> tuple[str, ...]:
    known = set(
        session.scalars(
            select(VisitResult.agency).where(
                VisitResult.enterprise_id == visit.enterprise_id, VisitResult.visit_id == visit.id
            )
        )
    )
    # A visit that ended without any version ended before there were versions, or by an import.
    return tuple(name for code, name in names.items() if code not in known) if known else ()


def _orders(session: Session, visit: Visit, names: dict[str, str], mine: str | None) -> tuple[OrderRow, ...]:
    query = select(Rectification).where(
        Rectification.enterprise_id == visit.enterprise_id, Rectification.visit_id == visit.id
    )
    return tuple(
        OrderRow(
            id=one.id,
            agency=names.get(one.agency, one.agency),
            mine=one.agency == mine,
            text=one.text,
            due=one.due,
            state=one.state,
            outcome=one.outcome,
        )
        for one in session.scalars(query.order_by(Rectification.id))
    )
