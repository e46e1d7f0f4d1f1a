"""The ring: all keys of an installation in one folder, whose turn it is, and what running processes notice of it.

``<kid>.pem`` holds a private key, ``ring.json`` each key's public half, from when it signs and since when it is
revoked. A revoked key loses its private half; its public half stays and tells our old codes from forged ones.
"""

import fcntl
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from supervision_code.adapters.private_files import make_private_folder, replace_private_file, require_private
from supervision_code.adapters.signing_keys import (
    KeyProblem,
    VerificationKey,
    from_jwk,
    generate_private_pem,
    to_jwk,
    write_private_pem,
)
from supervision_code.adapters.token_signing import KeySet, TokenSigner
from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import Refusal, VerifiedToken
from supervision_code.domain.key_turns import KeyOnRecord, KeyTurn, kid_of_year, next_kid, signing_turn
from supervision_code.domain.ledger import canonical

_RING: Final = "ring.json"


class KeyWaits(KeyProblem):
    """A new key is published already and waits for its turn; ``turn`` says which and until when."""

    def __init__(self, turn: KeyTurn) -> None:
        super().__init__(f"key {turn.kid} is published and signs from {turn.signs_from.isoformat()}")
        self.turn = turn


class NoSuchKey(KeyProblem):
    """The ring holds no key of this id that could be revoked."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What the folder held when it was read."""

    turns: tuple[KeyTurn, ...]
    signers: Mapping[str, TokenSigner]
    keys: KeySet


class KeyRing:
    """Signs with the key whose turn it is and verifies with all; notices a changed folder by itself."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Read the ring; makes the first key in an empty folder. Raises KeyProblem, NotPrivate."""
        self._folder = folder
        self._clock = clock
        make_private_folder(folder)
        if not any(folder.glob("?.pem")):
            with self._locked():
                self._make_first()
        self._seen = self._state()
        self._held = _read(folder)
        self.signer()

    @property
    def turns(self) -> tuple[KeyTurn, ...]:
        """Return every key's turn, the revoked ones too, by when they sign."""
        return self._current().turns

    @property
    def keys(self) -> KeySet:
        """Return all public keys, those that wait and those that are revoked among them."""
        return self._current().keys

    def records(self) -> list[KeyOnRecord]:
        """Return all public keys as they enter the database."""
        return [_on_record(key) for key in self.keys.keys]

    def signer(self) -> TokenSigner:
        """Return the signer whose turn it is. Raises KeyProblem when there is none."""
        held = self._current()
        turn = signing_turn(held.turns, self._clock.now())
        if turn is None or turn.kid not in held.signers:
            raise KeyProblem(f"no key in {self._folder} may sign now")
        return held.signers[turn.kid]

    def verify(self, token: object) -> VerifiedToken | Refusal:
        """Return what a token claims, or why it is refused; raises for no input whatever."""
        return self.keys.verify(token)

    def rotate(self, overlap: timedelta, taken: Collection[str] = ()) -> KeyTurn:
        """Make a new key that signs when the overlap is over; ``taken`` are ids on record elsewhere.

        Raises KeyWaits when one waits already: of two who rotate at once, one makes the key.
        """
        with self._locked():
            held, now = self._noted(), self._clock.now()
            waiting = next((turn for turn in held.turns if turn.is_waiting(now)), None)
            if waiting is not None:
                raise KeyWaits(waiting)
            return self._add(held.turns, now + overlap, taken)

    def revoke(self, kid: str, taken: Collection[str] = ()) -> KeyTurn:
        """Revoke a key and destroy its private half; when it was its turn, the waiting or a new key signs at once.

        Done again it changes nothing. Raises NoSuchKey.
        """
        with self._locked():
            held, now = self._noted(), self._clock.now()
            found = next((turn for turn in held.turns if turn.kid == kid), None)
            if found is None:
                raise NoSuchKey(f"there is no key {kid[:8]}")
            gone = found if found.revoked else replace(found, revoked_at=now)
            turns = tuple(gone if turn.kid == kid else turn for turn in held.turns)
            self._write(turns if _anybody_signs(turns, now) else self._succeed(turns, now, taken))
            (self._folder / f"{kid}.pem").unlink(missing_ok=True)
            return gone

    def _succeed(self, turns: tuple[KeyTurn, ...], now: datetime, taken: Collection[str]) -> tuple[KeyTurn, ...]:
        waiting = next((turn for turn in turns if turn.is_waiting(now)), None)
        if waiting is None:
            return (*turns, self._add(turns, now, taken))
        return tuple(replace(turn, signs_from=now) if turn is waiting else turn for turn in turns)

    def _add(self, turns: tuple[KeyTurn, ...], signs_from: datetime, taken: Collection[str]) -> KeyTurn:
        used = {*taken, *(turn.kid for turn in turns)}
        kid = next_kid(used, kid_of_year(self._clock.now().year))
        if kid is None:
            raise KeyProblem("all one-letter key ids are used up")
        turn = KeyTurn(kid=kid, signs_from=signs_from)
        file = self._folder / f"{kid}.pem"
        file.unlink(missing_ok=True)  # left by somebody who was stopped between this line and the next but one
        write_private_pem(file, generate_private_pem())
        self._write((*turns, turn))
        return turn

    def _make_first(self) -> None:
        """Make the first key; beside keys that nobody noted it must not stand, so it is looked for again."""
        if not any(self._folder.glob("?.pem")):
            self._add(_read(self._folder).turns, _ALWAYS, ())

    def _noted(self) -> _Held:
        """Return what the folder holds, all of it noted: from then on a key signs by its note alone."""
        held = _read(self._folder)
        if not (self._folder / _RING).exists():
            self._write(held.turns)
        return held

    def _write(self, turns: tuple[KeyTurn, ...]) -> None:
        known = {key.kid: key for key in _read(self._folder).keys.keys}
        fresh = {turn.kid for turn in turns} - known.keys()
        known |= {kid: _signer(self._folder / f"{kid}.pem").verification_key for kid in fresh}
        text = json.dumps({"keys": [_entry(turn, known[turn.kid]) for turn in turns]}, indent=1, sort_keys=True)
        replace_private_file(self._folder / _RING, text.encode())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._folder / ".lock").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _current(self) -> _Held:
        state = self._state()
        if state != self._seen:
            self._held, self._seen = _read(self._folder), state
        return self._held

    def _state(self) -> tuple[int, int]:
        """Return what changes whenever the ring does: when the file was put into place, and which file it is."""
        try:
            found = (self._folder / _RING).stat()
        except FileNotFoundError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)


