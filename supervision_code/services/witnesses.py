"""Witnessing: submits the newest checkpoint to every witness, keeps what they cosign, and raises the alarm."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

import structlog
from sqlalchemy.orm import Session

from supervision_code.adapters.note_signing import cosigned_at, verifier_of
from supervision_code.adapters.witness_client import WitnessAway
from supervision_code.domain.clock import Clock
from supervision_code.domain.digests import SHA256
from supervision_code.domain.witnesses import (
    Witness,
    WitnessBook,
    WitnessProblem,
    WitnessReply,
    WitnessState,
    cosignature_in,
    judge_witness,
    problem_told,
    size_told,
    submission,
)
from supervision_code.persistence import inbox, witnesses
from supervision_code.persistence.models.witnesses import WitnessStanding
from supervision_code.persistence.session import Database
from supervision_code.persistence.witnesses import Cosignature, Uncosigned

_AGAIN_AFTER: Final = timedelta(minutes=1)
"""An unchanged checkpoint is shown again, and a witness in trouble asked again, this often."""
_CLOCKS_DIFFER: Final = 600
"""Seconds: a cosignature of another time than now says nothing about now."""
_OK: Final = 200
_LOG = structlog.get_logger("witness")


class AsksWitnesses(Protocol):
    """Sends requests to witnesses."""

    def add_checkpoint(self, url: str, request: bytes) -> WitnessReply:
        """Return the answer, or raise WitnessAway."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What became of a submission: the size the witness knows now, and its cosignature or the problem."""

    size: int
    cosignature: Cosignature | None = None
    problem: WitnessProblem | None = None


class WitnessService:
    """Nobody waits for it: it runs in a round of its own, and whatever a witness does, sealing goes on."""

    def __init__(self, database: Database, clock: Clock, client: AsksWitnesses, book: WitnessBook, base: str) -> None:
        self._database = database
        self._clock = clock
        self._client = client
        self._book = book
        self._base = base

    def submit(self) -> int:
        """Ask every witness that is due, all at once; return how many cosigned."""
        if not self._book.witnesses:
            return 0
        if self._database.is_borrowed:
            return sum(map(self._submit_to, self._book.witnesses))
        with ThreadPoolExecutor(len(self._book.witnesses), thread_name_prefix="witness") as pool:
            return sum(pool.map(self._submit_to, self._book.witnesses))

    def _submit_to(self, witness: Witness) -> bool:
        with self._database.read() as session:
            newest = witnesses.newest(session, self._base)
            known = witnesses.standing(session, newest.log_id, witness.name) if newest else None
        if newest is None or not self._is_due(newest, known):
            return False
        outcome = self._asked(witness, newest, known.size if known else 0)
        self._record(witness, newest, outcome)
        return outcome.cosignature is not None

    def _is_due(self, newest: Uncosigned, known: WitnessStanding | None) -> bool:
        if known is None or (known.problem is None and known.size < newest.size):
            return True
        return self._clock.now() - known.tried_at >= _AGAIN_AFTER

    def _asked(self, witness: Witness, newest: Uncosigned, old: int) -> _Outcome:
        """Submit; when the witness knows another size than we thought, once more from there."""
        if newest.algorithm != SHA256.id:
            return _Outcome(size=old, problem=WitnessProblem.UNEXPECTED)
        try:
            reply = self._sent(witness, newest, min(old, newest.size))
            told = size_told(reply)
            if told is not None and told <= newest.size:
                old, reply = told, self._sent(witness, newest, told)
                told = None
        except WitnessAway as away:
            _LOG.info("witness away", witness=witness.name, why=str(away))
            return _Outcome(size=old, problem=WitnessProblem.UNREACHABLE)
        if told is not None:
            return _Outcome(size=told, problem=None if self._has_grown_to(told) else WitnessProblem.AHEAD)
        return self._read(witness, newest, old, reply)

    def _has_grown_to(self, size: int) -> bool:
        """Say whether the log is as large as a witness knows it by now: another worker may have asked it meanwhile."""
        with self._database.read() as session:
            newest = witnesses.newest(session, self._base)
        return newest is not None and newest.size >= size

    def _sent(self, witness: Witness, newest: Uncosigned, old: int) -> WitnessReply:
        with self._database.read() as session:
            proof = witnesses.growth(session, newest.log_id, old, newest.size, SHA256)
        return self._client.add_checkpoint(witness.url, submission(old, proof, newest.note))

    def _read(self, witness: Witness, newest: Uncosigned, old: int, reply: WitnessReply) -> _Outcome:
        found = cosignature_in(reply, newest.note, verifier_of(witness.key)) if reply.status == _OK else None
        at = cosigned_at(found.signature) if found else 0
        if found is None or abs(at - self._clock.now().timestamp()) > _CLOCKS_DIFFER:
            return _Outcome(size=old, problem=problem_told(reply))
        moment = datetime.fromtimestamp(at, UTC)
        line = Cosignature(size=newest.size, witness=witness.name, line=found.line, at=moment)
        return _Outcome(size=newest.size, cosignature=line)

    def _record(self, witness: Witness, newest: Uncosigned, outcome: _Outcome) -> None:
        now = self._clock.now()
        with self._database.begin() as session:
            row = witnesses.standing_made(session, newest.log_id, witness.name, now)
            if outcome.cosignature is not None:
                witnesses.keep(session, newest.log_id, outcome.cosignature)
                row.seen_at = now
            before = row.state
            row.size, row.problem, row.tried_at = outcome.size, outcome.problem, now
            row.state = judge_witness(
                since=row.since,
                seen_at=row.seen_at,
                problem=row.problem,
                before=before,
                silent_after=self._book.silent_after,
                now=now,
            )
            if row.state is not before:
                _tell(session, witness, row, before)


def _tell(session: Session, witness: Witness, row: WitnessStanding, before: WitnessState) -> None:
    """Tell operators and the city's supervisors, once for each change for the worse or back to good."""
    if not (row.state.alarming or before.alarming) or row.state not in _MESSAGES:
        return
    facts: dict[str, str | int] = {"witness": witness.title, "size": row.size}
    for recipient, link in ((inbox.to_operators(), "/operations/"), (inbox.to_district(inbox.WHOLE_CITY), "")):
        inbox.put(session, recipient, _MESSAGES[row.state], row.tried_at, facts=facts, link=link)
    told: Callable[..., None] = _LOG.error if row.state.alarming else _LOG.info
    told("witness changed", witness=witness.name, state=row.state.value, problem=row.problem, size=row.size)


_MESSAGES: Final = {
    WitnessState.SILENT: "inbox-witness-silent",
    WitnessState.REFUSING: "inbox-witness-refusing",
    WitnessState.FRESH: "inbox-witness-back",
}
