"""Audits entries: body, hash, columns, openings, place in the tree. A million in a minute, so every step counts."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from supervision_code.domain.audits import AuditCounts, AuditProblem, Contradicted
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.ledger import canonical, commitment_digest
from supervision_code.domain.replaying import Told
from supervision_code.persistence.audit_reading import Row

_SALT: Final = '":{"salt":"'
_VALUE: Final = '","value":'
_NEXT: Final = '},"'
_SALT_DIGITS: Final = 32
_VALUE_AT: Final = _SALT_DIGITS + len(_VALUE)
_scan: Final[Callable[[str, int], tuple[Any, int]]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_ABOUT_A_VISIT: Final = "visit"


@dataclass(slots=True, kw_only=True)
class EntryAudit:
    """Looks at entries one by one. ``destroyed`` holds (entry hash, name) of openings destroyed on record."""

    algorithm: Callable[[str], HashAlgorithm]
    moment: Callable[[Any], int]
    waiting: frozenset[str]
    counts: AuditCounts
    text_of: Callable[[str], str]
    destroyed: set[tuple[str, str]] = field(default_factory=set)

    def look(self, firm: str, row: Row, opened: str | None, leaf: Row | None) -> Iterator[Contradicted | Told]:
        """Yield what is wrong with an entry, and what it tells.

        ``row``: firm, id, log, kind, body, hash, algorithm, recorded at, subject.
        ``leaf``: firm, entry, log, index, hash.
        """
        self.counts.entries += 1
        algorithm = self.algorithm(row[6])
        entry, body = self.text_of(row[1]), row[4]
        digest = algorithm.digest(b"\x00" + body.encode())
        if digest.hex() != row[5]:
            yield Contradicted(AuditProblem.ENTRY_REWRITTEN, {"entry": entry})
        if leaf is None:
            if entry not in self.waiting:
                yield Contradicted(AuditProblem.ENTRY_UNSEALED, {"entry": entry})
        elif leaf[4] != digest:
            yield Contradicted(AuditProblem.LEAF_WRONG, {"log": leaf[2], "index": leaf[3], "entry": entry})
        values, digests = _quickly_opened(opened, algorithm)
        at = self.moment(row[7])
        if _body(entry, row, at, digests) != body:
            values = {}
            yield from self._differences(entry, row, at, opened, algorithm, values)
        about = values.get(_ABOUT_A_VISIT)
        if values.get("firm", firm) not in {firm, None}:
            yield Contradicted(AuditProblem.ENTRY_COLUMN, {"entry": entry, "field": "enterprise_id"})
        if about and row[8] != about["id"]:
            yield Contradicted(AuditProblem.ENTRY_COLUMN, {"entry": entry, "field": "subject_id"})
        yield Told(row[3], at, values, row[8] or "", row[6])

    def _differences(
        self, entry: str, row: Row, at: int, opened: str | None, algorithm: HashAlgorithm, values: dict[str, Any]
    ) -> Iterator[Contradicted]:
        """Say in what columns and openings differ from the body; fills in the values that can be trusted."""
        try:
            said = json.loads(row[4])
            commitments: Mapping[str, str] = said["commitments"]
            columns = {"entry": entry, "kind": row[3], "at": at, "log": row[2], "algorithm": row[6]}
            wrong = [name for name, value in columns.items() if said[name] != value]
            openings: Mapping[str, Any] = json.loads(opened or "{}")
        except (ValueError, KeyError, TypeError):
            yield Contradicted(AuditProblem.ENTRY_REWRITTEN, {"entry": entry})
            return
        for name in wrong:
            yield Contradicted(AuditProblem.ENTRY_COLUMN, {"entry": entry, "field": name})
        for name, digest in commitments.items():
            opening = openings.get(name)
            if opening is None:
                values[name] = None
                if (row[5], name) in self.destroyed:
                    self.counts.erased += 1
                else:
                    yield Contradicted(AuditProblem.OPENING_MISSING, {"entry": entry, "field": name})
            elif _digest(opening, algorithm) == digest:
                values[name] = opening["value"]
            else:
                yield Contradicted(AuditProblem.OPENING_WRONG, {"entry": entry, "field": name})


def _quickly_opened(text: str | None, algorithm: HashAlgorithm) -> tuple[dict[str, Any], dict[str, str]]:
    """Return values and digests where openings stand as they were written; anything else gives a digest that misfits.

    Each value is read from the very bytes that were hashed.
    """
    values: dict[str, Any] = {}
    digests: dict[str, str] = {}
    if text is None:
        return values, digests
    name, *pieces = text[2:].split(_SALT)
    try:
        for piece in pieces:
            # Salt, mark and value; then the name of the next opening, or the two braces of the end.
            end = piece.rfind(_NEXT) if piece is not pieces[-1] else len(piece) - 2
            value = piece[_VALUE_AT:end]
            digests[name] = algorithm.digest(bytes.fromhex(piece[:_SALT_DIGITS]) + value.encode()).hex()
            values[name], read = _scan(value, 0)
            if read != len(value) or not piece.startswith(_VALUE, _SALT_DIGITS):
                return {}, {}
            name = piece[end + len(_NEXT) :]
    except (ValueError, StopIteration):
        return {}, {}
    return values, digests


def _body(entry: str, row: Row, at: int, digests: Mapping[str, str]) -> str:
    commitments = ",".join([f'"{name}":"{digests[name]}"' for name in sorted(digests)])
    return (
        f'{{"algorithm":"{row[6]}","at":{at},"commitments":{{{commitments}}},'
        f'"entry":"{entry}","kind":"{row[3]}","log":"{row[2]}"}}'
    )


def _digest(opening: Any, algorithm: HashAlgorithm) -> str | None:
    try:
        return commitment_digest(bytes.fromhex(opening["salt"]), canonical(opening["value"]), algorithm)
    except (ValueError, KeyError, TypeError):
        return None


def destroyed_by(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Return which openings an ``opening_destroyed`` entry speaks of: entry hash and name."""
    told = values.get("destroyed") or {}
    return [(one["entry"], one["name"]) for one in told.get("openings", ())]
