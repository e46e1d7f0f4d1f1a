"""Machine clients: letting one in, giving and taking away tokens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.domain.clients import (
    LONGEST_LIFE,
    Caller,
    ClientKind,
    GivenToken,
    Scope,
)
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, TokenRefused
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.machine_clients import caller_of, enter_grant, find_client, give_token
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.machine_clients import MachineClient
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.session import Database

__all__ = ["ClientService", "GivenToken", "NewClient"]

_NOTED_EVERY: Final = timedelta(minutes=10)
"""The last use is noted no oftener: a busy client would write with each of its requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClient:
    """What a client is made from: a system by its agency, a device by the user name of its officer."""

    name: str
    kind: ClientKind
    scopes: Collection[Scope]
    days: int
    agency: str = ""
    username: str = ""


class ClientService:
    """Everything that changes a machine client."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def admit(self, token: str) -> Caller:
        """Return who shows this token. Raises TokenRefused, the same for one unknown, expired or revoked."""
        now = self._clock.now()
        with self._database.read() as session:
            client = find_client(session, token, now)
            caller = caller_of(session, client) if client is not None else None
        if client is None or caller is None:
            raise TokenRefused
        if client.last_used_at is None or now - client.last_used_at >= _NOTED_EVERY:
            self._note_use(client.id, now)
        return caller

    def _note_use(self, client_id: UUID, now: datetime) -> None:
        with self._database.begin() as session:
            session.execute(update(MachineClient).where(MachineClient.id == client_id).values(last_used_at=now))

    def add(self, actor: Actor | None, wanted: NewClient) -> GivenToken:
        """Make a client and return its token; ``actor`` None is the command line.

        Raises InvalidValue for a name, a life, an agency or an account that cannot be used.
        """
        _require(actor)
        now = self._clock.now()
        _require_usable(wanted)
        with self._database.begin() as session:
            client = MachineClient(
                id=new_id(now),
                name=wanted.name.strip(),
                kind=wanted.kind,
                scopes=" ".join(sorted(scope.value for scope in wanted.scopes)),
                created_at=now,
                created_by=actor.account_id if actor else None,
            )
            _give_reach(session, client, wanted)
            session.add(client)
            given = give_token(client, now, timedelta(days=wanted.days))
            enter_grant(session, actor, "client:added", client, now)
        return given

    def rotate(self, actor: Actor | None, client_id: UUID) -> GivenToken:
        """Give a client a new token that lives as long as the old one was meant to; the old one ends at once."""
        _require(actor)
        now = self._clock.now()
        with self._database.begin() as session:
            client = _standing(session, client_id)
            given = give_token(client, now, client.expires_at - client.token_made_at)
            enter_grant(session, actor, "client:rotated", client, now)
        return given

    def revoke(self, actor: Actor | None, client_id: UUID) -> None:
        """End a client for good. Raises IllegalMove when it was ended before."""
        _require(actor)
        now = self._clock.now()
        with self._database.begin() as session:
            client = _standing(session, client_id)
            client.revoked_at = now
            enter_grant(session, actor, "client:revoked", client, now)


def _require(actor: Actor | None) -> None:
    if actor is not None:
        actor.require(Permission.CLIENTS_MANAGE)


def _require_usable(wanted: NewClient) -> None:
    if not wanted.name.strip() or len(wanted.name.strip()) > 80:  # noqa: PLR2004 - the column's width
        raise InvalidValue(field="name", value=wanted.name[:80], expected="expected-client-name")
    if not 1 <= wanted.days <= LONGEST_LIFE.days:
        raise InvalidValue(field="days", value=wanted.days, expected="expected-client-days", most=LONGEST_LIFE.days)
    if not wanted.scopes:
        raise InvalidValue(field="scopes", value="", expected="expected-scopes")


def _give_reach(session: Session, client: MachineClient, wanted: NewClient) -> None:
    if wanted.kind is ClientKind.SYSTEM:
        if session.get(Agency, wanted.agency) is None:
            raise InvalidValue(field="agency", value=wanted.agency, expected="expected-registered")
        client.agency = wanted.agency
        return
    username = wanted.username.strip().lower()
    account = session.scalar(select(Account).where(Account.username == username))
    if account is None or account.officer_id is None or account.agency is None or not account.active:
        raise InvalidValue(field="username", value=wanted.username, expected="expected-officer-account")
    client.agency, client.account_id = account.agency, account.id


def _standing(session: Session, client_id: UUID) -> MachineClient:
    client = session.get(MachineClient, client_id)
    if client is None:
        raise NoSuchRecord
    if client.revoked_at is not None:
        raise IllegalMove(state="revoked", wanted="active")
    return client
