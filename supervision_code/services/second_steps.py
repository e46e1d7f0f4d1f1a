"""The second step: showing a passkey, a one-time code or a recovery code, to sign in or to confirm who one is."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.adapters import one_time_codes
from supervision_code.adapters.passkeys import NewPasskey, PasskeyNotAccepted, Passkeys
from supervision_code.adapters.secret_box import SealBroken, SecretBox
from supervision_code.domain.challenges import NONCE_BYTES, challenge_holds, make_challenge
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import DomainError, NoSuchRecord, SecondFactorLocked, SecondFactorRefused
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.recovery_codes import read_recovery_code
from supervision_code.domain.second_factors import StepPurpose
from supervision_code.persistence import second_factors as stored
from supervision_code.persistence import trail
from supervision_code.persistence.accounts import actor_of, lock_account, minutes_until
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.second_factors import OneTimeCode, Passkey
from supervision_code.persistence.session import Database

_LOG = structlog.get_logger("second_steps")
_Check: TypeAlias = Callable[[Session, Account, datetime], bool]


class SecondStepService:
    """Checks second factors of an account whose row is locked meanwhile; wrong ones are counted and lock it."""

    def __init__(self, database: Database, clock: Clock, box: SecretBox, passkeys: Passkeys) -> None:
        self._database = database
        self._clock = clock
        self._box = box
        self._passkeys = passkeys

    def ask_passkey(self, account_id: UUID, purpose: StepPurpose) -> str | None:
        """Return what the browser needs to ask for one of the account's passkeys, as JSON; None when it has none."""
        with self._database.read() as session:
            known = [passkey.credential_id for passkey in stored.passkeys_of(session, account_id)]
        if not known:
            return None
        nonce = secrets.token_bytes(NONCE_BYTES)
        challenge = make_challenge(self._key, purpose, account_id, self._clock.now(), nonce)
        return self._passkeys.assertion_options(challenge, known)

    def by_code(self, account_id: UUID, typed: str, roles: frozenset[Role], purpose: StepPurpose) -> Actor:
        """Take an authenticator app's code; each is good once. Raises SecondFactorRefused, SecondFactorLocked."""
        return self._step(account_id, roles, purpose, lambda *given: self._code_fits(typed, *given))

    def by_recovery_code(self, account_id: UUID, typed: str, roles: frozenset[Role], purpose: StepPurpose) -> Actor:
        """Take a recovery code and use it up. Raises SecondFactorRefused, SecondFactorLocked."""
        return self._step(account_id, roles, purpose, lambda *given: self._recovery_code_fits(typed, *given))

    def by_passkey(self, account_id: UUID, answer: str, roles: frozenset[Role], purpose: StepPurpose) -> Actor:
        """Take a passkey's answer to a challenge of ours. Raises SecondFactorRefused, SecondFactorLocked."""
        return self._step(account_id, roles, purpose, lambda *given: self._passkey_fits(answer, purpose, *given))

    def sweep(self) -> int:
        """Forget used challenges that have expired, and return how many."""
        with self._database.begin() as session:
            return stored.sweep_challenges(session, self._clock.now())

    def _step(self, account_id: UUID, roles: frozenset[Role], purpose: StepPurpose, check: _Check) -> Actor:
        with self._database.begin() as session:
            account = lock_account(session, account_id)
            verdict = self._judged(session, account, roles, check)
            if isinstance(verdict, Actor) and purpose is StepPurpose.SIGN_IN:
                trail.append(session, verdict, "account:signed_in", self._clock.now(), subject=account.username)
        # A miss must be kept, so it is raised after the commit.
        if isinstance(verdict, Actor):
            return verdict
        raise verdict

    def _judged(self, session: Session, account: Account, roles: frozenset[Role], check: _Check) -> Actor | DomainError:
        now = self._clock.now()
        if not account.active or account.role not in roles:
            return NoSuchRecord()
        if account.factor_locked_until is not None and account.factor_locked_until > now:
            return SecondFactorLocked(minutes=minutes_until(account.factor_locked_until, now))
        if not check(session, account, now):
            stored.count_miss(session, account, now)
            return SecondFactorRefused()
        stored.accept(account)
        return actor_of(account)

    def _code_fits(self, typed: str, session: Session, account: Account, now: datetime) -> bool:
        kept, code = session.get(OneTimeCode, account.id), one_time_codes.read_code(typed)
        if kept is None or code is None:
            return False
        try:
            step = one_time_codes.step_of(self._box.open(kept.sealed_secret, account.id.bytes), code, now)
        except SealBroken:
            _LOG.error("one_time_secret_unreadable", account=str(account.id))
            return False
        if step is None or step <= kept.last_step:
            return False
        kept.last_step, kept.used_at = step, now
        return True

    def _recovery_code_fits(self, typed: str, session: Session, account: Account, now: datetime) -> bool:
        letters = read_recovery_code(typed)
        if letters is None:
            return False
        digests = self._box.digests(stored.RECOVERY, str(account.id), letters)
        used = stored.use_recovery_code(session, account.id, digests, now)
        if used:
            trail.append(session, actor_of(account), "account:recovery_code_used", now, subject=account.username)
        return used

    def _passkey_fits(
        self, answer: str, purpose: StepPurpose, session: Session, account: Account, now: datetime
    ) -> bool:
        try:
            challenge = self._passkeys.challenge_in(answer)
            kept = _passkey(session, account, self._passkeys.credential_in(answer))
            if kept is None or not challenge_holds(self._key, purpose, account.id, now, challenge):
                return False
            counter = self._passkeys.asserted(answer, challenge, _as_known(kept))
        except PasskeyNotAccepted as problem:
            _LOG.warning("passkey_refused", account=str(account.id), why=type(problem).__name__)
            return False
        if not stored.use_challenge(session, challenge, now):
            return False
        kept.sign_count, kept.used_at = counter, now
        return True

    @property
    def _key(self) -> bytes:
        return self._box.key_for("challenges")


def _passkey(session: Session, account: Account, credential_id: str) -> Passkey | None:
    mine = select(Passkey).where(Passkey.account_id == account.id, Passkey.credential_id == credential_id)
    return session.scalar(mine)


def _as_known(kept: Passkey) -> NewPasskey:
    return NewPasskey(credential_id=kept.credential_id, public_key=kept.public_key, sign_count=kept.sign_count)
