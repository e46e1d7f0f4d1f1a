"""Reads the logs of all firms in turn, so that memory does not depend on how long the log is."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, end_of_day, start_of_day
from supervision_code.persistence.log import COUNTING
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Participation

_FIRMS_AT_ONCE: Final = 1000
_PARTS: Final = Participation.__table__.c

Days = tuple[int | None, int | None]
"""First and last day to read; None: no end on that side."""


def firms_with_visits(session: Session) -> int:
    """Return how many firms have a visit."""
    return session.scalar(select(func.count()).select_from(Enterprise).where(_has_visits())) or 0


def logs_in_turn(session: Session, days: Days) -> Iterator[tuple[Enterprise, Sequence[Any]]]:
    """Yield each firm with a visit, by credit code, with the rows of its log in those days.

    A row is ``COUNTING``, then the source reference and the firm. What was read is forgotten as the next firms come.
    """
    last = ""
    while firms := _next_firms(session, last):
        logs = _logs(session, firms, days)
        for firm in firms:
            yield firm, logs.get(firm.id, [])
        last = firms[-1].uscc
        session.expunge_all()


def _next_firms(session: Session, after: str) -> list[Enterprise]:
    query = select(Enterprise).where(Enterprise.uscc > after, _has_visits())
    return list(session.scalars(query.order_by(Enterprise.uscc).limit(_FIRMS_AT_ONCE)))


def _has_visits() -> ColumnElement[bool]:
    return select(Participation.visit_id).where(Participation.enterprise_id == Enterprise.id).exists()


def _logs(session: Session, firms: Sequence[Enterprise], days: Days) -> dict[UUID, list[Any]]:
    first_day, last_day = days
    query = select(*COUNTING, _PARTS.source_ref, _PARTS.enterprise_id).where(
        _PARTS.enterprise_id.in_([firm.id for firm in firms])
    )
    if first_day is not None:
        query = query.where(_PARTS.started_at >= start_of_day(date_of(first_day)))
    if last_day is not None:
        query = query.where(_PARTS.started_at < end_of_day(date_of(last_day)))
    ordered = query.order_by(_PARTS.enterprise_id, _PARTS.started_at, _PARTS.visit_id, _PARTS.agency)
    return {firm: list(rows) for firm, rows in groupby(session.execute(ordered), key=lambda row: row[-1])}
