"""Machine clients in storage: who stands behind a token, giving and ending tokens, whether more may be held."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.clients import (
    Caller,
    ClientKind,
    GivenToken,
    Scope,
    is_token,
    new_token,
    token_digest,
    token_hint,
)
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor
from supervision_code.domain.visit_events import MOST_HELD, MOST_HELD_BYTES
from supervision_code.persistence import ledger, trail
from supervision_code.persistence.accounts import actor_of
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.machine_clients import HeldEvent, MachineClient


def find_client(session: Session, token: str, now: datetime) -> MachineClient | None:
    """Return the client of a token that may be used now."""
    if not is_token(token):
        return None
    digest = token_digest(token)
    client = session.scalar(select(MachineClient).where(MachineClient.token_digest == digest))
    if client is None or not hmac.compare_digest(client.token_digest, digest):
        return None
    return client if client.revoked_at is None and now < client.expires_at else None


def caller_of(session: Session, client: MachineClient) -> Caller | None:
    """Return the caller a client stands for; a device whose officer's account is closed or moved stands for nobody."""
    officer = None
    if client.kind is ClientKind.DEVICE:
        account = session.get(Account, client.account_id)
        if account is None or not account.active or account.officer_id is None or account.agency != client.agency:
            return None
        officer = actor_of(account)
    return Caller(
        client_id=client.id,
        name=client.name,
        kind=client.kind,
        agency=client.agency,
        scopes=scopes_of(client),
        officer=officer,
    )


def give_token(client: MachineClient, now: datetime, life: timedelta) -> GivenToken:
    """Give a client a new token; the one it had ends at once."""
    token = new_token()
    client.token_digest, client.token_hint = token_digest(token), token_hint(token)
    client.token_made_at, client.expires_at = now, now + life
    return GivenToken(client_id=client.id, name=client.name, token=token, expires_at=client.expires_at)


def enter_grant(session: Session, actor: Actor | None, action: str, client: MachineClient, now: datetime) -> None:
    """Enter in trail and ledger what was given to a client or taken from it."""
    session.flush()
    trail.append(session, actor, action, now, subject=client.name, agency=client.agency, note=client.scopes)
    facts = {"action": action, "client": str(client.id), "kind": client.kind.value, "scopes": client.scopes}
    ledger.append(session, LedgerDraft(kind=LedgerKind.ROLE_GRANTED, at=now, facts={"grant": facts}))


def end_devices(session: Session, actor: Actor, now: datetime) -> int:
    """End the tokens of all phones of the actor, and return how many those were."""
    mine = (MachineClient.account_id == actor.account_id, MachineClient.revoked_at.is_(None))
    phones = session.scalars(select(MachineClient).where(*mine, MachineClient.kind == ClientKind.DEVICE)).all()
    for phone in phones:
        phone.revoked_at = now
        enter_grant(session, actor, "client:revoked", phone, now)
    return len(phones)


def own_device(session: Session, actor: Actor, client_id: UUID) -> MachineClient | None:
    """Return a phone of the actor's own."""
    client = session.get(MachineClient, client_id)
    mine = client is not None and client.kind is ClientKind.DEVICE and client.account_id == actor.account_id
    return client if mine else None


def scopes_of(client: MachineClient) -> frozenset[Scope]:
    """Return what a client may be let do; a scope this version does not know opens nothing."""
    known = {scope.value: scope for scope in Scope}
    return frozenset(known[word] for word in client.scopes.split() if word in known)


def is_full(session: Session, caller: Caller) -> bool:
    """Say whether as much is held of a client as may be, neither settled nor seen by a supervisor."""
    waiting = (HeldEvent.client_id == caller.client_id, HeldEvent.settled_at.is_(None), HeldEvent.seen_at.is_(None))
    query = select(func.count(), func.coalesce(func.sum(func.length(HeldEvent.raw)), 0)).where(*waiting)
    count, size = session.execute(query).one()
    return int(count) >= MOST_HELD or int(size) >= MOST_HELD_BYTES
