"""Collects what a transaction changes in the rollups and leaves it in the outbox, added up, in few rows."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from supervision_code.domain.rollups import Measure, RollupKey
from supervision_code.persistence import outbox

FOLDING: Final = "rollup"
_AT_ONCE: Final = 5000
_Key = tuple[str, str, str, int, Measure, str]
"""The fields of a RollupKey; plain, because an import makes very many of them."""
_TogetherKey = tuple[tuple[Measure, ...], str, str, str, int, str]


class Counts:
    """Differences to the rollups, added up."""

    def __init__(self) -> None:
        self._by_key: Counter[_Key] = Counter()
        self._together: Counter[_TogetherKey] = Counter()

    def add(
        self, district: str, industry: str, agency: str, day: int, measure: Measure, value: int = 1, *, street: str = ""
    ) -> None:
        """Count something once more (or, with a negative value, less)."""
        self._by_key[district, industry, agency, day, measure, street] += value

    def add_each(
        self, measures: tuple[Measure, ...], district: str, industry: str, agency: str, day: int, street: str
    ) -> None:
        """Count one more of each of these measures at one place."""
        self._together[measures, district, industry, agency, day, street] += 1

    def merge(self, other: "Counts") -> None:
        """Take over what another one collected."""
        self._by_key.update(other._by_key)  # noqa: SLF001 - one of us
        self._together.update(other._together)  # noqa: SLF001

    def __len__(self) -> int:
        """Return about how many differences are kept apart."""
        return len(self._by_key) + len(self._together)

    def leave(self, session: Session, now: datetime) -> None:
        """Put everything collected into the outbox and begin anew; the worker folds it."""
        outbox.put_all(session, FOLDING, self.take(), now)

    def take(self) -> list[Mapping[str, Any]]:
        """Return what the outbox is asked for everything collected, and begin anew."""
        for (measures, district, industry, agency, day, street), value in self._together.items():
            for measure in measures:
                self._by_key[district, industry, agency, day, measure, street] += value
        rows = [_row(RollupKey(*key), value) for key, value in self._by_key.items() if value]
        self._by_key.clear()
        self._together.clear()
        parts = [rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE)]
        return [{"rows": part} for part in parts]


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
