"""Audits entries: body, hash, columns, openings, place in the tree. A million in a minute, so every step counts."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from supervision_code.domain.audits import AuditCounts, AuditProblem, Contradicted
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.ledger import canonical, commitment_digest
from supervision_code.domain.replaying import Told
from supervision_code.persistence.audit_reading import Row

_OPENING: Final = re.compile(r'"([A-Za-z_]\w*)":\{"salt":"([0-9a-f]+)","value":')
_ABOUT_A_VISIT: Final = "visit"


@dataclass(slots=True, kw_only=True)
class EntryAudit:
    """Looks at entries one by one. ``destroyed`` holds (entry hash, name) of openings destroyed on record."""

    algorithm: Callable[[str], HashAlgorithm]
    moment: Callable[[Any], int]
    waiting: frozenset[str]
    counts: AuditCounts
    destroyed: set[tuple[str, str]] = field(default_factory=set)
    leaves: dict[str, int] = field(default_factory=dict)
    """How many leaves of each log were met."""

    def look(self, row: Row, opened: str | None, leaf: Row | None) -> Iterator[Contradicted | Told]:
        """Yield what is wrong with an entry, and what it tells.

        ``row``: firm, id, log, kind, body, hash, algorithm, recorded at, subject.
        ``leaf``: firm, entry, log, index, hash.
        """
        self.counts.entries += 1
        algorithm = self.algorithm(row[6])
        body = row[4]
        digest = algorithm.digest(b"\x00" + body.encode())
        if digest.hex() != row[5]:
            yield Contradicted(AuditProblem.ENTRY_REWRITTEN, {"entry": row[1]})
        yield from self._placed(row, digest, leaf)
        values, digests = _quickly_opened(opened, algorithm)
        at = self.moment(row[7])
        if _body(row, at, digests) != body:
            values = {}
            yield from self._differences(row, at, opened, algorithm, values)
        firm, about = values.get("firm"), values.get(_ABOUT_A_VISIT)
        if (firm is not None and firm != row[0]) or (about and row[8] != about["id"]):
            yield Contradicted(AuditProblem.ENTRY_COLUMN, {"entry": row[1], "field": _misplaced(firm, row)})
        yield Told(row[3], at, values, row[8] or "", row[6])

    def _placed(self, row: Row, digest: bytes, leaf: Row | None) -> Iterator[Contradicted]:
        if leaf is not None:
            self.leaves[leaf[2]] = self.leaves.get(leaf[2], 0) + 1
            if leaf[4] != digest:
                where = {"log": leaf[2], "index": leaf[3], "entry": row[1]}
                yield Contradicted(AuditProblem.LEAF_WRONG, where)
        elif row[1] not in self.waiting:
            yield Contradicted(AuditProblem.ENTRY_UNSEALED, {"entry": row[1]})

    def _differences(
        self, row: Row, at: int, opened: str | None, algorithm: HashAlgorithm, values: dict[str, Any]
    ) -> Iterator[Contradicted]:
        """Say in what columns and openings differ from the body; fills in the values that can be trusted."""
        try:
            said = json.loads(row[4])
            commitments: Mapping[str, str] = said["commitments"]
            columns = {"entry": row[1], "kind": row[3], "at": at, "log": row[2], "algorithm": row[6]}
            wrong = [name for name, value in columns.items() if said[name] != value]
            openings: Mapping[str, Any] = json.loads(opened or "{}")
        except (ValueError, KeyError, TypeError):
            yield Contradicted(AuditProblem.ENTRY_REWRITTEN, {"entry": row[1]})
            return
        for name in wrong:
            yield Contradicted(AuditProblem.ENTRY_COLUMN, {"entry": row[1], "field": name})
        for name, digest in commitments.items():
            opening = openings.get(name)
            if opening is None:
                values[name] = None
                yield from self._gone(row, name)
            elif _digest(opening, algorithm) == digest:
                values[name] = opening["value"]
            else:
                yield Contradicted(AuditProblem.OPENING_WRONG, {"entry": row[1], "field": name})

    def _gone(self, row: Row, name: str) -> Iterator[Contradicted]:
        if (row[5], name) in self.destroyed:
            self.counts.erased += 1
        else:
            yield Contradicted(AuditProblem.OPENING_MISSING, {"entry": row[1], "field": name})


def _quickly_opened(text: str | None, algorithm: HashAlgorithm) -> tuple[dict[str, Any], dict[str, str]]:
    """Return values and digests where openings stand as they were written; anything else gives a digest that misfits.

    Each value is read from the very bytes that were hashed.
    """
    values: dict[str, Any] = {}
    digests: dict[str, str] = {}
    if text is None:
        return values, digests
    found = list(_OPENING.finditer(text))
    for place, match in enumerate(found):
        end = found[place + 1].start() - 2 if place + 1 < len(found) else len(text) - 2
        value = text[match.end() : end]
        try:
            digests[match[1]] = algorithm.digest(bytes.fromhex(match[2]) + value.encode()).hex()
            values[match[1]] = json.loads(value)
        except ValueError:
            return {}, {}
    return values, digests


def _body(row: Row, at: int, digests: Mapping[str, str]) -> str:
    commitments = ",".join([f'"{name}":"{digests[name]}"' for name in sorted(digests)])
    return (
        f'{{"algorithm":"{row[6]}","at":{at},"commitments":{{{commitments}}},'
        f'"entry":"{row[1]}","kind":"{row[3]}","log":"{row[2]}"}}'
    )


def _digest(opening: Any, algorithm: HashAlgorithm) -> str | None:
    try:
        return commitment_digest(bytes.fromhex(opening["salt"]), canonical(opening["value"]), algorithm)
    except (ValueError, KeyError, TypeError):
        return None


def _misplaced(firm: object, row: Row) -> str:
    return "subject_id" if firm is None or firm == row[0] else "enterprise_id"


def destroyed_by(values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Return which openings an ``opening_destroyed`` entry speaks of: entry hash and name."""
    told = values.get("destroyed") or {}
    return [(one["entry"], one["name"]) for one in told.get("openings", ())]
