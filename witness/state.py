"""What the witness remembers, in one SQLite file: logs and their keys, the latest checkpoint of each, evidence."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from witness.notes import LOG_KEY, Checkpoint, Malformed, PublicKey, parse_key

_WAIT_SECONDS: Final = 10.0
_EVIDENCE_AT_MOST: Final = 1000
"""Of each log and kind: whoever overheard a checkpoint can send it with a wrong proof as often as he likes."""
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS log_keys (
    origin TEXT NOT NULL, key TEXT NOT NULL, added_at INTEGER NOT NULL, PRIMARY KEY (origin, key)
) STRICT;
CREATE TABLE IF NOT EXISTS latest (
    origin TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL,
    cosigned_at INTEGER NOT NULL, grown_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS evidence (
    id INTEGER PRIMARY KEY, origin TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    received_at INTEGER NOT NULL, request BLOB NOT NULL, known TEXT NOT NULL, UNIQUE (origin, kind, text)
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest checkpoint cosigned for a log: its root, and the note with our cosignature."""

    size: int
    root: bytes
    note: str
    cosigned_at: int
    grown_at: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A request that contradicts what the log signed before, whole, and the note it contradicts."""

    id: int
    origin: str
    kind: str
    received_at: int
    request: bytes
    known: str


@dataclass(frozen=True, slots=True)
class LogState:
    """A log as ``status`` shows it; ``latest`` is None when nothing was cosigned yet."""

    origin: str
    added_at: int
    latest: Latest | None
    evidence: int

    def silent_for(self, now: int) -> int:
        """Return for how many seconds the log has shown no checkpoint."""
        return now - (self.latest.cosigned_at if self.latest else self.added_at)


class Turn:
    """One look at the memory with the right to change it; nobody else looks or changes meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def latest(self, origin: str) -> Latest | None:
        """Return the latest checkpoint cosigned for a log."""
        return _latest(self._connection, origin)

    def remember(self, checkpoint: Checkpoint, note: str, now: int) -> None:
        """Replace the latest checkpoint; the caller has seen that it continues the one before."""
        self._connection.execute(
            "INSERT INTO latest VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET"
            " grown_at = CASE WHEN size < excluded.size THEN excluded.grown_at ELSE grown_at END,"
            " size = excluded.size, root = excluded.root, note = excluded.note, cosigned_at = excluded.cosigned_at",
            (checkpoint.origin, checkpoint.size, checkpoint.root, note, now, now),
        )

    def keep_evidence(self, kind: str, checkpoint: Checkpoint, request: bytes, known: str, now: int) -> None:
        """Keep a contradiction once for each checkpoint and kind, up to a bound."""
        self._connection.execute(
            "INSERT OR IGNORE INTO evidence (origin, kind, text, received_at, request, known)"
            " SELECT ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM evidence WHERE origin = ? AND kind = ?) < ?",
            (
                *(checkpoint.origin, kind, checkpoint.text, now, request, known),
                *(checkpoint.origin, kind, _EVIDENCE_AT_MOST),
            ),
        )


class Memory:
    """The file; safe to use from many threads and processes at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._opened() as connection:
            connection.executescript(_TABLES)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Hold the file alone; what was changed is on the disk when the block is left, or nothing was."""
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Turn(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def add_log(self, key_text: str, now: int) -> str:
        """Trust a log's key and return the log's name. Raises Malformed for anything but the key of a log."""
        key = parse_key(key_text)
        if key.kind != LOG_KEY:
            raise Malformed("this is the key of a witness; give the key that signs the log's checkpoints")
        with self._opened() as connection:
            connection.execute("INSERT OR IGNORE INTO log_keys VALUES (?, ?, ?)", (key.name, key.text, now))
        return key.name

    def keys_of(self, origin: str) -> tuple[PublicKey, ...]:
        """Return the keys trusted for a log; none when the log is unknown."""
        with self._opened() as connection:
            rows = connection.execute("SELECT key FROM log_keys WHERE origin = ? ORDER BY key", (origin,)).fetchall()
        return tuple(parse_key(text) for (text,) in rows)

    def logs(self) -> list[LogState]:
        """Return every log by its name."""
        with self._opened() as connection:
            rows = connection.execute(
                "SELECT origin, min(added_at), (SELECT count(*) FROM evidence WHERE evidence.origin = log_keys.origin)"
                " FROM log_keys GROUP BY origin ORDER BY origin"
            ).fetchall()
            return [LogState(origin, at, _latest(connection, origin), count) for origin, at, count in rows]

    def evidence(self) -> list[Evidence]:
        """Return all evidence, oldest first."""
        with self._opened() as connection:
            rows = connection.execute(
                "SELECT id, origin, kind, received_at, request, known FROM evidence ORDER BY id"
            ).fetchall()
        return [Evidence(*row) for row in rows]

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
            # What was cosigned must still be known after a power cut: wait for the disk, for the folder too.
            connection.execute("PRAGMA synchronous = EXTRA")
            yield connection


def _latest(connection: sqlite3.Connection, origin: str) -> Latest | None:
    row = connection.execute(
        "SELECT size, root, note, cosigned_at, grown_at FROM latest WHERE origin = ?", (origin,)
    ).fetchone()
    return Latest(*row) if row else None