def _read(folder: Path) -> _Held:
    """Return what the folder holds; where there is no ring yet, keys follow each other by their ids."""
    noted = _noted(folder / _RING)
    files = [file for file in sorted(folder.glob("?.pem")) if not noted or file.stem in noted]
    signers = {file.stem: _signer(file) for file in files}
    turns: list[KeyTurn] = []
    keys: list[VerificationKey] = []
    for kid in sorted(signers.keys() | noted.keys()):
        turn, public = noted.get(kid) or (KeyTurn(kid=kid, signs_from=_ALWAYS), None)
        key = public or signers[kid].verification_key
        turns.append(turn)
        keys.append(replace(key, revoked=turn.revoked))
    turns.sort(key=lambda turn: (turn.signs_from, turn.kid))
    return _Held(tuple(turns), signers, KeySet(keys))


_ALWAYS: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
"""Since when a key signs of which nothing is noted."""


def _on_record(key: VerificationKey) -> KeyOnRecord:
    public = {name: str(value) for name, value in to_jwk(replace(key, revoked=False)).items()}
    return KeyOnRecord(
        kid=key.kid,
        algorithm=key.algorithm,
        public_key=canonical(public).decode(),
        thumbprint=key.fingerprint(),
        revoked=key.revoked,
    )


def _anybody_signs(turns: Iterable[KeyTurn], now: datetime) -> bool:
    return any(not turn.revoked and turn.signs_from <= now for turn in turns)


def _signer(file: Path) -> TokenSigner:
    require_private(file)
    return TokenSigner.from_file(file, file.stem)


def _noted(file: Path) -> dict[str, tuple[KeyTurn, VerificationKey]]:
    if not file.exists():
        return {}
    require_private(file)
    try:
        entries: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["keys"]
        return {str(entry["key"]["kid"]): _turn(entry) for entry in entries}
    except (ValueError, KeyError, TypeError) as error:
        raise KeyProblem(f"{file} cannot be read: {type(error).__name__}") from None


def _turn(entry: Mapping[str, Any]) -> tuple[KeyTurn, VerificationKey]:
    key = from_jwk(entry["key"])
    since = entry.get("revoked_at")
    turn = KeyTurn(
        kid=key.kid,
        signs_from=datetime.fromisoformat(entry["signs_from"]),
        revoked_at=datetime.fromisoformat(since) if since else None,
    )
    return turn, key


def _entry(turn: KeyTurn, key: VerificationKey) -> dict[str, object]:
    public = to_jwk(replace(key, revoked=False))
    revoked_at = turn.revoked_at.isoformat() if turn.revoked_at else None
    return {"key": public, "signs_from": turn.signs_from.isoformat(), "revoked_at": revoked_at}
