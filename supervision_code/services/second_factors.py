"""Second factors of an account: adding and giving up passkeys and authenticator apps, recovery codes, resetting."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from supervision_code.adapters import one_time_codes, qr_pictures
from supervision_code.adapters.passkeys import PasskeyNotAccepted, Passkeys
from supervision_code.adapters.secret_box import SealBroken, SecretBox
from supervision_code.domain import recovery_codes
from supervision_code.domain.challenges import NONCE_BYTES, challenge_holds, make_challenge
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import (
    InvalidValue,
    LastSecondFactor,
    NoSuchRecord,
    ReasonMissing,
    SecondFactorRefused,
)
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.second_factors import NEEDED, SecondFactor, StepPurpose
from supervision_code.persistence import ledger, trail
from supervision_code.persistence import second_factors as stored
from supervision_code.persistence.accounts import find_by_name, lock_account
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.second_factors import OneTimeCode, Passkey
from supervision_code.persistence.once import insert_once
from supervision_code.persistence.session import Database

RecoveryCodes = tuple[str, ...]
"""New recovery codes to be shown this once; none when the account has its own already."""
_NAME_LENGTH: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOffer:
    """A secret for an authenticator app that is not in use yet."""

    secret: str
    sealed: str
    """To be kept until the first code comes; says nothing to anybody else."""
    picture: str
    """The QR code of its otpauth address, as SVG."""


class SecondFactorService:
    """Changes what somebody has beside a password."""

    def __init__(self, database: Database, clock: Clock, box: SecretBox, passkeys: Passkeys) -> None:
        self._database = database
        self._clock = clock
        self._box = box
        self._passkeys = passkeys

    def offer_app(self, actor: Actor, product: str, title: str, sealed: str | None = None) -> AppOffer:
        """Return a new secret for an authenticator app, or the one that was offered (``sealed``) again."""
        actor.require(Permission.ACCOUNT_SEE)
        secret = (self._opened(actor, sealed) if sealed else None) or one_time_codes.new_secret()
        with self._database.read() as session:
            username = _own(session, actor).username
        picture = qr_pictures.svg(one_time_codes.address_of(secret, username, product), title)
        return AppOffer(secret=secret, sealed=self._box.seal(secret, actor.account_id.bytes), picture=picture)

    def add_app(self, actor: Actor, sealed: str, typed: str) -> RecoveryCodes:
        """Take an authenticator app into use, once it has shown a right code; it replaces an earlier one.

        Raises SecondFactorRefused.
        """
        actor.require(Permission.ACCOUNT_SEE)
        now, secret, code = self._clock.now(), self._opened(actor, sealed), one_time_codes.read_code(typed)
        step = one_time_codes.step_of(secret, code, now) if secret and code else None
        if step is None:
            raise SecondFactorRefused(field="code")
        with self._database.begin() as session:
            account = lock_account(session, actor.account_id)
            session.execute(delete(OneTimeCode).where(OneTimeCode.account_id == account.id))
            session.add(OneTimeCode(account_id=account.id, sealed_secret=sealed, last_step=step, created_at=now))
            return self._added(session, actor, account, SecondFactor.ONE_TIME_CODE, now)

    @property
    def passkeys_possible(self) -> bool:
        """Say whether people reach the product under a name, to which passkeys can be bound."""
        return self._passkeys.possible

    def offer_passkey(self, actor: Actor, product: str) -> str:
        """Return what the browser needs to make a passkey, as JSON."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.read() as session:
            account = _own(session, actor)
            known = [passkey.credential_id for passkey in stored.passkeys_of(session, account.id)]
        nonce = secrets.token_bytes(NONCE_BYTES)
        challenge = make_challenge(self._key, StepPurpose.ENROL, account.id, self._clock.now(), nonce)
        return self._passkeys.registration_options(
            challenge, account.id, account.username, account.name, product, known
        )

    def add_passkey(self, actor: Actor, answer: str, name: str) -> RecoveryCodes:
        """Take a passkey into use. Raises SecondFactorRefused, InvalidValue (its name is too long)."""
        actor.require(Permission.ACCOUNT_SEE)
        if len(name) > _NAME_LENGTH:
            raise InvalidValue(field="name", value=name, expected="expected-short-name")
        now = self._clock.now()
        try:
            challenge = self._passkeys.challenge_in(answer)
            new = self._passkeys.registered(answer, challenge)
        except PasskeyNotAccepted as problem:
            raise SecondFactorRefused(field="passkey") from problem
        with self._database.begin() as session:
            account = lock_account(session, actor.account_id)
            if not challenge_holds(self._key, StepPurpose.ENROL, account.id, now, challenge):
                raise SecondFactorRefused(field="passkey")
            if not stored.use_challenge(session, challenge, now):
                raise SecondFactorRefused(field="passkey")
            values = {"id": new_id(now), "account_id": account.id, "name": name.strip(), "created_at": now}
            kept = {"credential_id": new.credential_id, "public_key": new.public_key, "sign_count": new.sign_count}
            if not insert_once(session, Passkey, {**values, **kept}):
                raise SecondFactorRefused(field="passkey")
            return self._added(session, actor, account, SecondFactor.PASSKEY, now)

    def remove_app(self, actor: Actor) -> None:
        """Give the authenticator app up. Raises NoSuchRecord, LastSecondFactor."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.begin() as session:
            account = lock_account(session, actor.account_id)
            wanted = delete(OneTimeCode).where(OneTimeCode.account_id == account.id)
            if not getattr(session.execute(wanted), "rowcount", 0):
                raise NoSuchRecord
            self._removed(session, actor, account, SecondFactor.ONE_TIME_CODE)

    def remove_passkey(self, actor: Actor, passkey_id: UUID) -> None:
        """Give a passkey up. Raises NoSuchRecord, LastSecondFactor."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.begin() as session:
            account = lock_account(session, actor.account_id)
            wanted = delete(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == account.id)
            if not getattr(session.execute(wanted), "rowcount", 0):
                raise NoSuchRecord
            self._removed(session, actor, account, SecondFactor.PASSKEY)

    def new_recovery_codes(self, actor: Actor) -> RecoveryCodes:
        """Return new recovery codes; the earlier ones are worth nothing from now on. Raises NoSuchRecord."""
        actor.require(Permission.ACCOUNT_SEE)
        now = self._clock.now()
        with self._database.begin() as session:
            account = lock_account(session, actor.account_id)
            if account.factor_since is None:
                raise NoSuchRecord
            trail.append(session, actor, "account:recovery_codes_made", now, subject=account.username)
            return self._recovery_codes(session, account, now)

    def reset(self, actor: Actor | None, username: str, reason: str) -> None:
        """Take all second factors from an account and end its sessions; ``actor`` None is the command line.

        Raises NoSuchRecord, ReasonMissing.
        """
        if actor is not None:
            actor.require(Permission.ACCOUNTS_MANAGE)
        if not reason.strip():
            raise ReasonMissing(field="reason")
        now, act = self._clock.now(), "account:factor_reset"
        with self._database.begin() as session:
            found = find_by_name(session, username.strip().lower())
            if found is None or (actor is not None and found.id == actor.account_id):
                raise NoSuchRecord
            account = lock_account(session, found.id)
            stored.forget_all(session, account)
            trail.append(session, actor, act, now, subject=account.username, note=reason.strip())
            facts = {"account": str(account.id), "action": act, "role": account.role.value, "reason": reason.strip()}
            grant = LedgerDraft(kind=LedgerKind.ROLE_GRANTED, at=now, facts={"grant": facts}, subject=account.id)
            ledger.append(session, grant)

    def _added(
        self, session: Session, actor: Actor, account: Account, factor: SecondFactor, now: datetime
    ) -> RecoveryCodes:
        trail.append(session, actor, "account:factor_added", now, subject=account.username, note=factor.value)
        if account.factor_since is not None:
            return ()
        account.factor_since = now
        stored.accept(account)
        return self._recovery_codes(session, account, now)

    def _removed(self, session: Session, actor: Actor, account: Account, factor: SecondFactor) -> None:
        session.flush()
        now = self._clock.now()
        trail.append(session, actor, "account:factor_removed", now, subject=account.username, note=factor.value)
        if stored.has_any(session, account.id):
            return
        if account.role in NEEDED:
            raise LastSecondFactor
        account.factor_since = None
        stored.replace_recovery_codes(session, account.id, (), now)

    def _recovery_codes(self, session: Session, account: Account, now: datetime) -> RecoveryCodes:
        codes = tuple(
            recovery_codes.recovery_code(secrets.token_bytes(recovery_codes.BYTES))
            for _ in range(recovery_codes.NUMBER)
        )
        digests = [
            self._box.digest(stored.RECOVERY, str(account.id), recovery_codes.read_recovery_code(code) or "")
            for code in codes
        ]
        stored.replace_recovery_codes(session, account.id, digests, now)
        return codes

    def _opened(self, actor: Actor, sealed: str) -> str | None:
        try:
            return self._box.open(sealed, actor.account_id.bytes)
        except (SealBroken, ValueError):
            return None

    @property
    def _key(self) -> bytes:
        return self._box.key_for("challenges")


def _own(session: Session, actor: Actor) -> Account:
    account = session.get(Account, actor.account_id)
    if account is None:
        raise NoSuchRecord
    return account
