"""Portraits of an agency's officers: made anew from their pixels, small, and shown beside the certificate."""

import hashlib
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.adapters.pictures import PictureRefused
from supervision_code.adapters.portrait_coding import code_portrait
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import InvalidValue, NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import trail
from supervision_code.persistence.models.portraits import OfficerPortrait
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.session import Database


class PortraitService:
    """Keeps and removes portraits of the own agency's officers."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def keep(self, actor: Actor, officer_id: UUID, content: bytes) -> None:
        """Keep a picture as the officer's portrait, in place of an earlier one.

        Raises InvalidValue (``picture``) when it is no picture, too large or damaged, and NoSuchRecord.
        """
        actor.require(Permission.PORTRAITS_MANAGE)
        try:
            drawn = code_portrait(content)
        except PictureRefused as refused:
            raise InvalidValue(field="picture", value="", expected=f"portrait-{refused.fault.value}") from refused
        now = self._clock.now()
        with self._database.begin() as session:
            officer = _of_agency(session, actor, officer_id)
            row = session.get(OfficerPortrait, officer_id) or OfficerPortrait(officer_id=officer_id)
            row.content, row.sha256 = drawn, hashlib.sha256(drawn).hexdigest()
            row.kept_at, row.kept_by = now, actor.account_id
            session.add(row)
            trail.append(session, actor, "portrait:kept", now, subject=officer.certificate_no)

    def remove(self, actor: Actor, officer_id: UUID) -> None:
        """Take an officer's portrait away. Raises NoSuchRecord."""
        actor.require(Permission.PORTRAITS_MANAGE)
        with self._database.begin() as session:
            officer = _of_agency(session, actor, officer_id)
            row = session.get(OfficerPortrait, officer_id)
            if row is None:
                raise NoSuchRecord
            session.delete(row)
            trail.append(session, actor, "portrait:removed", self._clock.now(), subject=officer.certificate_no)


def _of_agency(session: Session, actor: Actor, officer_id: UUID) -> Officer:
    officer = session.get(Officer, officer_id)
    if officer is None or officer.agency != actor.agency:
        raise NoSuchRecord
    return officer
