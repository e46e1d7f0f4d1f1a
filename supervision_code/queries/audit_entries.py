"""Audits entries: body, hash, columns, openings, place in the tree. A million in a minute, so every step counts."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from supervision_code.domain.audits import AuditCounts, AuditProblem, Contradicted, Destroyed
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.ledger import LedgerKind, canonical, commitment_digest
from supervision_code.domain.ledger_facts import WORDS
from supervision_code.domain.replaying import Told
from supervision_code.persistence.audit_reading import Row
from supervision_code.persistence.position_facts import POSITION

_SALT: Final = '":{"salt":"'
_VALUE: Final = '","value":'
_NEXT: Final = '},"'
_SALT_DIGITS: Final = 32
_VALUE_AT: Final = _SALT_DIGITS + len(_VALUE)
_VISIT: Final = "visit"
_FIRM: Final = "firm"
_PLAIN: Final = frozenset({_FIRM, _VISIT})
_OPENED: Final = LedgerKind.VISIT_OPENED.value
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_ERASABLE: Final = frozenset(
    {
        (LedgerKind.VISIT_OPENED.value, POSITION),
        (LedgerKind.VISIT_SCANNED.value, POSITION),
        (LedgerKind.VISIT_CLOSED.value, POSITION),
        (LedgerKind.PHOTO_ADDED.value, "photo"),
        (LedgerKind.PHOTO_WITHDRAWN.value, "photo"),
        (LedgerKind.DOCUMENT_FINAL.value, "document"),
        (LedgerKind.DISPUTE.value, WORDS),
        (LedgerKind.ROLE_GRANTED.value, "grant"),
    }
)
"""What is erased by time or on request. Whoever says so of anything else hides a record."""
_FIRST_DISPUTE: Final = (LedgerKind.DISPUTE.value, _VISIT)


@dataclass(slots=True, kw_only=True)
class EntryAudit:
    """Looks at entries one by one; what is wrong is put into ``found``."""

    algorithm: Callable[[str], HashAlgorithm]
    moment: Callable[[Any], int]
    waiting: frozenset[str]
    counts: AuditCounts
    text_of: Callable[[str], str]
    destroyed: Destroyed
    logs: frozenset[str]

    def look(self, firm: str, row: Row, found: list[Contradicted]) -> Told:
        """Return what an entry tells.

        ``row``: firm, id, log, kind, body, hash, algorithm, recorded at, subject, openings, and the log, index and
        hash of its leaf.
        """
        algorithm = self.algorithm(row[6])
        entry, body, at = self.text_of(row[1]), row[4], self.moment(row[7])
        digest = algorithm.digest(b"\x00" + body.encode())
        if digest.hex() != row[5]:
            found.append(Contradicted(AuditProblem.ENTRY_REWRITTEN, {"entry": entry}))
        if row[12] != digest or row[10] not in self.logs:
            self._place(entry, row, found)
        texts, digests = _quickly_opened(row[9], algorithm.digest)
        if _body(entry, row, at, digests) != body:
            values: dict[str, Any] = {}
            found += self._differences(entry, row, at, row[9], algorithm, values)
            texts = {}
        elif row[3] == _OPENED and texts.keys() == _PLAIN and _says(texts, firm, row[8]):
            return Told(row[3], at, _NOTHING, row[8], row[6], texts[_VISIT])
        else:
            values = _values(entry, texts, found)
        found += _misplaced(entry, firm, row[8], values)
        return Told(row[3], at, values, row[8] or "", row[6])

    def _place(self, entry: str, row: Row, found: list[Contradicted]) -> None:
        if row[12] is not None:
            facts: Mapping[str, str | int] = {"log": row[10], "index": row[11], "entry": entry}
            found.append(Contradicted(AuditProblem.LEAF_WRONG, facts))
        elif entry not in self.waiting:
            found.append(Contradicted(AuditProblem.ENTRY_UNSEALED, {"entry": entry}))

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
                if _erasable(row[3], name, commitments) and (row[5], name) in self.destroyed:
                    self.counts.erased += 1
                else:
                    yield Contradicted(AuditProblem.OPENING_MISSING, {"entry": entry, "field": name})
            elif _digest(opening, algorithm) == digest:
                values[name] = opening["value"]
            else:
                yield Contradicted(AuditProblem.OPENING_WRONG, {"entry": entry, "field": name})


def _erasable(kind: str, name: str, commitments: Mapping[str, str]) -> bool:
    """Say whether the product ever destroys such an opening; disputes of the first release hold their words in one."""
    return (kind, name) in _ERASABLE or ((kind, name) == _FIRST_DISPUTE and WORDS not in commitments)


def _says(texts: Mapping[str, str], firm: str, subject: str) -> bool:
    """Say whether texts that are canonical name this firm and visit; no quoted text can hold a bare ``"id":"``."""
    return texts[_FIRM] == f'"{firm}"' and f'"id":"{subject}"' in texts[_VISIT]


def _values(entry: str, texts: Mapping[str, str], found: list[Contradicted]) -> dict[str, Any]:
    try:
        return {name: json.loads(text) for name, text in texts.items()}
    except ValueError:
        found.append(Contradicted(AuditProblem.ENTRY_REWRITTEN, {"entry": entry}))
        return {}


def _misplaced(entry: str, firm: str, subject: str | None, values: Mapping[str, Any]) -> Iterator[Contradicted]:
    """Say whether the entry stands at another firm or under another record than it tells."""
    if values.get(_FIRM, firm) not in {firm, None}:
        yield Contradicted(AuditProblem.ENTRY_COLUMN, {"entry": entry, "field": "enterprise_id"})
    about = values.get(_VISIT)
    if about and subject != about["id"]:
        yield Contradicted(AuditProblem.ENTRY_COLUMN, {"entry": entry, "field": "subject_id"})


def _quickly_opened(text: str | None, digest: Callable[[bytes], bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts of values and their digests where openings stand as they were written, else what misfits.

    Each text is the very one that was hashed: when its digest is the one in the body, it is what was entered.
    """
    texts: dict[str, str] = {}
    digests: dict[str, str] = {}
    if text is None or text == "{}":
        return texts, digests
    if not text.endswith("}}"):
        return {}, {}
    name, *pieces = text[2:-2].split(_SALT)
    try:
        for piece in pieces[:-1]:
            # Salt, mark and value; then the name of the next opening.
            end = piece.rindex(_NEXT)
            texts[name] = value = piece[_VALUE_AT:end]
            digests[name] = digest(bytes.fromhex(piece[:_SALT_DIGITS]) + value.encode()).hex()
            name = piece[end + len(_NEXT) :]
        texts[name] = value = pieces[-1][_VALUE_AT:]
        digests[name] = digest(bytes.fromhex(pieces[-1][:_SALT_DIGITS]) + value.encode()).hex()
    except (ValueError, IndexError):
        return {}, {}
    # Only marks stand outside what was hashed: the brace, the name and mark before each salt, the mark behind it.
    marks = {piece[_SALT_DIGITS:_VALUE_AT] for piece in pieces}
    return (texts, digests) if text.startswith('{"') and marks == {_VALUE} else ({}, {})


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
