"""The complete re-audit: entries, records, leaves, tiles, checkpoints, the signer's memory, old checkpoints."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from heapq import merge

from supervision_code.adapters.note_signing import verifier_of
from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.domain.audits import AuditCounts, AuditProblem, Contradicted
from supervision_code.domain.checkpoints import Checkpoint, parse_checkpoint
from supervision_code.domain.identifiers import NOBODY
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.notes import (
    COSIGNATURE,
    InvalidNote,
    Note,
    NoteKey,
    NoteVerifier,
    parse_key,
    parse_note,
    signed_by,
)
from supervision_code.domain.replaying import Expected, replay
from supervision_code.domain.signers import SignedState
from supervision_code.persistence.audit_reading import AuditReader, Row
from supervision_code.persistence.ledger import SEALING
from supervision_code.persistence.session import Database
from supervision_code.queries.audit_entries import EntryAudit
from supervision_code.queries.audit_publications import PublicationAudit
from supervision_code.queries.audit_records import RecordAudit, RecordStreams
from supervision_code.queries.audit_tree import Claim, TreeAudit

_ENTRIES = (
    "=e.enterprise_id =e.id e.log_id e.kind e.body e.hash e.algorithm e.recorded_at e.subject_id o.openings "
    "l.log_id l.index l.hash"
)
_WITH_THEIRS = (
    "ledger_entries e"
    " LEFT JOIN ledger_openings o ON o.enterprise_id = e.enterprise_id AND o.entry_id = e.id"
    " LEFT JOIN ledger_leaves l ON l.enterprise_id = e.enterprise_id AND l.entry_id = e.id"
)
_WITHOUT_ENTRY = (
    'SELECT l.log_id, l."index" FROM ledger_leaves l WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e'
    ' WHERE e.enterprise_id = l.enterprise_id AND e.id = l.entry_id) ORDER BY l.log_id, l."index"'
)
_WAITING = "SELECT payload FROM outbox WHERE topic = ? AND done_at IS NULL"
_LOGS = "SELECT log_id, algorithm, key, halted_at, halted_because FROM ledger_logs WHERE base = ? ORDER BY number"
_SIGNED = "SELECT count(*) FROM ledger_checkpoints WHERE log_id = ?"
_CHECKPOINTS = "SELECT size, root, note FROM ledger_checkpoints WHERE log_id = ? ORDER BY size"
_KIND, _INDEX = 3, 11
_FIRST = frozenset({LedgerKind.VISIT_OPENED, LedgerKind.CODE_ISSUED, LedgerKind.OPENING_DESTROYED})
"""What begins a record, of which nothing can be said before; and what says which openings are to be missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRequest:
    """What to hold against the log: a checkpoint kept elsewhere, and keys got elsewhere (None: those kept here)."""

    given: Note | None = None
    keys: Sequence[NoteKey] | None = None
    progress: Callable[[float], None] = field(default=lambda _share: None)


@dataclass(frozen=True, slots=True)
class _Log:
    log_id: str
    algorithm: str
    key: str
    halted: bool
    halted_because: str
    newest: bool


