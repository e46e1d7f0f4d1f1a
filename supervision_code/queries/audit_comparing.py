"""Compares a record with what is known of it, and a visit's row with what its parts repeat."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from supervision_code.domain.audits import AuditProblem, Contradicted
from supervision_code.domain.replaying import Facts
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.audit_reading import Row

_DAY_MS: Final = 86_400_000
_ZONE_MS: Final = 8 * 3_600_000
"""Shenzhen is eight hours ahead the whole year."""
_VOIDED: Final = VisitState.VOIDED.value


def copies(row: Row, parts: Sequence[Row], started: int) -> Iterator[Contradicted]:
    """Check what the row and its parts repeat of each other."""
    where = {"table": "visits", "row": row[2]}
    if row[33] != (started + _ZONE_MS) // _DAY_MS:
        yield Contradicted(AuditProblem.ROW_DIFFERS, {**where, "field": "day"})
    copy = (row[10] == _VOIDED, row[4], row[33], row[8])
    for part in parts:
        if (bool(part[6]), *part[10:13]) != copy:
            yield Contradicted(AuditProblem.ROW_DIFFERS, {**where, "field": "parts"})
            return


def wrong_fields(known: Facts, facts: Facts) -> list[str]:
    """Return in which fields a record says something else than is known of it."""
    return [name for name, value in known.items() if not _fits(name, value, facts.get(name))]


def _fits(name: str, known: Any, found: Any) -> bool:
    if known is None:
        return True  # the opening was destroyed
    if name == "parts" and len(known) == len(found):
        # The first release named an officer once for each time he was written down.
        plain = [{**part, "officers": sorted(set(part["officers"]))} for part in known]
        return all(part.items() <= row.items() for part, row in zip(plain, found, strict=True))
    return bool(known == found)
