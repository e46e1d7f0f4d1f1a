"""Puts messages into inboxes, as catalogue keys with their facts."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.inbox import InboxMessage

WHOLE_CITY: Final = "440300"


def put(
    session: Session, recipient: str, key: str, now: datetime, *, facts: Mapping[str, str | int], link: str = ""
) -> None:
    """Leave one message; ``key`` is a message of the catalogue, ``link`` a path inside the recipient's portal."""
    row = {
        "id": new_id(now),
        "recipient": recipient,
        "key": key,
        "facts": json.dumps(facts, ensure_ascii=False),
        "link": link,
        "at": now,
        "read_at": None,
    }
    insert_rows(session, InboxMessage.__table__, [row])


def put_or_replace(
    session: Session, recipient: str, key: str, begun: datetime, *, facts: Mapping[str, str | int], link: str = ""
) -> None:
    """Leave one message for work that began then; while the work goes on, its facts are replaced."""
    same = (InboxMessage.recipient == recipient, InboxMessage.key == key, InboxMessage.at == begun)
    changed = session.execute(
        update(InboxMessage).where(*same).values(facts=json.dumps(facts, ensure_ascii=False)),
        execution_options={"synchronize_session": False},
    )
    if not cast("CursorResult[Any]", changed).rowcount:
        put(session, recipient, key, begun, facts=facts, link=link)


def to_enterprise(enterprise_id: UUID) -> str:
    """Name a firm's inbox."""
    return f"enterprise:{enterprise_id}"


def to_agency(agency: str) -> str:
    """Name an agency's inbox."""
    return f"agency:{agency}"


def to_officer(officer_id: UUID) -> str:
    """Name an officer's inbox."""
    return f"officer:{officer_id}"


def to_district(district: str) -> str:
    """Name the inbox of the supervisors of an area."""
    return f"district:{district}"


def to_operators() -> str:
    """Name the inbox of those who keep the installation running."""
    return "operators"


def recipients_of(actor: Actor) -> list[str]:
    """Return the inboxes an actor reads."""
    names = []
    if actor.enterprise_id is not None:
        names.append(to_enterprise(actor.enterprise_id))
    if actor.officer_id is not None:
        names.append(to_officer(actor.officer_id))
    if actor.may(Permission.AGENCY_ALERTS_SEE) and actor.agency is not None:
        names.append(to_agency(actor.agency))
    if actor.may(Permission.ALERT_HANDLE):
        names.append(to_district(actor.district or WHOLE_CITY))
    if actor.may(Permission.OPERATIONS_SEE):
        names.append(to_operators())
    return names
