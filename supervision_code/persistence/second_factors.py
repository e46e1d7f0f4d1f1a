"""Second factors in storage: what an account has, misses that lock, recovery codes, challenges used once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.challenges import GOOD_FOR, challenge_digest
from supervision_code.domain.second_factors import lock_after
from supervision_code.persistence import trail
from supervision_code.persistence.models.accounts import Account, WebSession
from supervision_code.persistence.models.second_factors import OneTimeCode, Passkey, RecoveryCode, UsedChallenge
from supervision_code.persistence.once import insert_once

RECOVERY: Final = "recovery"
"""For which use the digests of recovery codes are made."""


def has_any(session: Session, account_id: UUID) -> bool:
    """Say whether an account has a passkey or an authenticator app."""
    passkey = select(Passkey.id).where(Passkey.account_id == account_id)
    return session.get(OneTimeCode, account_id) is not None or session.scalar(passkey.limit(1)) is not None


def passkeys_of(session: Session, account_id: UUID) -> Sequence[Passkey]:
    """Return the passkeys of an account, the oldest first."""
    return session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)).all()


def count_miss(session: Session, account: Account, now: datetime) -> None:
    """Count a wrong second factor of an account whose row is locked; too many in a row lock it."""
    account.factor_misses += 1
    locked = lock_after(account.factor_misses)
    if locked is not None:
        account.factor_locked_until = now + locked
        trail.append(session, None, "account:factor_locked", now, subject=account.username)


def accept(account: Account) -> None:
    """Forget the misses of an account that has shown a right one."""
    account.factor_misses, account.factor_locked_until = 0, None


def replace_recovery_codes(session: Session, account_id: UUID, digests: Sequence[str], now: datetime) -> None:
    """Keep these recovery codes in place of all earlier ones."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.add_all(RecoveryCode(account_id=account_id, digest=digest, created_at=now) for digest in digests)


def use_recovery_code(session: Session, account_id: UUID, digests: Sequence[str], now: datetime) -> bool:
    """Use a recovery code up; of several requests that show the same one, one is told yes."""
    used = session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.digest.in_(digests), RecoveryCode.used_at.is_(None))
        .values(used_at=now)
    )
    return bool(getattr(used, "rowcount", 0))


def recovery_codes_left(session: Session, account_id: UUID) -> int:
    """Return how many recovery codes are unused."""
    unused = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.used_at.is_(None))
    return session.scalar(unused.where(RecoveryCode.account_id == account_id)) or 0


def use_challenge(session: Session, challenge: bytes, now: datetime) -> bool:
    """Use a passkey's challenge up; False when it was used before."""
    return insert_once(session, UsedChallenge, {"digest": challenge_digest(challenge), "used_at": now})


def sweep_challenges(session: Session, now: datetime) -> int:
    """Forget used challenges that have expired by now, and return how many."""
    gone = session.execute(delete(UsedChallenge).where(UsedChallenge.used_at <= now - GOOD_FOR))
    return int(getattr(gone, "rowcount", 0))


def forget_all(session: Session, account: Account) -> None:
    """Take every second factor from an account, and end its sessions."""
    for model in (Passkey, OneTimeCode, RecoveryCode):
        session.execute(delete(model).where(model.account_id == account.id))
    session.execute(delete(WebSession).where(WebSession.account_id == account.id))
    account.factor_since = None
    accept(account)
