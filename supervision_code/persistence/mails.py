"""Outgoing mails in storage: taken one by one, marked before they are sent, and settled after."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.mails import CONFIRM, SENDING_TAKES, next_try
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.mail import AccountAddress, OutgoingMail

_UNSYNCED = {"synchronize_session": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMail:
    """A mail somebody has taken in order to send it."""

    id: UUID
    account_id: UUID
    address: str
    key: str
    facts: str
    """JSON, as it is stored."""
    link: str
    role: Role
    locale: str
    tries: int
    wanted: bool
    """Whether it may still be sent: the address is the account's, and confirmed unless it is asked about."""


def is_due(session: Session, now: datetime) -> bool:
    """Say whether a mail is due, without taking it."""
    return session.scalar(select(OutgoingMail.id).where(OutgoingMail.next_try_at <= now).limit(1)) is not None


def take(session: Session, now: datetime) -> WaitingMail | None:
    """Return the mail that is due longest, marked as being sent; None when none is due."""
    query = (
        select(OutgoingMail)
        .where(OutgoingMail.next_try_at <= now)
        .order_by(OutgoingMail.next_try_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        return None
    row.tries += 1
    row.sending_since, row.next_try_at = now, now + SENDING_TAKES
    account = session.get_one(Account, row.account_id)
    own = session.get(AccountAddress, row.account_id)
    return WaitingMail(
        id=row.id,
        account_id=row.account_id,
        address=row.address,
        key=row.key,
        facts=row.facts,
        link=row.link,
        role=account.role,
        locale=account.locale,
        tries=row.tries,
        wanted=account.active and _is_wanted(row, own),
    )


def _is_wanted(row: OutgoingMail, own: AccountAddress | None) -> bool:
    if own is None or own.address != row.address:
        return False
    return own.token_digest is not None if row.key == CONFIRM else own.confirmed_at is not None


def settle_sent(session: Session, mail_id: UUID, now: datetime) -> None:
    """Put on record that the server has taken a mail."""
    _change(session, mail_id, {"sent_at": now, "next_try_at": None, "sending_since": None, "last_problem": ""})


def settle_refused(session: Session, mail: WaitingMail, why: str, now: datetime, *, for_good: bool) -> bool:
    """Put on record that the server has not taken a mail; return whether it was given up."""
    again = None if for_good else next_try(mail.tries, now)
    gave_up = now if again is None else None
    changed: dict[str, object] = {
        "next_try_at": again,
        "sending_since": None,
        "gave_up_at": gave_up,
        "last_problem": why[:200],
    }
    _change(session, mail.id, changed)
    return again is None


def drop(session: Session, mail_id: UUID) -> None:
    """Delete a mail that nobody wants any more."""
    session.execute(delete(OutgoingMail).where(OutgoingMail.id == mail_id), execution_options=_UNSYNCED)


def _change(session: Session, mail_id: UUID, values: dict[str, object]) -> None:
    session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(values), execution_options=_UNSYNCED)
