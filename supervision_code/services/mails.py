"""Mails: sends what is due, one by one; nobody waits for it, for it runs beside the worker's round."""

import json
from typing import Final

import structlog
from sqlalchemy.orm import Session

from supervision_code.adapters.letters import LetterFacts, write_letter
from supervision_code.adapters.secret_box import SecretBox
from supervision_code.domain.clock import Clock
from supervision_code.domain.mails import CONFIRM, UNWRITABLE, Letter, MailRefused, SendsMail, is_tried_out
from supervision_code.domain.permissions import Role
from supervision_code.persistence import mails
from supervision_code.persistence.addresses import confirmation_token
from supervision_code.persistence.mails import WaitingMail
from supervision_code.persistence.session import Database

_AT_ONCE: Final = 20
_PREFIX: Final = {
    Role.ENTERPRISE_ADMINISTRATOR: "/enterprise",
    Role.ENTERPRISE_MEMBER: "/enterprise",
    Role.OFFICER: "/officer",
    Role.AGENCY_MANAGER: "/officer",
}
_SUPERVISOR: Final = "/supervisor"
_NEVER_ENDED: Final = MailRefused("no try came to an end", for_good=True)
_LOG = structlog.get_logger("mail")


class MailService:
    """Sends mails; without a server (``sender`` None) it does nothing."""

    def __init__(
        self, database: Database, clock: Clock, box: SecretBox, sender: SendsMail | None, public_url: str
    ) -> None:
        self._database = database
        self._clock = clock
        self._box = box
        self._sender = sender
        self._public_url = public_url

    @property
    def is_on(self) -> bool:
        """Say whether this installation sends mail."""
        return self._sender is not None

    def send_due(self) -> int:
        """Send what is due, some at once, and return how many the server took.

        A mail is marked as being sent in a transaction of its own before the server is asked, and settled after. Who
        dies between the two leaves it to the next after some minutes, under the same Message-ID.
        """
        if self._sender is None:
            return 0
        return sum(self._send_next(self._sender) for _ in range(_AT_ONCE) if self._waits())

    def _waits(self) -> bool:
        with self._database.read() as session:
            return mails.is_due(session, self._clock.now())

    def _send_next(self, sender: SendsMail) -> bool:
        mail = self._taken()
        if mail is None:
            return False
        try:
            sender.send(self._letter(mail))
        except MailRefused as refusal:
            self._note_refusal(mail, refusal)
            return False
        with self._database.begin() as session:
            mails.settle_sent(session, mail.id, self._clock.now())
        return True

    def _taken(self) -> WaitingMail | None:
        with self._database.begin() as session:
            mail = mails.take(session, self._clock.now())
            if mail is None:
                return None
            if not mail.wanted:
                mails.drop(session, mail.id)
                return None
            if is_tried_out(mail.tries):
                self._settle_refusal(session, mail, _NEVER_ENDED)
                return None
            return mail

    def _note_refusal(self, mail: WaitingMail, refusal: MailRefused) -> None:
        with self._database.begin() as session:
            self._settle_refusal(session, mail, refusal)

    def _settle_refusal(self, session: Session, mail: WaitingMail, refusal: MailRefused) -> None:
        over = mails.settle_refused(session, mail, str(refusal), self._clock.now(), for_good=refusal.for_good)
        _LOG.warning("mail given up" if over else "mail not taken", mail=str(mail.id), why=str(refusal))

    def _letter(self, mail: WaitingMail) -> Letter:
        """Return what is to be sent. Raises MailRefused: what cannot be written now cannot be written later either."""
        try:
            return write_letter(self._facts(mail))
        except UNWRITABLE as error:
            raise MailRefused(f"cannot be written: {type(error).__name__}", for_good=True) from error

    def _facts(self, mail: WaitingMail) -> LetterFacts:
        portal = self._public_url + _PREFIX.get(mail.role, _SUPERVISOR)
        link = mail.link
        if mail.key == CONFIRM:
            link = f"{link}?token={confirmation_token(self._box, mail.id, mail.account_id, mail.address)}"
        return LetterFacts(
            id=mail.id.hex,
            to=mail.address,
            key=mail.key,
            facts=json.loads(mail.facts),
            locale=mail.locale,
            at=self._clock.now(),
            url=portal + link,
            settings_url=f"{portal}/account/mail",
        )
