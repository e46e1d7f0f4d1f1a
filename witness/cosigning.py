"""The decision of a witness: cosign a checkpoint that continues the latest, or say why not (C2SP tlog-witness)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from witness.merkle import grows_from
from witness.notes import HASH_BYTES, Checkpoint, CosigningKey, Malformed, from_text, parse_checkpoint, parse_number
from witness.state import Latest, Memory, Turn

REQUEST_BYTES: Final = 65536
"""The longest request that is read."""
_PROOF_LINES_AT_MOST: Final = 63
_PLAIN: Final = "text/plain; charset=utf-8"
_SIZE: Final = "text/x.tlog.size"
FORK: Final = "fork"
"""Two roots for one size, both signed by the log: proof of wrongdoing by itself."""
UNPROVEN: Final = "unproven"
"""A larger checkpoint, signed by the log, whose proof does not verify: to be cleared up with the log."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP."""

    status: HTTPStatus
    body: str
    content_type: str = _PLAIN


@dataclass(frozen=True, slots=True)
class Submission:
    """A request in parts: the size its proof starts from, the proof, the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint
    request: bytes


def parse_submission(request: bytes) -> Submission:
    """Return the parts of a request; raises Malformed."""
    try:
        text = request.decode()
    except UnicodeDecodeError:
        raise Malformed("not UTF-8") from None
    head, found, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    if not found or not first.startswith("old ") or len(lines) > _PROOF_LINES_AT_MOST:
        raise Malformed("a request has a line 'old SIZE', up to 63 lines of proof, an empty line, and a checkpoint")
    proof = tuple(from_text(line) for line in lines)
    if any(len(one) != HASH_BYTES for one in proof):
        raise Malformed("a line of the proof is no hash")
    return Submission(parse_number(first.removeprefix("old ")), proof, parse_checkpoint(note), request)


class Witness:
    """Cosigns for the logs it knows; ``clock`` says the seconds since 1970."""

    def __init__(self, key: CosigningKey, memory: Memory, clock: Callable[[], int]) -> None:
        self._key = key
        self._memory = memory
        self._clock = clock

    def add_checkpoint(self, request: bytes) -> Answer:
        """Answer a request; when it is cosigned, the checkpoint is on the disk before this returns."""
        try:
            submission = parse_submission(request)
        except Malformed as error:
            return _refused(HTTPStatus.BAD_REQUEST, str(error))
        checkpoint = submission.checkpoint
        keys = self._memory.keys_of(checkpoint.origin)
        if not keys:
            return _refused(HTTPStatus.NOT_FOUND, "this log is unknown here")
        lines = checkpoint.lines_of(keys)
        if not lines:
            return _refused(HTTPStatus.FORBIDDEN, "no known key of this log signed the checkpoint")
        if submission.old > checkpoint.size:
            return _refused(HTTPStatus.BAD_REQUEST, "the old size is larger than the checkpoint")
        with self._memory.turn() as turn:
            return self._judged(turn, submission, lines)

    def latest_note(self, origin_hash: str) -> str | None:
        """Return the latest cosigned note of the log whose name hashes (SHA-256, hexadecimal) to this."""
        for log in self._memory.logs():
            if hashlib.sha256(log.origin.encode()).hexdigest() == origin_hash and log.latest:
                return log.latest.note
        return None

    def _judged(self, turn: Turn, submission: Submission, lines: str) -> Answer:
        checkpoint = submission.checkpoint
        known = turn.latest(checkpoint.origin)
        size = known.size if known else 0
        continued = submission.old == size and _continues(known, submission)
        if known and (kind := _evidence(known, submission, continued=continued)):
            turn.keep_evidence(kind, checkpoint, submission.request, known.note, self._clock())
        if submission.old != size:
            return Answer(HTTPStatus.CONFLICT, f"{size}\n", _SIZE)
        if not continued:
            return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, "the checkpoint does not continue the one cosigned before")
        return self._cosigned(turn, checkpoint, lines)

    def _cosigned(self, turn: Turn, checkpoint: Checkpoint, lines: str) -> Answer:
        now = self._clock()
        line = self._key.cosign(checkpoint.text, now)
        turn.remember(checkpoint, f"{checkpoint.text}\n{lines}{line}", now)
        return Answer(HTTPStatus.OK, line)


def _continues(known: Latest | None, submission: Submission) -> bool:
    checkpoint = submission.checkpoint
    root = known.root if known else b""
    return grows_from(submission.old, root, checkpoint.size, checkpoint.root, submission.proof)


def _evidence(known: Latest, submission: Submission, *, continued: bool) -> str | None:
    """Return as what a request is to be kept, if at all; the log's signature over its checkpoint is good."""
    if known.size == submission.checkpoint.size:
        return FORK if known.root != submission.checkpoint.root else None
    return UNPROVEN if submission.old == known.size and not continued else None


def _refused(status: HTTPStatus, why: str) -> Answer:
    return Answer(status, f"{why}\n")
