"""Sealing: entries enter the tree once, in the order in which they are found; then the signer is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from supervision_code.adapters.checkpoint_signer import CheckpointSigner
from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.domain.checkpoints import Checkpoint
from supervision_code.domain.clock import Clock
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.errors import ReasonMissing, SignerRefused
from supervision_code.domain.faults import Fault
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.merkle import consistency_proof
from supervision_code.domain.notes import Note
from supervision_code.domain.signers import Contradiction
from supervision_code.persistence import checkpoints, inbox, ledger, outbox, trail, tree
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.ledger_tree import LedgerLog
from supervision_code.persistence.outbox import WaitingRow
from supervision_code.persistence.session import Database

_LOOK_AGAIN_AFTER: Final = 3.0
_ROWS_AT_ONCE: Final = 1000
_ENTRIES_AT_ONCE: Final = 5000
_LOG = structlog.get_logger("ledger")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """The log that is written, as it was found."""

    log_id: str
    algorithm: HashAlgorithm
    halted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """A log's tree as it is committed."""

    checkpoint: Checkpoint
    signed_size: int | None


class SealingService:
    """The sealer. Several may run at once: the log's row is locked, and nothing enters twice."""

    def __init__(
        self, database: Database, clock: Clock, signer: CheckpointSigner, base: str, algorithm: HashAlgorithm
    ) -> None:
        self._database = database
        self._clock = clock
        self._signer = signer
        self._base = base
        self._algorithm = algorithm

    def adopt(self, look_again_after: float = _LOOK_AGAIN_AFTER) -> None:
        """Let entries name the log that is written, now and when it is succeeded by another process.

        Without a database or its tables the chosen name stands. ``look_again_after``: seconds.
        """
        self._database.write_log(self._base, self._algorithm)
        try:
            with self._database.read() as session:
                found = self._written(session)
        except (SQLAlchemyError, Fault):
            return
        if found is not None:
            self._database.write_log(*found)
        self._database.follow_log(self._written, look_again_after)

    def _written(self, session: Session) -> tuple[str, HashAlgorithm] | None:
        log = tree.current_log(session, self._base)
        return (log.log_id, hash_algorithm(log.algorithm)) if log is not None else None

    def seal(self) -> int:
        """Seal all that waits and sign the state; return how many entries were sealed: none while the log is halted.

        A signer that refuses halts the log: an alarm is left, and nothing more is sealed until it is succeeded.
        """
        log = self._opened()
        sealed = 0
        # What an earlier sealer committed and could not sign comes first: nothing is built on what may be a fork.
        while not log.halted and self._signed(log) and (more := self._append_some(log)) is not None:
            sealed += more
        return sealed

    def succeed(self, reason: str) -> str:
        """Start the log that follows, its first entry committing to what was signed last; return its name.

        Raises ReasonMissing.
        """
        if not reason.strip():
            raise ReasonMissing(field="reason")
        now = self._clock.now()
        with self._database.begin() as session:
            old = tree.lock_log(session, self._base, self._algorithm, now)
            new = tree.succeed(session, old, self._algorithm, now)
            self._begin_with_the_end(session, old, new, reason.strip())
            trail.append(session, None, "ledger:succeeded", now, subject=new.log_id, note=reason.strip())
        self._database.write_log(new.log_id, self._algorithm)
        self.seal()
        return new.log_id

    def _opened(self) -> _Open:
        with self._database.read() as session:
            found = tree.current_log(session, self._base)
        if found is None:
            with self._database.begin() as session:
                found = tree.lock_log(session, self._base, self._algorithm, self._clock.now())
        algorithm = hash_algorithm(found.algorithm)
        self._database.write_log(found.log_id, self._algorithm)
        return _Open(log_id=found.log_id, algorithm=algorithm, halted=found.halted_at is not None)

    def _append_some(self, log: _Open) -> int | None:
        """Append what waits, some at a time; return how many entries that were, None when nothing waits."""
        now = self._clock.now()
        with self._database.begin() as session:
            held = tree.lock_log(session, self._base, self._algorithm, now)
            taken = _taken(outbox.waiting(session, ledger.SEALING, _ROWS_AT_ONCE))
            if not taken or held.halted_at is not None or held.log_id != log.log_id:
                return None
            leaves = tree.not_yet_leaves(session, [UUID(entry) for row in taken for entry in row.payload["entries"]])
            if any(leaf.algorithm != held.algorithm for leaf in leaves):
                self._halt_within(session, held, Contradiction.OTHER_ALGORITHM, {})
                return None
            tree.append(session, log.log_id, leaves, log.algorithm)
            outbox.mark_done(session, [row.id for row in taken], now)
        return len(leaves)

    def _signed(self, log: _Open) -> bool:
        """Have the committed tree signed, unless it is; halt the log when the signer refuses."""
        try:
            with self._database.read() as session:
                state = _state(session, log)
                note = self._sign(session, log, state)
        except SignerRefused:
            return self._signed_alone(log)
        if note is not None:
            with self._database.begin() as session:
                self._store(session, log, state, note)
        return True

    def _signed_alone(self, log: _Open) -> bool:
        """Look again while nobody can append: another sealer may have signed more meanwhile, and that is no fault."""
        with self._database.begin() as session:
            held = tree.lock_log(session, self._base, self._algorithm, self._clock.now())
            if held.halted_at is not None or held.log_id != log.log_id:
                return False
            try:
                state = _state(session, log)
                note = self._sign(session, log, state)
            except SignerRefused as refused:
                self._halt_within(session, held, Contradiction(str(refused.facts["why"])), refused.facts)
                return False
            if note is not None:
                self._store(session, log, state, note)
        return True

    def _store(self, session: Session, log: _Open, state: _State, note: Note) -> None:
        checkpoints.store(session, state.checkpoint, note, log.algorithm, self._clock.now())
        session.get_one(LedgerLog, log.log_id).key = self._signer.key(log.log_id).text

    def _sign(self, session: Session, log: _Open, state: _State) -> Note | None:
        remembered, wanted = self._signer.remembered(log.log_id), state.checkpoint
        as_remembered = remembered is not None and (remembered.size, remembered.root) == (wanted.size, wanted.root)
        if (as_remembered and state.signed_size == wanted.size) or (remembered is None and wanted.size == 0):
            return None
        source = tree.source(session, log.log_id, log.algorithm)

        def proof(old: int, new: int) -> list[bytes]:
            return consistency_proof(old, new, source, log.algorithm)

        return self._signer.sign(wanted, proof, log.algorithm, signed_before=state.signed_size is not None)

    def _halt_within(
        self, session: Session, log: LedgerLog, why: Contradiction, facts: Mapping[str, str | int]
    ) -> None:
        log.halted_at, log.halted_because = self._clock.now(), why.value
        told = {"log": log.log_id, "why": why.value}
        for recipient in (inbox.to_operators(), inbox.to_district(inbox.WHOLE_CITY)):
            inbox.put(session, recipient, "inbox-ledger-halted", log.halted_at, facts=told)
        trail.append(session, None, "ledger:halted", log.halted_at, subject=log.log_id, note=why.value)
        _LOG.error("ledger halted", **{**facts, **told})

    def _begin_with_the_end(self, session: Session, old: LedgerLog, new: LedgerLog, reason: str) -> None:
        last, held = self._signer.remembered(old.log_id), tree.size_of(session, old.log_id)
        facts: dict[str, Canonical] = {
            "held": held,
            "name": old.log_id,
            "next": new.log_id,
            "reason": reason,
            "root": last.root.hex() if last else "",
            "size": last.size if last else 0,
        }
        draft = LedgerDraft(kind=LedgerKind.LOG_SUCCEEDED, at=new.started_at, facts={"log": facts}, subject=new.log_id)
        prepared = ledger.prepare([draft], new.log_id, self._algorithm)
        ledger.write_entries(session, prepared)
        session.flush()
        tree.append(session, new.log_id, tree.not_yet_leaves(session, prepared.ids), self._algorithm)


def _taken(rows: Sequence[WaitingRow]) -> list[WaitingRow]:
    """Return the first rows, as many as are sealed in one transaction; one at least."""
    sums = accumulate(len(row.payload["entries"]) for row in rows)
    return [row for row, whole in zip(rows, sums, strict=True) if whole <= _ENTRIES_AT_ONCE] or list(rows[:1])


def _state(session: Session, log: _Open) -> _State:
    """Return the committed tree. Raises SignerRefused when its tiles contradict its leaves."""
    size = tree.size_of(session, log.log_id)
    signed_size = checkpoints.newest_size(session, log.log_id)
    try:
        root = tree.root_of(session, log.log_id, size, log.algorithm)
    except ValueError:
        why = Contradiction.REWRITTEN.value
        raise SignerRefused(log=log.log_id, why=why, size=size, remembered=signed_size or 0) from None
    checkpoint = Checkpoint(origin=log.log_id, size=size, root=root)
    return _State(checkpoint=checkpoint, signed_size=signed_size)
