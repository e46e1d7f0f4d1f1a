"""Collects what a transaction changes in the rollups and leaves it in the outbox as one row."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from supervision_code.domain.rollups import Measure, RollupKey
from supervision_code.persistence import outbox

FOLDING: Final = "rollup"


class Counts:
    """Differences to the rollups, added up."""

    def __init__(self) -> None:
        self._by_key: Counter[RollupKey] = Counter()

    def add(
        self, district: str, industry: str, agency: str, day: int, measure: Measure, value: int = 1, *, street: str = ""
    ) -> None:
        """Count something once more (or, with a negative value, less)."""
        self._by_key[RollupKey(district, industry, agency, day, measure, street)] += value

    def leave(self, session: Session, now: datetime) -> None:
        """Put everything collected into the outbox; the worker folds it."""
        rows = [_row(key, value) for key, value in self._by_key.items() if value]
        if rows:
            outbox.put(session, FOLDING, {"rows": rows}, now)


def _row(key: RollupKey, value: int) -> Mapping[str, Any]:
    return {
        "district": key.district,
        "street": key.street,
        "industry": key.industry,
        "agency": key.agency,
        "day": key.day,
        "measure": key.measure.value,
        "value": value,
    }
