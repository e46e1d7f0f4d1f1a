"""Accounts in storage: who acts through one, and what comes of a try to sign in."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord, SignInLocked, SignInRefused
from supervision_code.domain.permissions import Actor
from supervision_code.persistence import trail
from supervision_code.persistence.models.accounts import Account, SignInTries
from supervision_code.persistence.once import insert_once

_TRIES: Final = 5
_LOCKED_FOR: Final = timedelta(minutes=15)
_REMEMBERED: Final = timedelta(days=1)
"""After so long without another miss all of them are forgotten, for every name alike."""


def actor_of(account: Account) -> Actor:
    """Return the actor an account stands for."""
    return Actor(
        account_id=account.id,
        role=account.role,
        name=account.name,
        enterprise_id=account.enterprise_id,
        agency=account.agency,
        officer_id=account.officer_id,
        district=account.district,
    )


def find_by_name(session: Session, username: str) -> Account | None:
    """Return the account of a user name in lower case."""
    return session.scalar(select(Account).where(Account.username == username))


def lock_account(session: Session, account_id: UUID) -> Account:
    """Lock an account's row until the transaction ends and return it. Raises NoSuchRecord."""
    account = session.scalar(
        select(Account).where(Account.id == account_id).with_for_update().execution_options(populate_existing=True)
    )
    if account is None:
        raise NoSuchRecord
    return account


def tries_under(session: Session, digest: str, account: Account | None, now: datetime) -> SignInTries:
    """Return the misses under a name, locked.

    A name that is no account's is counted as any other, so that nobody learns which names exist.
    """
    wanted = select(SignInTries).where(SignInTries.digest == digest)
    row = {"digest": digest, "account_id": account.id if account else None, "misses": 0, "missed_at": now}
    insert_once(session, SignInTries, row)
    return session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).one()


def judge_sign_in(
    session: Session, tries: SignInTries, account: Account | None, *, fits: bool, now: datetime
) -> Actor | SignInRefused | SignInLocked:
    """Return the actor, or why there is none; a miss must be kept, so it is a value here and raised after the commit.

    ``fits`` says whether the password is that of the account and the account may be used here.
    """
    if tries.locked_until is not None and tries.locked_until > now:
        return SignInLocked(minutes=minutes_until(tries.locked_until, now))
    if account is None or not fits:
        _count_miss(session, tries, account, now)
        return SignInRefused()
    tries.misses, tries.locked_until = 0, None
    return actor_of(account)


def minutes_until(moment: datetime, now: datetime) -> int:
    """Return the whole minutes until a moment, at least one."""
    return max(1, int((moment - now).total_seconds() + 59) // 60)


def _count_miss(session: Session, tries: SignInTries, account: Account | None, now: datetime) -> None:
    tries.misses, tries.missed_at, tries.locked_until = tries.misses + 1, now, None
    if tries.misses >= _TRIES:
        tries.misses, tries.locked_until = 0, now + _LOCKED_FOR
        if account is not None:
            trail.append(session, None, "account:locked", now, subject=account.username)


def forget_misses(session: Session, account_id: UUID) -> None:
    """Let an account be tried again at once."""
    session.execute(update(SignInTries).where(SignInTries.account_id == account_id).values(misses=0, locked_until=None))


def sweep_misses(session: Session, now: datetime) -> int:
    """Forget misses of long ago and return under how many names."""
    gone = session.execute(delete(SignInTries).where(SignInTries.missed_at <= now - _REMEMBERED))
    return int(getattr(gone, "rowcount", 0))
