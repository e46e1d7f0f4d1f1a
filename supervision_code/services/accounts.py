"""Accounts: passwords, adding, disabling and resetting accounts."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from supervision_code.adapters.passwords import MINIMUM_LENGTH, Passwords, readable_password, too_weak
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import (
    InvalidValue,
    NoSuchRecord,
    SignInRefused,
    UserNameTaken,
    WeakPassword,
)
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Permission, Role
from supervision_code.domain.registry import DistrictLevel
from supervision_code.persistence import ledger, trail
from supervision_code.persistence.accounts import actor_of, forget_misses
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.accounts import Account, WebSession
from supervision_code.persistence.models.registry import Agency, District, Enterprise, Officer
from supervision_code.persistence.session import Database

__all__ = ["AccountService", "NewAccount", "actor_of"]

_T = TypeVar("_T")
_USER_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{2,63}", re.ASCII)
"""Nothing that would mean something else in an address."""
_ENTERPRISE_ROLES: Final = frozenset({Role.ENTERPRISE_ADMINISTRATOR, Role.ENTERPRISE_MEMBER})
_AGENCY_ROLES: Final = frozenset({Role.OFFICER, Role.AGENCY_MANAGER})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What an account is made from; reach is by credit code, certificate, agency or district as the role needs."""

    username: str
    name: str
    role: Role
    uscc: str = ""
    certificate_no: str = ""
    agency: str = ""
    district: str = ""


class AccountService:
    """Everything that changes an account."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords

    def change_password(self, actor: Actor, current: str, wanted: str) -> None:
        """Replace the actor's own password; every session of the account ends."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.begin() as session:
            account = _by_id(session, actor.account_id)
            if not self._passwords.matches(account.password_hash, current):
                raise SignInRefused
            self._set_password(session, account, wanted)
            account.must_change_password = False
            trail.append(session, actor, "account:password_changed", self._clock.now(), subject=account.username)

    def choose_locale(self, actor: Actor, locale: str) -> None:
        """Remember the language of the account."""
        actor.require(Permission.ACCOUNT_SEE)
        if locale not in {"zh-CN", "en"}:
            raise InvalidValue(field="locale", value=locale, expected="expected-locale")
        with self._database.begin() as session:
            _by_id(session, actor.account_id).locale = locale

    def add(self, actor: Actor | None, wanted: NewAccount, password: str | None = None) -> str:
        """Make an account and return its first password; ``actor`` None is the command line.

        Raises UserNameTaken, WeakPassword, InvalidValue (a reach that does not exist).
        """
        if actor is not None:
            actor.require(Permission.ACCOUNTS_MANAGE)
        return self._add(actor, wanted, password)

    def _add(self, actor: Actor | None, wanted: NewAccount, password: str | None = None) -> str:
        now = self._clock.now()
        first = password or readable_password()
        with self._database.begin() as session:
            account = self._made(session, wanted, first, now)
            account.must_change_password = password is None
            session.add(account)
            _require_still_free(session, account)
            self._on_record(session, actor, "account:added", account, now)
        return first

    def add_member(self, actor: Actor, username: str, name: str) -> str:
        """Let a firm's administrator make a member of the own firm; returns the first password."""
        actor.require(Permission.OWN_MEMBERS_MANAGE)
        with self._database.read() as session:
            uscc = session.scalar(select(Enterprise.uscc).where(Enterprise.id == actor.enterprise_id))
        return self._add(actor, NewAccount(username=username, name=name, role=Role.ENTERPRISE_MEMBER, uscc=uscc or ""))

    def reset_password(self, actor: Actor | None, username: str) -> str:
        """Give an account a new first password and end its sessions; returns the password."""
        now = self._clock.now()
        with self._database.begin() as session:
            account = self._within_reach(session, actor, username)
            first = readable_password()
            self._set_password(session, account, first)
            account.must_change_password = True
            forget_misses(session, account.id)
            trail.append(session, actor, "account:password_reset", now, subject=account.username)
        return first

    def set_active(self, actor: Actor | None, username: str, *, active: bool) -> None:
        """Disable an account and end its sessions, or enable it again."""
        now = self._clock.now()
        with self._database.begin() as session:
            account = self._within_reach(session, actor, username)
            account.active = active
            if not active:
                session.execute(delete(WebSession).where(WebSession.account_id == account.id))
            self._on_record(session, actor, "account:enabled" if active else "account:disabled", account, now)

    def _within_reach(self, session: Session, actor: Actor | None, username: str) -> Account:
        account = session.scalar(select(Account).where(Account.username == username.strip().lower()))
        if account is None:
            raise NoSuchRecord
        if actor is None or actor.may(Permission.ACCOUNTS_MANAGE):
            return account
        actor.require(Permission.OWN_MEMBERS_MANAGE)
        if account.enterprise_id != actor.enterprise_id or account.role is not Role.ENTERPRISE_MEMBER:
            raise NoSuchRecord
        return account

    def _set_password(self, session: Session, account: Account, wanted: str) -> None:
        if too_weak(wanted):
            raise WeakPassword(minimum=MINIMUM_LENGTH)
        account.password_hash = self._passwords.hash(wanted)
        account.password_changed_at = self._clock.now()
        session.execute(delete(WebSession).where(WebSession.account_id == account.id))

    def _made(self, session: Session, wanted: NewAccount, password: str, now: datetime) -> Account:
        username = wanted.username.strip().lower()
        if _USER_NAME.fullmatch(username) is None:
            raise InvalidValue(field="username", value=wanted.username, expected="expected-username")
        if session.scalar(select(Account.id).where(Account.username == username)):
            raise UserNameTaken(username=username)
        if too_weak(password):
            raise WeakPassword(minimum=MINIMUM_LENGTH)
        account = Account(
            id=new_id(now),
            username=username,
            password_hash=self._passwords.hash(password),
            role=wanted.role,
            name=wanted.name.strip(),
            created_at=now,
            password_changed_at=now,
        )
        _give_reach(session, account, wanted)
        return account

    def _on_record(self, session: Session, actor: Actor | None, action: str, account: Account, now: datetime) -> None:
        trail.append(session, actor, action, now, subject=account.username, note=account.role.value)
        facts = {"account": str(account.id), "action": action, "role": account.role.value}
        draft = LedgerDraft(kind=LedgerKind.ROLE_GRANTED, at=now, facts={"grant": facts}, subject=account.id)
        ledger.append(session, draft)


