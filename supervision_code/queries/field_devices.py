"""Phones that work without network: an officer's own, and as whom a desk takes over what one of them recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from supervision_code.adapters.device_signatures import signed_by_device
from supervision_code.domain.clients import Caller, ClientKind, Scope
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.accounts import actor_of
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.machine_clients import MachineClient
from supervision_code.persistence.session import Database

_AT_MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRow:
    """One of an officer's phones."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime
    active: bool
    """Whether its token still opens anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """As whom records of a phone are taken over at a desk, and the key that shows they are the phone's."""

    caller: Caller
    name: str
    public_key: str

    def signed(self, raw: bytes, signature: bytes) -> bool:
        """Say whether the phone signed these bytes."""
        return signed_by_device(self.public_key, raw, signature)


class FieldDeviceQueries:
    """Looks at the phones of officers."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def own(self, actor: Actor) -> list[PhoneRow]:
        """Return the actor's phones, those that still work first, then the newest."""
        actor.require(Permission.ACCOUNT_SEE)
        now = self._clock.now()
        mine = (MachineClient.account_id == actor.account_id, MachineClient.kind == ClientKind.DEVICE)
        query = select(MachineClient).where(*mine).order_by(MachineClient.id.desc()).limit(_AT_MOST)
        with self._database.read() as session:
            rows = [_row(client, now) for client in session.scalars(query)]
        return sorted(rows, key=lambda row: not row.active)

    def sender(self, actor: Actor, client_id: UUID) -> Sender:
        """Return as whom the records of a phone of the actor's agency are taken over, though its token may have ended.

        Raises NoSuchRecord for any other client.
        """
        actor.require(Permission.VISIT_OPEN)
        with self._database.read() as session:
            client = session.get(MachineClient, client_id)
            if client is None or client.agency != actor.agency or not client.public_key:
                raise NoSuchRecord
            account = session.get(Account, client.account_id)
            if account is None or account.agency != client.agency or account.officer_id is None:
                raise NoSuchRecord
            caller = Caller(
                client_id=client.id,
                name=client.name,
                kind=client.kind,
                agency=client.agency,
                scopes=frozenset({Scope.VISITS_WRITE, Scope.RECEIPTS_READ}),
                officer=actor_of(account),
            )
            return Sender(caller=caller, name=client.name, public_key=client.public_key)


def _row(client: MachineClient, now: datetime) -> PhoneRow:
    return PhoneRow(
        id=client.id,
        name=client.name,
        created_at=client.created_at,
        last_used_at=client.last_used_at,
        expires_at=client.expires_at,
        active=client.revoked_at is None and now < client.expires_at,
    )
