"""What entries commit to, fact by fact, and the version of each set: written beside the event, compared by the audit.

The first release wrote sets without a version; what they hold is a part of what is written since. The audit compares
what a set knows and passes over what it does not.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Final, Protocol
from uuid import UUID

from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.ledger import Canonical, milliseconds

FACTS_VERSION: Final = 2
VERSION: Final = "v"
VISIT: Final = "visit"
WAITED_FOR: Final = "waited_for"
"""A fact of its own: the officers who were named and have yet to confirm that they are there."""
DUTY: Final = "duty"
"""A fact of its own: an emergency began without the scan, which is due before the firm is left."""
CASE: Final = "case"
"""A fact of its own: what gave rise to an individual-case inspection."""
WORDS: Final = "words"
"""A fact of its own for what a person wrote, so that it can be forgotten alone."""


class PartFacts(Protocol):
    """The part of an agency, as it is recorded."""

    @property
    def agency(self) -> str: ...
    @property
    def type(self) -> Enum | None: ...
    @property
    def items(self) -> tuple[str, ...]: ...
    @property
    def officers(self) -> tuple[UUID, ...]: ...
    @property
    def ordered_from_above(self) -> bool: ...
    @property
    def emergency(self) -> bool: ...
    @property
    def source_ref(self) -> str | None: ...
    @property
    def source_digest(self) -> str | None: ...


def part_facts(part: PartFacts) -> Mapping[str, Canonical]:
    """Return what an entry commits to of the part of an agency."""
    return {
        "agency": part.agency,
        "emergency": int(part.emergency),
        "items": sorted(part.items),
        "officers": sorted({str(officer) for officer in part.officers}),
        "ordered_from_above": int(part.ordered_from_above),
        "source_digest": part.source_digest or "",
        "source_ref": part.source_ref or "",
        "type": word(part.type),
    }


def closed_facts(
    *, outcome: Enum | None, result: str, ended_at: datetime | None, evidence: int, rectify_by: date | None
) -> dict[str, Canonical]:
    """Return what an entry commits to of the end of a visit, its id excepted."""
    return {
        "ended": milliseconds(ended_at),
        "evidence": int(evidence),
        "outcome": word(outcome),
        "rectify_by": day(rectify_by),
        "result": result,
        VERSION: FACTS_VERSION,
    }


def joined_facts(parts: Iterable[PartFacts], *, result: str, over_limit_reason: str) -> dict[str, Canonical]:
    """Return what an entry commits to when agencies join a visit, its id excepted."""
    return {
        "joined": [part_facts(part) for part in parts],
        "over_limit_reason": over_limit_reason,
        "result": result,
        VERSION: FACTS_VERSION,
    }


def finding_facts(
    visit: UUID, rule: Enum, agency: str | None, item: str | None, day_number: int
) -> dict[str, Canonical]:
    """Return by what an entry names a finding."""
    return {
        "agency": agency or "",
        "day": day_number,
        "item": item or "",
        "rule": word(rule),
        VERSION: FACTS_VERSION,
        VISIT: str(visit),
    }


def code_facts(code_id: str, generation: int, kid: str, token: str, algorithm: HashAlgorithm) -> dict[str, Canonical]:
    """Return what an entry commits to of a code that is issued; of its text only the hash, for it is long."""
    return {
        "generation": str(generation),
        "id": code_id,
        "kid": kid,
        "token": algorithm.digest(token.encode()).hex(),
        VERSION: FACTS_VERSION,
    }


def word(value: Enum | None) -> str:
    """Return a word of a closed vocabulary, or nothing."""
    return "" if value is None else str(value.value)


def day(value: date | None) -> str:
    """Return a day in ISO 8601, or nothing."""
    return "" if value is None else value.isoformat()


def key(value: UUID | None) -> str:
    """Return an id, or nothing."""
    return "" if value is None else str(value)