class AuditQueries:
    """Looks at everything once, in fixed memory for each firm. ``known_key`` returns the log's key where it is kept."""

    def __init__(
        self,
        database: Database,
        base: str,
        remembered: Callable[[str], SignedState | None],
        known_key: Callable[[str], NoteKey | None],
    ) -> None:
        self._database = database
        self._base = base
        self._remembered = remembered
        self._known_key = known_key

    def verify(self, request: AuditRequest, counts: AuditCounts) -> Iterator[Contradicted]:
        """Yield every contradiction as it is found; ``counts`` says at the end how much was looked at."""
        with self._database.read() as session:
            reader = AuditReader(session, alone=not self._database.is_borrowed)
            found = reader.many(_LOGS, [self._base])
            logs = [_log(row, newest=row is found[-1]) for row in found]
            publications = PublicationAudit(frozenset(log.log_id for log in logs))
            yield from self._entries(reader, publications, request, counts)
            yield from publications.compare(reader)
            for log in logs:
                yield from self._log(reader, log, publications, request, counts)
            by_name = {log.log_id: log for log in logs}
            yield from _given(request, list(by_name), lambda name: self._verifiers(by_name[name], request))
            if logs and logs[-1].halted:
                yield Contradicted(AuditProblem.LOG_HALTED, {"log": logs[-1].log_id, "why": logs[-1].halted_because})

    def _entries(
        self, reader: AuditReader, publications: PublicationAudit, request: AuditRequest, counts: AuditCounts
    ) -> Iterator[Contradicted]:
        whole = max(1, int(reader.scalar("SELECT count(*) FROM ledger_entries")))
        entries = reader.by_firm(_WITH_THEIRS, _ENTRIES, "e.enterprise_id, e.id")
        audit = EntryAudit(
            algorithm=cache(hash_algorithm),
            moment=reader.moment,
            text_of=reader.text_of,
            waiting=_waiting(reader),
            counts=counts,
            destroyed=publications.destroyed,
            logs=publications.logs,
        )
        records = RecordAudit(RecordStreams.of(reader), reader.moment, audit.algorithm, reader.text_of)
        streams = (entries, *records.streams.all())
        nobody, sealed = reader.key_of(NOBODY), 0
        while firms := [stream.firm for stream in streams if stream.firm is not None]:
            firm = min(firms)
            expected, found = Expected(), list[Contradicted]()
            rows, name = entries.take(firm), reader.text_of(firm)
            hear = publications.hear if firm == nobody else partial(replay, expected)
            for row in sorted(rows, key=_place_in_time):
                hear(audit.look(name, row, found))
                sealed += row[_INDEX] is not None
            counts.entries += len(rows)
            yield from found
            yield from records.firm(firm, expected)
            request.progress(counts.entries / whole)
        counts.records = records.records
        if sealed != reader.scalar("SELECT count(*) FROM ledger_leaves"):
            for log, index in reader.many(_WITHOUT_ENTRY):
                yield Contradicted(AuditProblem.LEAF_WITHOUT_ENTRY, {"log": log, "index": index})

    def _log(
        self,
        reader: AuditReader,
        log: _Log,
        publications: PublicationAudit,
        request: AuditRequest,
        counts: AuditCounts,
    ) -> Iterator[Contradicted]:
        found: list[Contradicted] = []
        claims = _claims_given(request, log.log_id)
        remembered = self._remembered(log.log_id)
        if log.newest:
            if remembered is not None:
                claims.append(
                    Claim(remembered.size, remembered.root, AuditProblem.SIGNER_WRONG, AuditProblem.SIGNER_BEYOND)
                )
            elif reader.scalar(_SIGNED, [log.log_id]):
                yield Contradicted(AuditProblem.SIGNER_EMPTY, {"log": log.log_id})
        on_record = _claims_on_record(reader, log.log_id, self._verifiers(log, request), counts, found)
        tree = TreeAudit(reader=reader, log_id=log.log_id, algorithm=hash_algorithm(log.algorithm))
        yield from tree.run(merge(on_record, sorted(claims)))
        yield from found
        yield from publications.end_of(log.log_id, remembered, tree.size, newest=log.newest)
        counts.leaves += tree.size

    def _verifiers(self, log: _Log, request: AuditRequest) -> list[NoteVerifier]:
        """Return what checks the log's signatures: keys got elsewhere, or the one kept here, or the one on record."""
        if request.keys is not None:
            return [verifier_of(key) for key in request.keys if key.name == log.log_id]
        known = self._known_key(log.log_id)
        return [verifier_of(known or parse_key(log.key))] if known or log.key else []


def _log(row: Row, *, newest: bool) -> _Log:
    return _Log(row[0], row[1], row[2], row[3] is not None, row[4], newest)


def _claims_on_record(
    reader: AuditReader,
    log_id: str,
    verifiers: Sequence[NoteVerifier],
    counts: AuditCounts,
    found: list[Contradicted],
) -> Iterator[Claim]:
    """Yield what the checkpoints claim, smallest first; those that are not signed are put into ``found``."""
    for size, root, text in reader.stream(_CHECKPOINTS, [log_id]):
        counts.checkpoints += 1
        if not _is_signed(verifiers, Checkpoint(origin=log_id, size=size, root=bytes(root)), text):
            found.append(Contradicted(AuditProblem.CHECKPOINT_UNSIGNED, {"log": log_id, "size": size}))
        yield Claim(size, bytes(root), AuditProblem.CHECKPOINT_WRONG, AuditProblem.CHECKPOINT_BEYOND)


def _is_signed(verifiers: Sequence[NoteVerifier], checkpoint: Checkpoint, text: str) -> bool:
    try:
        note = parse_note(text)
    except InvalidNote:
        return False
    return note.text == checkpoint.text and any(signed_by(note, verifier) for verifier in verifiers)


def _place_in_time(row: Row) -> tuple[bool, int]:
    """Order entries as they were sealed, what begins a record first: ids follow a clock, which may be set back."""
    index = row[_INDEX]
    return row[_KIND] not in _FIRST, sys.maxsize if index is None else index


def _waiting(reader: AuditReader) -> frozenset[str]:
    """Return the entries for which the sealer is asked."""
    rows = reader.many(_WAITING, [SEALING])
    return frozenset(entry for row in rows for entry in json.loads(row[0])["entries"])


def _claims_given(request: AuditRequest, log_id: str) -> list[Claim]:
    if request.given is None:
        return []
    held = parse_checkpoint(request.given.text)
    if held.origin != log_id:
        return []
    return [Claim(held.size, held.root, AuditProblem.GIVEN_WRONG, AuditProblem.GIVEN_BEYOND)]


def _given(
    request: AuditRequest, known: Sequence[str], verifiers: Callable[[str], Sequence[NoteVerifier]]
) -> Iterator[Contradicted]:
    """Check whose checkpoint was given: one of our logs', signed by it, or by a witness whose key was given."""
    if request.given is None:
        return
    origin = parse_checkpoint(request.given.text).origin
    if origin not in known:
        yield Contradicted(AuditProblem.GIVEN_FOREIGN, {"log": origin})
        return
    witnesses = [verifier_of(key) for key in request.keys or () if key.algorithm == COSIGNATURE]
    if not any(signed_by(request.given, verifier) for verifier in (*verifiers(origin), *witnesses)):
        yield Contradicted(AuditProblem.GIVEN_UNSIGNED, {"log": origin})
