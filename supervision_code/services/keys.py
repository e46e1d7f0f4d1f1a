"""Keys: a new one is published before it signs, the old one's codes stay good, a revoked one's count for less."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from supervision_code.adapters.key_ring import KeyRing
from supervision_code.domain.clock import Clock
from supervision_code.domain.key_turns import KeyTurn, signing_turn
from supervision_code.persistence import key_records, trail
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStanding:
    """One key as the operator sees it; ``codes`` counts the codes in force that it signed."""

    turn: KeyTurn
    signs: bool
    waits: bool
    codes: int


class KeyService:
    """Rotates and revokes; called from the command line, by whoever may read the key folder."""

    def __init__(self, database: Database, clock: Clock, ring: KeyRing) -> None:
        self._database = database
        self._clock = clock
        self._ring = ring

    def standings(self) -> list[KeyStanding]:
        """Return every key of the ring in the order of their turns."""
        now, turns = self._clock.now(), self._ring.turns
        signing = signing_turn(turns, now)
        with self._database.read() as session:
            return [
                KeyStanding(
                    turn=turn,
                    signs=turn == signing,
                    waits=turn.is_waiting(now),
                    codes=key_records.codes_in_force(session, turn.kid),
                )
                for turn in turns
            ]

    def rotate(self, overlap: timedelta) -> KeyTurn:
        """Make and publish a key that signs when the overlap is over. Raises KeyWaits when one waits already."""
        with self._database.read() as session:
            taken = key_records.kids_on_record(session)
        made = self._ring.rotate(overlap, taken)
        self._put_on_record("key:rotated", made.kid, made.signs_from)
        return made

    def revoke(self, kid: str) -> int:
        """Revoke a key and return how many codes in force it signed. Raises NoSuchKey; done again changes nothing."""
        with self._database.read() as session:
            taken = key_records.kids_on_record(session)
            hanging = key_records.codes_in_force(session, kid)
        self._ring.revoke(kid, taken)
        self._put_on_record("key:revoked", kid, self._clock.now())
        return hanging

    def _put_on_record(self, action: str, kid: str, since: datetime) -> None:
        now = self._clock.now()
        with self._database.begin() as session:
            key_records.publish(session, self._ring.records(), now)
            trail.append(session, None, action, now, subject=kid, note=since.isoformat())
