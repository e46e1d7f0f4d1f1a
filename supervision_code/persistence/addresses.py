"""Mail addresses of accounts in storage: offered, confirmed by a token that works once, given up."""

import hmac
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from supervision_code.domain.mails import CONFIRM, CONFIRM_WITHIN
from supervision_code.domain.reminders import ReminderTopic, topics_to
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.mail import AccountAddress, OutgoingMail
from supervision_code.persistence.reminders import mail_row

_UNSYNCED = {"synchronize_session": False}


class Digests(Protocol):
    """Makes keyed digests."""

    def digest(self, use: str, *parts: str) -> str:
        """Return the digest of some texts for one use."""
        ...


def confirmation_token(box: Digests, mail_id: UUID, account_id: UUID, address: str) -> str:
    """Return the token that goes with one mail to one address; it is stored nowhere, only its digest is."""
    return box.digest("mail address", str(mail_id), str(account_id), address)


def take_turn(session: Session, account_id: UUID) -> None:
    """Let requests about one account's address follow one another: its row stays locked until the transaction ends."""
    session.execute(select(Account.id).where(Account.id == account_id).with_for_update(key_share=True))


def offer(
    session: Session, box: Digests, account_id: UUID, address: str, topics: Iterable[ReminderTopic], now: datetime
) -> None:
    """Put an address in place of the account's own, unconfirmed, and leave the mail that asks about it."""
    forget(session, account_id)
    row = mail_row(account_id, address, CONFIRM, {}, "/account/mail/confirm", now)
    token = confirmation_token(box, UUID(str(row["id"])), account_id, address)
    session.add(
        AccountAddress(
            account_id=account_id,
            address=address,
            changed_at=now,
            confirmed_at=None,
            token_digest=_digest(token),
            token_until=now + CONFIRM_WITHIN,
            topics=topics_to(topics),
        )
    )
    session.flush()
    insert_rows(session, OutgoingMail.__table__, [row])


def confirm(session: Session, account_id: UUID, token: str, now: datetime) -> bool:
    """Confirm the account's address when the token is the one sent to it, is not used and not too old."""
    own = session.get(AccountAddress, account_id, with_for_update=True)
    if own is None or own.token_digest is None or own.token_until is None or own.token_until <= now:
        return False
    if not hmac.compare_digest(own.token_digest, _digest(token)):
        return False
    own.confirmed_at, own.token_digest, own.token_until = now, None, None
    return True


def forget(session: Session, account_id: UUID) -> None:
    """Take the account's address away, and every mail that was still to go there."""
    unsent = (OutgoingMail.account_id == account_id) & OutgoingMail.next_try_at.is_not(None)
    session.execute(delete(OutgoingMail).where(unsent, OutgoingMail.key != CONFIRM), execution_options=_UNSYNCED)
    session.execute(delete(AccountAddress).where(AccountAddress.account_id == account_id), execution_options=_UNSYNCED)


def asked_since(session: Session, account_id: UUID, since: datetime) -> int:
    """Count the mails that asked an account about an address since a moment."""
    query = select(func.count()).where(
        OutgoingMail.account_id == account_id, OutgoingMail.key == CONFIRM, OutgoingMail.made_at > since
    )
    return session.scalar(query) or 0


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
