"""Personal data on request: what was handed out is on the trail, and what may go is erased, each with a reason."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import AccountInUse, NoSuchRecord, ReasonMissing
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.retention import PersonalPart, Retention, RetentionSubject, Verdict, judge_erasure
from supervision_code.persistence import outbox, trail
from supervision_code.persistence.blanking import BLANKS, Erasure, forget_ended_complaints
from supervision_code.persistence.people import EVERY_PART, Person, find_people, get_person, holdings_of
from supervision_code.persistence.session import Database

EXPORTED: Final = "personal_data:exported"
ERASED: Final = "personal_data:erased"
ERASING: Final = "erasure"
"""Topic of the outbox rows that ask the worker to erase somebody."""
_TOLD: Final = EVERY_PART - {PersonalPart.MESSAGES}


class PersonalDataService:
    """Answers requests of persons (个人信息保护法 arts. 45 and 47)."""

    def __init__(self, database: Database, clock: Clock, retention: Retention) -> None:
        self._database = database
        self._clock = clock
        self._retention = retention

    def record_export(self, actor: Actor, person_id: UUID, reason: str) -> None:
        """Put on the trail that somebody's data is handed out. Raises NoSuchRecord, ReasonMissing."""
        actor.require(Permission.PERSONAL_DATA_EXPORT)
        with self._database.begin() as session:
            person = get_person(session, person_id)
            self._note(session, actor, EXPORTED, person, _required(reason))

    def erase(self, actor: Actor | None, person_id: UUID, reason: str) -> tuple[Verdict, ...]:
        """Have erased what may go, and return what becomes of each part; ``actor`` None is the command line.

        The command line erases at once; a portal, whose database role may not, leaves it to the worker. Raises
        NoSuchRecord, ReasonMissing, and AccountInUse while the person can still sign in. Done again it erases what
        has served its time since.
        """
        if actor is not None:
            actor.require(Permission.PERSONAL_DATA_ERASE)
        now = self._clock.now()
        with self._database.begin() as session:
            person = get_person(session, person_id)
            if person.active:
                raise AccountInUse
            self._note(session, actor, ERASED, person, _required(reason))
            if actor is None:
                return self._carry_out(session, person, now)
            outbox.put(session, ERASING, {"person": str(person.id)}, now)
            return judge_erasure(holdings_of(session, person, _TOLD), self._retention, now)

    def erase_waiting(self) -> int:
        """Carry out what portals left to the worker, one person in a transaction, and return how many that were."""
        total = 0
        while self._erase_next():
            total += 1
        return total

    def _erase_next(self) -> bool:
        now = self._clock.now()
        with self._database.begin() as session:
            waiting = outbox.waiting(session, ERASING, 1)
            for row in waiting:
                person = get_person(session, UUID(row.payload["person"]))
                if not person.active:
                    self._carry_out(session, person, now)
            outbox.mark_done(session, [row.id for row in waiting], now)
            return bool(waiting)

    def id_of(self, words: str) -> UUID:
        """Return the person with this user name or certificate number, for the command line. Raises NoSuchRecord."""
        with self._database.read() as session:
            found = find_people(session, words.strip(), 2)
            if len(found) != 1:
                raise NoSuchRecord
            return found[0].id

    def _carry_out(self, session: Session, person: Person, now: datetime) -> tuple[Verdict, ...]:
        verdicts = judge_erasure(holdings_of(session, person), self._retention, now)
        going = {verdict.part for verdict in verdicts if verdict.goes and verdict.count}
        for part in PersonalPart:
            if part in going:
                BLANKS[part](Erasure(session, person, now))
        rule = self._retention.of(RetentionSubject.COMPLAINT_RECORD)
        forget_ended_complaints(session, person, rule.ends_before(now))
        return tuple(verdict for verdict in verdicts if verdict.part in _TOLD)

    def _note(self, session: Session, actor: Actor | None, action: str, person: Person, reason: str) -> None:
        # By its id, not by name: the trail would keep what is to be forgotten.
        trail.append(session, actor, action, self._clock.now(), subject=str(person.id), note=reason)


def _required(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(field="reason")
    return reason.strip()
