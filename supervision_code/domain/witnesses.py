"""Witnesses: who they are, what is sent to them, what their answers mean, and when one is a reason for alarm."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from supervision_code.domain.notes import (
    COSIGNATURE,
    InvalidNote,
    NoteKey,
    NoteSignature,
    NoteVerifier,
    parse_key,
    parse_note,
    signed_by,
)

SIZE_TYPE: Final = "text/x.tlog.size"
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_KEYS: Final = frozenset({"title", "url", "key"})
_MINUTES_AT_MOST: Final = 7 * 24 * 60
_DIGITS_AT_MOST: Final = 18


class WitnessProblem(StrEnum):
    """What came instead of a cosignature."""

    UNREACHABLE = "unreachable"
    UNKNOWN_LOG = "unknown_log"
    KEY_NOT_KNOWN = "key_not_known"
    INCONSISTENT = "inconsistent"
    AHEAD = "ahead"
    """It has cosigned a larger tree than ours: ours went back."""
    BAD_SIGNATURE = "bad_signature"
    UNEXPECTED = "unexpected"


class WitnessState(StrEnum):
    """How a witness stands to the log."""

    WAITING = "waiting"
    FRESH = "fresh"
    SILENT = "silent"
    REFUSING = "refusing"

    @property
    def alarming(self) -> bool:
        """Say whether somebody must look."""
        return self in {WitnessState.SILENT, WitnessState.REFUSING}


_CONTRADICTIONS: Final = frozenset({WitnessProblem.INCONSISTENT, WitnessProblem.AHEAD})

_TOLD: Final[Mapping[int, WitnessProblem]] = {
    HTTPStatus.NOT_FOUND: WitnessProblem.UNKNOWN_LOG,
    HTTPStatus.FORBIDDEN: WitnessProblem.KEY_NOT_KNOWN,
    HTTPStatus.UNPROCESSABLE_ENTITY: WitnessProblem.INCONSISTENT,
    HTTPStatus.OK: WitnessProblem.BAD_SIGNATURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A body that cosigns: its key, where it answers, and what people call it."""

    title: str
    url: str
    key: NoteKey

    @property
    def name(self) -> str:
        """Return the name in its signature lines."""
        return self.key.name

    @property
    def is_here(self) -> bool:
        """Say whether it runs on this machine, so that it is no outsider: for demonstrations."""
        return urlsplit(self.url).hostname in _LOOPBACK


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessBook:
    """The witnesses of this deployment."""

    witnesses: tuple[Witness, ...] = ()
    silent_after: timedelta = timedelta(minutes=15)

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all."""
        return frozenset(one.name for one in self.witnesses)


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessReply:
    """What a witness answered over HTTP."""

    status: int
    content_type: str
    body: str


def parse_witnesses(tables: Mapping[str, object]) -> WitnessBook:
    """Return the witnesses of a configuration file. Raises ValueError naming what is wrong."""
    minutes, listed = tables.get("silent_minutes", 15), tables.get("witness", [])
    if unknown := sorted(tables.keys() - {"silent_minutes", "witness"}):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    if type(minutes) is not int or not 0 < minutes <= _MINUTES_AT_MOST:
        raise ValueError("silent_minutes: expected a number of minutes, a week at most")
    if not isinstance(listed, list):
        raise ValueError("witness: expected [[witness]] tables")
    witnesses = tuple(_witness(one) for one in listed)
    if len({one.name for one in witnesses}) < len(witnesses):
        raise ValueError("two witnesses bear the same name")
    return WitnessBook(witnesses=witnesses, silent_after=timedelta(minutes=minutes))


def _witness(table: object) -> Witness:
    if not isinstance(table, dict) or table.keys() != _KEYS or not all(isinstance(one, str) for one in table.values()):
        raise ValueError("witness: expected title, url and key, each a text")
    try:
        key = parse_key(table["key"])
    except InvalidNote as error:
        raise ValueError(f"witness {table['title']}: {error}") from None
    if key.algorithm != COSIGNATURE:
        raise ValueError(f"witness {table['title']}: not the key of a witness (algorithm 04)")
    return Witness(title=table["title"].strip() or key.name, url=_address(table["url"], table["title"]), key=key)


def _address(url: str, title: str) -> str:
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not safe or not parts.hostname or parts.query or parts.fragment or parts.username or parts.password:
        raise ValueError(f"witness {title}: expected an https address (http only on this machine), not {url}")
    return url.rstrip("/")


def submission(old: int, proof: Sequence[bytes], note: str) -> bytes:
    """Return what is sent to a witness (C2SP tlog-witness): the size it knows, the proof from there, the checkpoint."""
    lines = "".join(f"{base64.b64encode(one).decode()}\n" for one in proof)
    return f"old {old}\n{lines}\n{note}".encode()


def size_told(reply: WitnessReply) -> int | None:
    """Return the size that the witness says it has cosigned, when its answer is that."""
    text = reply.body.removesuffix("\n")
    if reply.status != HTTPStatus.CONFLICT or reply.content_type != SIZE_TYPE:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS_AT_MOST else None


def cosignature_in(reply: WitnessReply, note: str, verifier: NoteVerifier) -> NoteSignature | None:
    """Return the good cosignature of this witness over the note's text, None when the answer holds none."""
    text = parse_note(note).text
    try:
        answered = parse_note(f"{text}\n{reply.body}")
    except InvalidNote:
        return None
    # Whatever the answer holds, it adds signatures and no text.
    return signed_by(answered, verifier) if answered.text == text else None


def problem_told(reply: WitnessReply) -> WitnessProblem:
    """Return what an answer without a cosignature means. Either status is used for two roots of one size."""
    if reply.status == HTTPStatus.CONFLICT and reply.content_type != SIZE_TYPE:
        return WitnessProblem.INCONSISTENT
    return _TOLD.get(reply.status, WitnessProblem.UNEXPECTED)


def judge_witness(
    *,
    since: datetime,
    seen_at: datetime | None,
    problem: WitnessProblem | None,
    before: WitnessState,
    silent_after: timedelta,
    now: datetime,
) -> WitnessState:
    """Return how a witness stands: a contradiction stays until it cosigns again; silence counts from the last time."""
    if problem in _CONTRADICTIONS or (problem is not None and before is WitnessState.REFUSING):
        return WitnessState.REFUSING
    if now - (seen_at or since) > silent_after:
        return WitnessState.SILENT
    return WitnessState.FRESH if seen_at is not None else WitnessState.WAITING
