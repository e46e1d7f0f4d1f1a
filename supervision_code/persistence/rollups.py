"""Folds counts from the outbox into the rollups: each once, in one transaction with the mark that it is done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of
from supervision_code.domain.rollups import month_number
from supervision_code.persistence import outbox
from supervision_code.persistence.base import Base
from supervision_code.persistence.counts import FOLDING
from supervision_code.persistence.models.outbox import OutboxRow
from supervision_code.persistence.models.rollups import AgencyDay, AreaDay, IndustryDay, MonthCube

_KEYS: Final[Mapping[type[Base], tuple[str, ...]]] = {
    AreaDay: ("district", "day", "measure"),
    IndustryDay: ("industry", "district", "day", "measure"),
    AgencyDay: ("agency", "district", "day", "measure"),
    MonthCube: ("month", "district", "industry", "agency", "measure"),
}
_Sums = dict[type[Base], Counter[tuple[str | int, ...]]]


def fold(session: Session, now: datetime, limit: int) -> int:
    """Fold the oldest waiting rows and return how many they were; whoever else folds skips them."""
    rows = outbox.waiting(session, FOLDING, limit)
    sums: _Sums = {model: Counter() for model in _KEYS}
    for row in rows:
        for count in row.payload["rows"]:
            _place(sums, count)
    for model, values in sums.items():
        _add(session, model, values)
    outbox.mark_done(session, [row.id for row in rows], now)
    return len(rows)


def are_waiting(session: Session) -> bool:
    """Say whether there is anything to fold."""
    query = select(OutboxRow.id).where(OutboxRow.topic == FOLDING, OutboxRow.done_at.is_(None)).limit(1)
    return session.scalar(query) is not None


def forget_folded(session: Session, before: datetime) -> int:
    """Delete rows that were folded before a moment and return how many they were."""
    gone = session.execute(delete(OutboxRow).where(OutboxRow.topic == FOLDING, OutboxRow.done_at < before))
    return int(getattr(gone, "rowcount", 0))


def _place(sums: _Sums, count: Mapping[str, Any]) -> None:
    """Add one count to every rollup it belongs to."""
    day, measure, value = int(count["day"]), str(count["measure"]), int(count["value"])
    district, industry, agency = str(count["district"]), str(count["industry"]), str(count["agency"])
    if agency:
        sums[AgencyDay][agency, district, day, measure] += value
    else:
        sums[AreaDay][district, day, measure] += value
        sums[IndustryDay][industry, district, day, measure] += value
        if count.get("street"):
            sums[AreaDay][str(count["street"]), day, measure] += value
    sums[MonthCube][month_number(date_of(day)), district, industry, agency, measure] += value


def _add(session: Session, model: type[Base], values: Counter[tuple[str | int, ...]]) -> None:
    # In one order always, so that two workers never wait for each other in a circle.
    rows = [
        {**dict(zip(_KEYS[model], key, strict=True)), "value": value} for key, value in sorted(values.items()) if value
    ]
    if rows:
        _upsert(session, model, rows)


def _upsert(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    kind = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = kind.insert(model)
    summed = {"value": model.__table__.c["value"] + statement.excluded["value"]}
    session.execute(statement.on_conflict_do_update(index_elements=list(_KEYS[model]), set_=summed), list(rows))
