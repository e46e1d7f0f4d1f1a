"""One checked row of a file of inspections, and the parts and visits made of such rows."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.visits import (
    EvidenceLevel,
    InspectionType,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.importing.cells import LIST_MARK, moment_of
from supervision_code.persistence.log import PartRecord, VisitRecord

_FIELD_MARK: Final = "\x1f"
_MILLISECOND: Final = 1000
_RANDOM_BITS: Final = 62
_LAST_PLACE: Final = 4095
"""Twelve bits of an id say which came first of the visits that began in the same millisecond."""


class InspectionRow(NamedTuple):
    """A row as it was staged; moments are microseconds, lists are sorted and joined."""

    row: int
    source_ref: str
    joint_ref: str | None
    uscc: str
    started_at: int
    ended_at: int | None
    kind: str
    agency: str
    type: str
    items: str
    officers: str
    ordered_from_above: int
    emergency: int
    result: str

    def digest(self) -> str:
        """Return what tells whether a row of the same reference says the same."""
        return hashlib.sha256(_FIELD_MARK.join(map(str, self[1:])).encode()).hexdigest()


class IdMaker:
    """Makes the ids of visits from their content: the same file gives the same ids in every database."""

    def __init__(self) -> None:
        self._places: Counter[tuple[str, int]] = Counter()

    def id_of(self, first: InspectionRow) -> UUID:
        """Return a UUIDv7 of the start; visits of a firm that start together keep the order of their references."""
        moment = (first.uscc, first.started_at // _MILLISECOND)
        place = min(self._places[moment], _LAST_PLACE)
        self._places[moment] += 1
        seed = hashlib.sha256(f"{first.uscc}{_FIELD_MARK}{first.source_ref}".encode()).digest()
        random_bits = int.from_bytes(seed[:8], "big") >> (64 - _RANDOM_BITS)
        return seeded_id(moment_of(first.started_at), place << _RANDOM_BITS | random_bits)


def part_of(row: InspectionRow, officers: Mapping[str, UUID]) -> PartRecord:
    """Return the agency's part that a row describes."""
    return PartRecord(
        agency=row.agency,
        type=InspectionType(row.type) if row.kind == VisitKind.INSPECTION else None,
        items=tuple(row.items.split(LIST_MARK)) if row.items else (),
        officers=tuple(officers[number] for number in row.officers.split(LIST_MARK)) if row.officers else (),
        ordered_from_above=bool(row.ordered_from_above),
        emergency=bool(row.emergency),
        source_ref=row.source_ref,
        source_digest=row.digest(),
    )


def visit_of(visit_id: UUID, rows: Sequence[InspectionRow], officers: Mapping[str, UUID]) -> VisitRecord:
    """Return the visit that these rows of one firm describe together."""
    first = rows[0]
    kind = VisitKind(first.kind)
    ended = [row.ended_at for row in rows if row.ended_at is not None]
    return VisitRecord(
        id=visit_id,
        started_at=moment_of(first.started_at),
        ended_at=moment_of(max(ended)) if ended else None,
        kind=kind,
        purpose=ServicePurpose.SERVICE if kind is VisitKind.SERVICE else None,
        parts=tuple(part_of(row, officers) for row in rows),
        state=VisitState.CLOSED,
        channel=ScanChannel.IMPORTED,
        evidence=EvidenceLevel.NOT_SCANNED,
        result=first.result if len(rows) == 1 else joined_results(row.result for row in rows),
        joint_ref=first.joint_ref or "",
    )


def joined_results(results: Iterable[str]) -> str:
    """Return the texts of several agencies as one, each once."""
    return "\n".join(dict.fromkeys(result for result in results if result))
