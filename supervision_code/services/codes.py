"""Supervision codes: issue, re-issue, revoke, the live code, and what a scanned text stands for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from supervision_code.adapters.key_ring import KeyRing
from supervision_code.adapters.token_signing import KeySet, TokenSigner
from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import (
    CodeState,
    LiveClaims,
    StaticClaims,
    code_address,
    live_until,
    move,
    new_code_id,
)
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.errors import NoSuchRecord, ReasonMissing
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, code_facts
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import EnterpriseStatus
from supervision_code.persistence import key_records, ledger, trail
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.codes import CodeDirectory, SupervisionCode
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database, lock_enterprise

_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCode:
    """What the firm's phone shows now."""

    address: str
    expires_at: datetime


class CodeService:
    """Everything about codes that changes or signs something."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ring: KeyRing,
        *,
        origin: str,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ring = ring
        self._origin = origin

    @property
    def keys(self) -> KeySet:
        """Return all public keys, as they are published."""
        return self._ring.keys

    @property
    def _signer(self) -> TokenSigner:
        return self._ring.signer()

    def publish_keys(self) -> int:
        """Put every public key not yet on record there; return how many were new."""
        with self._database.begin() as session:
            return key_records.publish(session, self._ring.records(), self._clock.now())

    def issue_missing(self, uscc: str | None = None) -> Iterator[int]:
        """Issue the first code to firms without one, in chunks; yields how many each chunk issued.

        ``uscc`` restricts it to one firm and raises NoSuchRecord when there is none.
        """
        last = UUID(int=0)
        while True:
            with self._database.begin() as session:
                chunk = self._without_code(session, last, uscc)
                fresh = _still_without(session, chunk)
                self._issue(session, fresh)
            if not chunk:
                return
            yield len(fresh)
            last = chunk[-1]

    def _without_code(self, session: Session, after: UUID, uscc: str | None) -> list[UUID]:
        if uscc is not None and session.get(Enterprise, enterprise_id_of(uscc)) is None:
            raise NoSuchRecord
        has_code = select(SupervisionCode.id).where(SupervisionCode.enterprise_id == Enterprise.id).exists()
        query = select(Enterprise.id).where(Enterprise.id > after, ~has_code)
        query = query.where(Enterprise.status == EnterpriseStatus.ACTIVE)
        if uscc is not None:
            query = query.where(Enterprise.id == enterprise_id_of(uscc))
        query = query.order_by(Enterprise.id).limit(_CHUNK).with_for_update(key_share=True, of=Enterprise)
        return list(session.scalars(query))

    def _issue(self, session: Session, firms: list[UUID]) -> None:
        now = self._clock.now()
        rows = [self._row(enterprise_id, 1, now) for enterprise_id in firms]
        if rows:
            self._store(session, rows, now)

    def _row(self, enterprise_id: UUID, generation: int, now: datetime) -> dict[str, object]:
        code_id = new_code_id()
        return {
            "enterprise_id": enterprise_id,
            "id": code_id,
            "generation": generation,
            "state": CodeState.ACTIVE,
            "kid": self._signer.verification_key.kid,
            "token": self._signer.sign(StaticClaims(code_id)),
            "issued_at": now,
            "ended_at": None,
            "ended_because": "",
        }

    def _store(self, session: Session, rows: list[dict[str, object]], now: datetime) -> None:
        session.execute(insert(SupervisionCode), rows)
        directory = [{"code_id": row["id"], "enterprise_id": row["enterprise_id"]} for row in rows]
        session.execute(insert(CodeDirectory), directory)
        algorithm = ledger.algorithm_of(session)
        ledger.append_all(session, [_issued(row, now, algorithm) for row in rows])

    def reissue(self, actor: Actor, reason: str) -> int:
        """Replace the own firm's code at once and return the new generation; the old posters stop working."""
        actor.require(Permission.OWN_CODE_REISSUE)
        if actor.enterprise_id is None:
            raise NoSuchRecord
        return self._replace(actor, actor.enterprise_id, CodeState.SUPERSEDED, _required(reason))

    def revoke(self, actor: Actor, enterprise_id: UUID, reason: str) -> int:
        """Revoke a firm's code (a forged or stolen poster) and issue a new one; returns its generation."""
        actor.require(Permission.CODE_REVOKE)
        return self._replace(actor, enterprise_id, CodeState.REVOKED, _required(reason))

    def _replace(self, actor: Actor, enterprise_id: UUID, ended: CodeState, reason: str) -> int:
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            if actor.district is not None and firm.district != actor.district:
                raise NoSuchRecord
            generation = _end_active(session, enterprise_id, ended, reason, now) + 1
            self._store(session, [self._row(enterprise_id, generation, now)], now)
            trail.append(
                session,
                actor,
                f"code:{ended.value}",
                now,
                subject=firm.uscc,
                enterprise_id=enterprise_id,
                district=firm.district,
                note=reason,
            )
        return generation

    def live_code(self, actor: Actor) -> LiveCode:
        """Return a code for the own firm's screen that is good for a minute; raises NoSuchRecord without a code."""
        actor.require(Permission.OWN_CODE_SEE)
        with self._database.read() as session:
            code_id = session.scalar(
                select(SupervisionCode.id).where(
                    SupervisionCode.enterprise_id == actor.enterprise_id,
                    SupervisionCode.state == CodeState.ACTIVE,
                )
            )
        if code_id is None:
            raise NoSuchRecord
        expires_at = live_until(self._clock.now())
        return LiveCode(
            address=code_address(self._origin, self._signer.sign(LiveClaims(code_id, expires_at))),
            expires_at=expires_at,
        )


def _still_without(session: Session, locked: list[UUID]) -> list[UUID]:
    """Return those that nobody gave a code while we waited for their rows."""
    coded = set(session.scalars(select(SupervisionCode.enterprise_id).where(SupervisionCode.enterprise_id.in_(locked))))
    return [firm for firm in locked if firm not in coded]


def _end_active(session: Session, enterprise_id: UUID, ended: CodeState, reason: str, now: datetime) -> int:
    current = session.scalar(
        select(SupervisionCode).where(
            SupervisionCode.enterprise_id == enterprise_id, SupervisionCode.state == CodeState.ACTIVE
        )
    )
    if current is not None:
        session.execute(
            update(SupervisionCode)
            .where(SupervisionCode.enterprise_id == enterprise_id, SupervisionCode.id == current.id)
            .values(state=move(current.state, ended), ended_at=now, ended_because=reason)
        )
        facts = {"code": {"id": current.id, "reason": reason, "state": ended.value, VERSION: FACTS_VERSION}}
        draft = LedgerDraft(
            kind=LedgerKind.CODE_REVOKED, at=now, enterprise_id=enterprise_id, facts=facts, subject=current.id
        )
        ledger.append(session, draft)
    last = session.scalar(
        select(func.max(SupervisionCode.generation)).where(SupervisionCode.enterprise_id == enterprise_id)
    )
    return int(last or 0)


def _issued(row: Mapping[str, Any], now: datetime, algorithm: HashAlgorithm) -> LedgerDraft:
    facts = code_facts(row["id"], row["generation"], row["kid"], row["token"], algorithm)
    firm: UUID = row["enterprise_id"]
    return LedgerDraft(
        kind=LedgerKind.CODE_ISSUED, at=now, enterprise_id=firm, facts={"code": facts}, subject=row["id"]
    )


def _required(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(field="reason")
    return reason.strip()
