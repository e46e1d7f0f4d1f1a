"""The own mail address: offered, confirmed by a link in a mail, used for chosen reminders, removed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from supervision_code.adapters.secret_box import SecretBox
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import InvalidValue, NoSuchRecord
from supervision_code.domain.errors_of_working_day import AskedTooOften, MailOff
from supervision_code.domain.mails import ASKED_A_DAY, is_address
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.reminders import ReminderTopic, topics_of, topics_to
from supervision_code.persistence import addresses, trail
from supervision_code.persistence.models.mail import AccountAddress
from supervision_code.persistence.session import Database

_A_DAY: Final = timedelta(days=1)


class AddressService:
    """Changes the actor's own mail address; nobody can change another's."""

    def __init__(self, database: Database, clock: Clock, box: SecretBox, *, mail_is_on: bool) -> None:
        self._database = database
        self._clock = clock
        self._box = box
        self._mail_is_on = mail_is_on

    def offer(self, actor: Actor, address: str, topics: Iterable[ReminderTopic]) -> None:
        """Put this address in place of the own one; until its mail is answered, no reminder goes there.

        Raises MailOff, InvalidValue, AskedTooOften. Whether others gave the same address is neither asked nor told.
        """
        actor.require(Permission.ACCOUNT_SEE)
        if not self._mail_is_on:
            raise MailOff
        if not is_address(address):
            raise InvalidValue(field="address", value=address, expected="expected-mail-address")
        now = self._clock.now()
        with self._database.begin() as session:
            addresses.take_turn(session, actor.account_id)
            if addresses.asked_since(session, actor.account_id, now - _A_DAY) >= ASKED_A_DAY:
                raise AskedTooOften(times=ASKED_A_DAY)
            addresses.offer(session, self._box, actor.account_id, address, _fitting(actor, topics), now)
            trail.append(session, actor, "account:address_offered", now)

    def confirm(self, actor: Actor, token: str) -> bool:
        """Confirm the own address by the token of the mail; False when it is not the right one any more."""
        actor.require(Permission.ACCOUNT_SEE)
        now = self._clock.now()
        with self._database.begin() as session:
            confirmed = addresses.confirm(session, actor.account_id, token, now)
            if confirmed:
                trail.append(session, actor, "account:address_confirmed", now)
        return confirmed

    def choose(self, actor: Actor, topics: Iterable[ReminderTopic]) -> None:
        """Choose which reminders come by mail. Raises NoSuchRecord without an address."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.begin() as session:
            own = session.get(AccountAddress, actor.account_id)
            if own is None:
                raise NoSuchRecord
            own.topics = topics_to(_fitting(actor, topics))

    def remove(self, actor: Actor) -> None:
        """Forget the own address and what was still to be sent there."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.begin() as session:
            addresses.forget(session, actor.account_id)
            trail.append(session, actor, "account:address_removed", self._clock.now())


def _fitting(actor: Actor, topics: Iterable[ReminderTopic]) -> set[ReminderTopic]:
    return set(topics) & set(topics_of(actor.role))
