"""Scans: an officer arrives at a firm; what was recognised is kept, and what was refused too."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision_code.adapters.pictures import PictureRefused
from supervision_code.adapters.qr_reading import read_codes
from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import Refusal
from supervision_code.domain.errors import InvalidValue, NotPermitted, ReasonMissing
from supervision_code.domain.evidence import Position
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import ScanChannel
from supervision_code.persistence.codes import CodeReader, RecognisedFirm, recognise
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.persistence.session import Database, get_enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRef:
    """Where an accepted scan stands."""

    enterprise_id: UUID
    scan_id: UUID


class ScanService:
    """Keeps scans and refused texts."""

    def __init__(self, database: Database, clock: Clock, reader: CodeReader) -> None:
        self._database = database
        self._clock = clock
        self._reader = reader

    def recognise(self, actor: Actor, text: str, position: Position | None = None) -> ScanRef | Refusal:
        """Keep the scan of a text and return where it stands, or keep and return why it was refused."""
        actor.require(Permission.SCAN)
        now = self._clock.now()
        with self._database.begin() as session:
            found = recognise(session, self._reader, text, now)
            if isinstance(found, Refusal):
                _keep_refusal(session, actor, text, found, now)
                return found
            return _keep(session, actor, found, now, position=position)

    def read_picture(self, actor: Actor, content: bytes) -> str:
        """Return the text of the one code in an uploaded picture.

        Raises InvalidValue(field="picture") when it is no picture, holds no code, or several.
        """
        actor.require(Permission.SCAN)
        try:
            texts = read_codes(content)
        except PictureRefused as refused:
            raise InvalidValue(field="picture", value="", expected=f"picture-{refused.fault.value}") from refused
        if len(set(texts)) != 1:
            raise InvalidValue(field="picture", value="", expected="picture-several" if texts else "picture-no-code")
        return texts[0]

    def typed(self, actor: Actor, text: str, reason: str, position: Position | None = None) -> ScanRef | Refusal:
        """Keep a text that was typed or pasted in, which proves nothing, and why it was not scanned."""
        actor.require(Permission.SCAN)
        if not reason.strip():
            raise ReasonMissing(field="reason")
        now = self._clock.now()
        with self._database.begin() as session:
            found = recognise(session, self._reader, text, now)
            if isinstance(found, Refusal):
                _keep_refusal(session, actor, text, found, now)
                return found
            typed = replace(found, channel=ScanChannel.TYPED)
            return _keep(session, actor, typed, now, reason=reason.strip(), position=position)

    def by_search(self, actor: Actor, enterprise_id: UUID, reason: str) -> ScanRef:
        """Keep that an officer found the firm by a search, and why there was nothing to scan."""
        actor.require(Permission.ENTERPRISE_SEARCH)
        if not reason.strip():
            raise ReasonMissing(field="reason")
        with self._database.begin() as session:
            get_enterprise(session, enterprise_id)
            found = RecognisedFirm(enterprise_id=enterprise_id, channel=ScanChannel.SEARCH)
            return _keep(session, actor, found, self._clock.now(), reason=reason.strip())


def _keep(
    session: Session,
    actor: Actor,
    found: RecognisedFirm,
    now: datetime,
    *,
    reason: str = "",
    position: Position | None = None,
) -> ScanRef:
    if actor.officer_id is None or actor.agency is None:
        raise NotPermitted(permission=Permission.SCAN)
    scan_id = new_id(now)
    session.execute(
        insert(Scan).values(
            enterprise_id=found.enterprise_id,
            id=scan_id,
            account_id=actor.account_id,
            officer_id=actor.officer_id,
            agency=actor.agency,
            at=now,
            channel=found.channel,
            reason=reason[:400],
            code_id=found.code_id,
            latitude=position.place.latitude if position else None,
            longitude=position.place.longitude if position else None,
            accuracy=position.accuracy_metres if position else None,
        )
    )
    return ScanRef(enterprise_id=found.enterprise_id, scan_id=scan_id)


def _keep_refusal(session: Session, actor: Actor, text: str, refusal: Refusal, now: datetime) -> None:
    session.execute(
        insert(ScanRefusal).values(
            id=new_id(now),
            account_id=actor.account_id,
            at=now,
            refusal=refusal.value,
            text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        )
    )
