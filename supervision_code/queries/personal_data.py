"""What is kept about a person, part by part: for himself, and for the operator who answers his request."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.retention import PersonalPart, Retention, Verdict, judge_erasure
from supervision_code.persistence import people
from supervision_code.persistence.people import Person
from supervision_code.persistence.session import Database
from supervision_code.queries.personal_sections import Row, Value, complaints_of, sections_of

_MOST_PEOPLE: Final = 20
_FOR_OPERATOR: Final = people.EVERY_PART - {PersonalPart.MESSAGES}
"""Messages are between their sender and their reader, who has them in the own file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalSection:
    """One part of what is kept."""

    part: PersonalPart
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRecord:
    """Everything that is kept about a person."""

    id: UUID
    name: str
    active: bool
    sections: tuple[PersonalSection, ...]
    complaints: tuple[Row, ...] = ()
    """What the person complained of; told to nobody but himself."""
    verdicts: tuple[Verdict, ...] = ()
    """What would become of each part if it were to be erased now."""

    def as_json(self, made_at: datetime) -> dict[str, Any]:
        """Return the record as JSON takes it; moments are ISO 8601."""
        parts = {str(section.part): [_plain(row) for row in section.rows] for section in self.sections}
        if self.complaints:
            parts["complaints"] = [_plain(row) for row in self.complaints]
        return {"made_at": made_at.isoformat(), "name": self.name, "parts": parts}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person found by a name or a number."""

    id: UUID
    name: str
    is_officer: bool
    accounts: tuple[str, ...]
    active: bool


class PersonalDataQueries:
    """Gathers what is kept about persons."""

    def __init__(self, database: Database, clock: Clock, retention: Retention) -> None:
        self._database = database
        self._clock = clock
        self._retention = retention

    def own(self, actor: Actor) -> PersonalRecord:
        """Return everything that is kept about the actor himself, what he complained of included."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.read() as session:
            person = people.get_person(session, actor.account_id)
            own = actor.may(Permission.OWN_COMPLAINTS_SEE)
            complaints = tuple(complaints_of(session, person)) if own else ()
            return self._record(session, person, _parts_of(actor), complaints)

    def of(self, actor: Actor, person_id: UUID) -> PersonalRecord:
        """Return what is kept about a person, but not what he complained of. Raises NoSuchRecord."""
        actor.require(Permission.PERSONAL_DATA_EXPORT)
        with self._database.read() as session:
            return self._record(session, people.get_person(session, person_id), _FOR_OPERATOR, ())

    def find(self, actor: Actor, words: str) -> list[PersonRow]:
        """Return the persons with exactly this user name, certificate number or name."""
        actor.require(Permission.PERSONAL_DATA_EXPORT)
        if not words.strip():
            return []
        with self._database.read() as session:
            return [_person_row(person) for person in people.find_people(session, words.strip(), _MOST_PEOPLE)]

    def _record(
        self, session: Session, person: Person, parts: Collection[PersonalPart], complaints: tuple[Row, ...]
    ) -> PersonalRecord:
        holdings = people.holdings_of(session, person, parts)
        return PersonalRecord(
            id=person.id,
            name=person.name,
            active=person.active,
            sections=tuple(
                PersonalSection(part=part, rows=rows) for part, rows in sections_of(session, person, parts) if rows
            ),
            complaints=complaints,
            verdicts=judge_erasure(holdings, self._retention, self._clock.now()),
        )


def _parts_of(actor: Actor) -> Collection[PersonalPart]:
    """Return the parts that can exist for who is in the actor's role."""
    parts = {PersonalPart.ACCOUNT, PersonalPart.SIGN_IN, PersonalPart.MESSAGES, PersonalPart.TRAIL}
    if actor.may(Permission.SCAN):
        parts |= {PersonalPart.OFFICER, PersonalPart.VISITS, PersonalPart.ARRIVALS, PersonalPart.POSITIONS}
    if actor.may(Permission.OWN_VISITS_ANSWER):
        parts |= {PersonalPart.DISPUTES}
    return parts


def _person_row(person: Person) -> PersonRow:
    usernames = tuple(account.username for account in person.accounts)
    return PersonRow(
        id=person.id,
        name=person.name,
        is_officer=person.officer is not None,
        accounts=usernames,
        active=person.active,
    )


def _plain(row: Row) -> dict[str, Any]:
    return {field.value: _plain_value(value) for field, value in row.items() if value not in (None, "")}


def _plain_value(value: Value) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
