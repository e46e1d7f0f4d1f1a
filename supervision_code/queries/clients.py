"""Machine clients, for the operator who gives and takes away their tokens."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, select

from supervision_code.domain.clients import ClientKind, Scope
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.machine_clients import scopes_of
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.machine_clients import MachineClient
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.session import Database


class ClientState(StrEnum):
    """Whether a client's token opens anything."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """One client; of its token only the beginning is known."""

    id: UUID
    name: str
    kind: ClientKind
    agency: str
    agency_name: str
    officer: str
    """Of a device: the name on the officer's account."""
    scopes: tuple[Scope, ...]
    token_hint: str
    state: ClientState
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class ClientQueries:
    """Looks at machine clients."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, actor: Actor | None, words: str, after: str, limit: int) -> list[ClientRow]:
        """Return clients, the newest first, from the id ``after`` on; ``words`` is part of a name or an agency's."""
        if actor is not None:
            actor.require(Permission.CLIENTS_MANAGE)
        query = _listing()
        if part := words.strip():
            named = MachineClient.name.icontains(part, autoescape=True)
            query = query.where(named | Agency.name.icontains(part, autoescape=True))
        if after:
            query = query.where(MachineClient.id < UUID(after))
        return self._rows(query, limit)

    def client(self, actor: Actor | None, client_id: UUID) -> ClientRow:
        """Return one client; raises NoSuchRecord."""
        if actor is not None:
            actor.require(Permission.CLIENTS_MANAGE)
        rows = self._rows(_listing().where(MachineClient.id == client_id), 1)
        if not rows:
            raise NoSuchRecord
        return rows[0]

    def _rows(self, query: "Select[MachineClient, str, str]", limit: int) -> list[ClientRow]:
        now = self._clock.now()
        with self._database.read() as session:
            found = session.execute(query.order_by(MachineClient.id.desc()).limit(limit)).all()
        return [_row(client, agency, officer, now) for client, agency, officer in found]


def _listing() -> "Select[MachineClient, str, str]":
    return (
        select(MachineClient, Agency.name, Account.name)
        .join(Agency, Agency.code == MachineClient.agency)
        .outerjoin(Account, Account.id == MachineClient.account_id)
    )


def _row(client: MachineClient, agency_name: str, officer: str | None, now: datetime) -> ClientRow:
    state = ClientState.ACTIVE if now < client.expires_at else ClientState.EXPIRED
    return ClientRow(
        id=client.id,
        name=client.name,
        kind=client.kind,
        agency=client.agency,
        agency_name=agency_name,
        officer=officer or "",
        scopes=tuple(sorted(scopes_of(client))),
        token_hint=client.token_hint,
        state=ClientState.REVOKED if client.revoked_at is not None else state,
        created_at=client.created_at,
        expires_at=client.expires_at,
        last_used_at=client.last_used_at,
    )
