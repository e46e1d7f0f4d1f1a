"""The policy in force, asked for in every transaction: the versions are read anew only when one was published."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_timeline import PolicyTimeline, Publication
from supervision_code.persistence.models.policies import PolicyPublication, PolicyVersion
from supervision_code.persistence.policies import parsed

_ASKED: Final = "policy_timeline"
"""Key in ``session.info``: one transaction sees one timeline, and asks once."""


class PolicyBook:
    """Knows which policy binds when; before the first publication it is the one of the installation's file."""

    def __init__(self, file: PolicyInForce, clock: Clock) -> None:
        self.file = file
        self._clock = clock
        self._read: tuple[UUID | None, PolicyTimeline] = (None, PolicyTimeline.always(file))

    def timeline(self, session: Session) -> PolicyTimeline:
        """Return all versions that bind at some time, as this transaction sees them."""
        asked = session.info.get(_ASKED)
        if isinstance(asked, PolicyTimeline):
            return asked
        newest = session.scalar(select(PolicyPublication.id).order_by(PolicyPublication.number.desc()).limit(1))
        known, timeline = self._read
        if newest != known:
            timeline = self._timeline(session) if newest else PolicyTimeline.always(self.file)
            self._read = (newest, timeline)
        session.info[_ASKED] = timeline
        return timeline

    @property
    def last_read(self) -> PolicyTimeline:
        """Return the versions as they were when last asked for: what is known while the database is away."""
        return self._read[1]

    def now(self, session: Session) -> PolicyInForce:
        """Return the version that binds what happens now."""
        return self.timeline(session).at(self._clock.now())

    def forget(self, session: Session) -> None:
        """Let a transaction that publishes ask anew."""
        session.info.pop(_ASKED, None)

    def _timeline(self, session: Session) -> PolicyTimeline:
        rows = session.execute(
            select(PolicyVersion.sha256, PolicyVersion.text, PolicyPublication.valid_from)
            .join(PolicyPublication, PolicyPublication.sha256 == PolicyVersion.sha256)
            .order_by(PolicyPublication.number)
        )
        return PolicyTimeline.of(
            *(
                Publication(
                    in_force=PolicyInForce(policy=parsed(text), sha256=sha256, text=text), valid_from=valid_from
                )
                for sha256, text, valid_from in rows
            )
        )
