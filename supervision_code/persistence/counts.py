"""Collects what a transaction changes in the rollups and leaves it in the outbox, added up, in few rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from supervision_code.domain.rollups import Measure, RollupKey
from supervision_code.persistence import outbox

FOLDING: Final = "rollup"
_TOGETHER: Final = 5000
_Key = tuple[str, str, str, int, Measure, str]
"""The fields of a RollupKey; plain, because an import makes very many of them."""


class Counts:
    """Differences to the rollups, added up."""

    def __init__(self) -> None:
        self._by_key: Counter[_Key] = Counter()

    def add(
        self, district: str, industry: str, agency: str, day: int, measure: Measure, value: int = 1, *, street: str = ""
    ) -> None:
        """Count something once more (or, with a negative value, less)."""
        self._by_key[district, industry, agency, day, measure, street] += value

    def add_each(
        self, measures: Iterable[Measure], district: str, industry: str, agency: str, day: int, street: str
    ) -> None:
        """Count one more of each of these measures at one place."""
        for measure in measures:
            self._by_key[district, industry, agency, day, measure, street] += 1

    def __len__(self) -> int:
        """Return how many differences are kept apart."""
        return len(self._by_key)

    def leave(self, session: Session, now: datetime) -> None:
        """Put everything collected into the outbox and begin anew; the worker folds it."""
        rows = [_row(RollupKey(*key), value) for key, value in self._by_key.items() if value]
        self._by_key.clear()
        parts = [rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER)]
        outbox.put_all(session, FOLDING, [{"rows": part} for part in parts], now)


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
