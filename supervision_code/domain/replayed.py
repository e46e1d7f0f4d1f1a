"""What a firm's records must hold, as it is gathered from its entries; facts that a set does not know stay unknown."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

Facts: TypeAlias = dict[str, Any]
UNKNOWN_ITEM: Final = "?"
"""Stands where an entry of the first release does not say which item a finding is about."""


@dataclass(slots=True)
class Expected:
    """The records of one firm, by their keys."""

    visits: dict[str, Facts] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    """Visits of which nothing is told but their beginning, as the text of it: most need not be read."""
    disputes: dict[str, Facts] = field(default_factory=dict)
    """By the visit's id: a visit is disputed once."""
    codes: dict[str, Facts] = field(default_factory=dict)
    results: dict[tuple[str, str, int], Facts] = field(default_factory=dict)
    """By visit, agency and number of the version."""
    findings: dict[tuple[str, str, str, str], Facts] = field(default_factory=dict)
    """By visit, rule, agency and item."""
    papers: dict[tuple[str, str], Facts] = field(default_factory=dict)
    """What goes along with visits (domain/replaying_papers.py), by table and id."""
    erased: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By table and subject, of how many of them the beginning was destroyed with its time."""


class Told(NamedTuple):
    """An entry with its opened facts; ``None`` stands for a destroyed one."""

    kind: str
    at: int
    facts: Mapping[str, Any]
    subject: str = ""
    algorithm: str = ""
    written: str | None = None
    """The canonical text of a visit's beginning, where nothing else is told; then the facts are empty."""
