"""Mail as its readers see it: the own address, and for operators whether mail goes out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from supervision_code.domain.clock import Clock
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.reminders import ReminderTopic, topics_from, topics_of
from supervision_code.persistence.models.mail import AccountAddress, OutgoingMail
from supervision_code.persistence.session import Database

_LATELY: Final = timedelta(days=7)
_PROBLEMS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAddress:
    """The own mail address; ``address`` empty: none was given."""

    address: str
    confirmed_at: datetime | None
    asked_until: datetime | None
    """Until when the link in the mail works; None: nothing is asked."""
    topics: frozenset[ReminderTopic]
    choices: tuple[ReminderTopic, ...]
    """What there is to be reminded of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailStanding:
    """Whether mail goes out; what was given up is of the last seven days, reasons with their numbers."""

    on: bool
    server: str
    waiting: int
    since: datetime | None
    sent_at: datetime | None
    trying: int
    """How many wait for another try."""
    given_up: int
    problems: tuple[tuple[str, int], ...]


class MailQueries:
    """Looks at mail."""

    def __init__(self, database: Database, clock: Clock, server: str) -> None:
        self._database = database
        self._clock = clock
        self._server = server

    @property
    def is_on(self) -> bool:
        """Say whether this installation sends mail."""
        return bool(self._server)

    def own(self, actor: Actor) -> OwnAddress:
        """Return the actor's own address."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.read() as session:
            row = session.get(AccountAddress, actor.account_id)
        return OwnAddress(
            address=row.address if row else "",
            confirmed_at=row.confirmed_at if row else None,
            asked_until=row.token_until if row and row.token_digest else None,
            topics=topics_from(row.topics) if row else frozenset(),
            choices=topics_of(actor.role),
        )

    def standing(self, actor: Actor) -> MailStanding:
        """Return whether mail goes out."""
        actor.require(Permission.OPERATIONS_SEE)
        waits, lately = OutgoingMail.next_try_at.is_not(None), self._clock.now() - _LATELY
        counts = select(
            func.count().filter(waits),
            func.min(OutgoingMail.made_at).filter(waits),
            func.max(OutgoingMail.sent_at),
            func.count().filter(waits, OutgoingMail.last_problem != ""),
            func.count().filter(OutgoingMail.gave_up_at > lately),
        )
        problems = (
            select(OutgoingMail.last_problem, func.count())
            .where(OutgoingMail.last_problem != "", (OutgoingMail.gave_up_at > lately) | waits)
            .group_by(OutgoingMail.last_problem)
            .order_by(func.count().desc(), OutgoingMail.last_problem)
            .limit(_PROBLEMS)
        )
        with self._database.read() as session:
            waiting, since, sent_at, trying, given_up = session.execute(counts).one()
            reasons = tuple((why, number) for why, number in session.execute(problems))
        return MailStanding(
            on=self.is_on,
            server=self._server,
            waiting=waiting,
            since=since,
            sent_at=sent_at,
            trying=trying,
            given_up=given_up,
            problems=reasons,
        )
