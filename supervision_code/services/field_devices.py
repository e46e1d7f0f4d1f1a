"""Phones that work without network: an officer sets one up, renews it, ends it; and what a desk took over of one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.adapters.device_signatures import is_device_key
from supervision_code.domain.clients import USUAL_LIFE, ClientKind, GivenToken, Scope
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, NotPermitted
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import trail
from supervision_code.persistence.machine_clients import enter_grant, give_token, own_device
from supervision_code.persistence.models.machine_clients import MachineClient
from supervision_code.persistence.session import Database

_SCOPES: Final = " ".join(sorted((Scope.VISITS_WRITE, Scope.RECEIPTS_READ)))
_LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhone:
    """What a phone tells of itself. ``client_id``: what it was set up as before, if it was."""

    name: str
    public_key: str
    client_id: UUID | None = None


class FieldDeviceService:
    """Everything that changes the phones of officers."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def set_up(self, actor: Actor, phone: NewPhone) -> GivenToken:
        """Give the actor's phone a token; one that was set up before with the same key stays the same client.

        Raises NotPermitted for who has no certificate, InvalidValue for a name or a key that cannot be used.
        """
        actor.require(Permission.VISIT_OPEN)
        if actor.officer_id is None or actor.agency is None:
            raise NotPermitted
        _require_usable(phone)
        now = self._clock.now()
        with self._database.begin() as session:
            known = _same_phone(session, actor, phone)
            client = known or _made(session, actor, phone, now)
            given = give_token(client, now, USUAL_LIFE)
            enter_grant(session, actor, "client:rotated" if known else "client:added", client, now)
        return given

    def end(self, actor: Actor, client_id: UUID) -> None:
        """End the token of one of the actor's own phones. Raises NoSuchRecord, IllegalMove when it was ended before."""
        actor.require(Permission.ACCOUNT_SEE)
        now = self._clock.now()
        with self._database.begin() as session:
            client = own_device(session, actor, client_id)
            if client is None:
                raise NoSuchRecord
            if client.revoked_at is not None:
                raise IllegalMove(state="revoked", wanted="active")
            client.revoked_at = now
            enter_grant(session, actor, "client:revoked", client, now)

    def note_import(self, actor: Actor, name: str, taken: int, held: int) -> None:
        """Enter on the trail that the desk took over what a phone had recorded."""
        actor.require(Permission.VISIT_OPEN)
        with self._database.begin() as session:
            now, note = self._clock.now(), f"{taken} {held}"
            trail.append(session, actor, "field:imported", now, subject=name, note=note)


def _require_usable(phone: NewPhone) -> None:
    if not phone.name.strip() or len(phone.name.strip()) > _LONGEST_NAME:
        raise InvalidValue(field="name", value=phone.name[:_LONGEST_NAME], expected="expected-client-name")
    if not is_device_key(phone.public_key):
        raise InvalidValue(field="public_key", value="", expected="expected-device-key")


def _same_phone(session: Session, actor: Actor, phone: NewPhone) -> MachineClient | None:
    client = own_device(session, actor, phone.client_id) if phone.client_id is not None else None
    if client is None or client.revoked_at is not None or client.agency != actor.agency:
        return None
    return client if client.public_key == phone.public_key else None


def _made(session: Session, actor: Actor, phone: NewPhone, now: datetime) -> MachineClient:
    client = MachineClient(
        id=new_id(now),
        name=phone.name.strip(),
        kind=ClientKind.DEVICE,
        agency=actor.agency,
        account_id=actor.account_id,
        scopes=_SCOPES,
        public_key=phone.public_key,
        created_at=now,
        created_by=actor.account_id,
    )
    session.add(client)
    return client