def _by_id(session: Session, account_id: UUID) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NoSuchRecord
    return account


def _require_still_free(session: Session, account: Account) -> None:
    """Store the account; somebody may have taken its name since we looked."""
    try:
        session.flush()
    except IntegrityError as taken:
        raise UserNameTaken(username=account.username) from taken


def _give_reach(session: Session, account: Account, wanted: NewAccount) -> None:
    if wanted.role in _ENTERPRISE_ROLES:
        account.enterprise_id = _found(
            session.scalar(select(Enterprise.id).where(Enterprise.uscc == wanted.uscc)), "uscc", wanted.uscc
        )
    elif wanted.role in _AGENCY_ROLES:
        officer = session.scalar(select(Officer).where(Officer.certificate_no == wanted.certificate_no))
        if wanted.role is Role.OFFICER or wanted.certificate_no:
            officer = _found(officer, "certificate_no", wanted.certificate_no)
            account.officer_id, account.agency = officer.id, officer.agency
        else:
            account.agency = _found(session.get(Agency, wanted.agency), "agency", wanted.agency).code
    elif wanted.role is not Role.OPERATOR and wanted.district:
        area = session.get(District, wanted.district)
        within = None if area is not None and area.level is DistrictLevel.STREET else area
        district = _found(within, "district", wanted.district, "expected-district")
        # No district stands for the whole city, whichever way it was said.
        account.district = None if district.level is DistrictLevel.CITY else district.code


def _found(value: _T | None, field: str, text: str, expected: str = "expected-registered") -> _T:
    if value is None:
        raise InvalidValue(field=field, value=text, expected=expected)
    return value
