"""Puts a policy version on record to bind from a moment on: text, publication, ledger entry, trail, or nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.persistence import ledger, trail
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.policies import PolicyPublication, PolicyVersion

_PUBLISHING: Final = 0x53435050
"""The number of the lock of those who publish; it means nothing, it must only never change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """What is to bind, from when on, by whom (None: the installation's file) and why."""

    in_force: PolicyInForce
    valid_from: datetime
    actor: Actor | None = None
    reason: str = ""


def lock_publications(session: Session) -> PolicyPublication | None:
    """Let nobody else publish until the transaction ends, and return the latest publication."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _PUBLISHING})
    return session.scalar(select(PolicyPublication).order_by(PolicyPublication.number.desc()).limit(1))


def put_on_record(session: Session, version: NewVersion, now: datetime) -> None:
    """Publish a version; the caller holds the lock of those who publish."""
    in_force, account = version.in_force, version.actor.account_id if version.actor else None
    if session.get(PolicyVersion, in_force.sha256) is None:
        values = {"sha256": in_force.sha256, "text": in_force.text, "published_at": now, "published_by": account}
        session.execute(insert(PolicyVersion).values(values))
    session.execute(
        insert(PolicyPublication).values(
            number=(session.scalar(select(func.max(PolicyPublication.number))) or 0) + 1,
            id=new_id(now),
            sha256=in_force.sha256,
            valid_from=version.valid_from,
            published_at=now,
            published_by=account,
            reason=version.reason,
        )
    )
    facts: dict[str, Canonical] = {
        "policy": {"from": version.valid_from.isoformat(), "sha256": in_force.sha256, "text": in_force.text},
        "reason": version.reason,
    }
    subject = in_force.sha256
    ledger.append(session, LedgerDraft(kind=LedgerKind.POLICY_PUBLISHED, at=now, facts=facts, subject=subject))
    trail.append(session, version.actor, "policy:published", now, subject=in_force.sha256, note=version.reason)
