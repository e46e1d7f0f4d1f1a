"""Accounts in storage: who acts through one, and what comes of a try to sign in."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.domain.errors import SignInLocked, SignInRefused
from supervision_code.domain.permissions import Actor, Role
from supervision_code.persistence import trail
from supervision_code.persistence.models.accounts import Account

_TRIES: Final = 5
_LOCKED_FOR: Final = timedelta(minutes=15)


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


def judge_sign_in(
    session: Session, account: Account | None, *, fits: bool, roles: frozenset[Role], now: datetime
) -> Actor | SignInRefused | SignInLocked:
    """Return the actor, or why there is none; a miss must be kept, so it is a value here and raised after the commit.

    ``fits`` says whether the password is that of the account, whose row is locked so that every miss counts.
    """
    if account is None:
        return SignInRefused()
    if account.locked_until is not None and account.locked_until > now:
        return SignInLocked(minutes=max(1, int((account.locked_until - now).total_seconds() + 59) // 60))
    if not fits or not account.active or account.role not in roles:
        _count_miss(session, account, now)
        return SignInRefused()
    account.failed_attempts, account.locked_until = 0, None
    actor = actor_of(account)
    trail.append(session, actor, "account:signed_in", now, subject=account.username)
    return actor


def _count_miss(session: Session, account: Account, now: datetime) -> None:
    account.failed_attempts += 1
    if account.failed_attempts >= _TRIES:
        account.failed_attempts, account.locked_until = 0, now + _LOCKED_FOR
        trail.append(session, None, "account:locked", now, subject=account.username)
