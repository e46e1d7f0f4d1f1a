"""Keeps the record of public keys: each published once, revoked once, with an entry in the ledger for either."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.codes import CodeState
from supervision_code.domain.key_turns import KeyOnRecord
from supervision_code.domain.ledger import LedgerKind
from supervision_code.persistence import ledger
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.codes import SigningKey, SupervisionCode
from supervision_code.persistence.once import insert_once


def publish(session: Session, keys: Iterable[KeyOnRecord], now: datetime) -> int:
    """Put keys on record that are not yet, and revocations too; return how many keys were new."""
    fresh = 0
    for key in keys:
        values = {"kid": key.kid, "algorithm": key.algorithm, "public_key": key.public_key, "published_at": now}
        if insert_once(session, SigningKey, {**values, "revoked_at": None}):
            fresh += 1
            _enter(session, LedgerKind.KEY_PUBLISHED, key, now)
        if key.revoked and _revoke(session, key.kid, now):
            _enter(session, LedgerKind.KEY_REVOKED, key, now)
    return fresh


def kids_on_record(session: Session) -> Collection[str]:
    """Return the ids of all keys ever published."""
    return list(session.scalars(select(SigningKey.kid)))


def codes_in_force(session: Session, kid: str) -> int:
    """Return how many codes in force were signed with a key."""
    query = select(func.count()).select_from(SupervisionCode)
    return session.scalar(query.where(SupervisionCode.kid == kid, SupervisionCode.state == CodeState.ACTIVE)) or 0


def signed_by_revoked(session: Session, code_id: str | None) -> bool:
    """Say whether a code was signed with a key that is revoked by now: it proves as much as a licence does."""
    query = (
        select(SigningKey.kid)
        .join(SupervisionCode, SupervisionCode.kid == SigningKey.kid)
        .where(SupervisionCode.id == code_id, SigningKey.revoked_at.is_not(None))
    )
    return code_id is not None and session.scalar(query.limit(1)) is not None


def _revoke(session: Session, kid: str, now: datetime) -> bool:
    marked = session.execute(
        update(SigningKey).where(SigningKey.kid == kid, SigningKey.revoked_at.is_(None)).values(revoked_at=now)
    )
    return bool(getattr(marked, "rowcount", 0))


def _enter(session: Session, kind: LedgerKind, key: KeyOnRecord, now: datetime) -> None:
    facts = {"key": {"kid": key.kid, "thumbprint": key.thumbprint}}
    ledger.append(session, LedgerDraft(kind=kind, at=now, facts=facts, subject=key.kid))
