"""Publishing a policy: the installation's file to begin with, then what a supervisor of the whole city decides."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of, start_of_day
from supervision_code.domain.errors import (
    InvalidValue,
    PolicyOutdated,
    PolicyUnchanged,
    ReasonMissing,
)
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy_drafts import DraftState, move
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_timeline import BEGINNING, takes_effect
from supervision_code.persistence import inbox
from supervision_code.persistence.models.registry import District
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.policy_drafts import get_draft, policy_of, require_city
from supervision_code.persistence.policy_publishing import NewVersion, lock_publications, put_on_record
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a supervisor orders: a draft, from which day on (None: at once), why, and what was seen in deciding so.

    ``upon`` is the number of the latest publication (zero when there was none), ``seen`` the SHA-256 of the text.
    """

    draft_id: UUID
    from_day: date | None
    reason: str
    upon: int
    seen: str


class PolicyService:
    """Publishes policies."""

    def __init__(self, database: Database, clock: Clock, book: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._book = book

    def publish_file(self) -> bool:
        """Publish the installation's file unless it is what was published last; say whether it was."""
        return self.publish(self._book.file)

    def publish(self, in_force: PolicyInForce) -> bool:
        """Publish a policy in the name of the installation; say whether that was new.

        Once a supervisor has published, only supervisors do: a file changed on a server then changes nothing.
        While no visit is on record the version binds everything, else what begins in a minute or two.
        """
        now = self._clock.now()
        with self._database.begin() as session:
            latest = lock_publications(session)
            if latest is not None and (latest.published_by is not None or latest.sha256 == in_force.sha256):
                return False
            empty = session.scalar(select(Visit.id).limit(1)) is None
            valid_from = BEGINNING if latest is None or empty else takes_effect(now)
            put_on_record(session, NewVersion(in_force=in_force, valid_from=valid_from), now)
        return True

    def order(self, actor: Actor, order: Order) -> datetime:
        """Publish a draft and return the moment from which on it binds.

        Raises NotPermitted, NoSuchRecord, IllegalMove, ReasonMissing, InvalidValue (``from_day``), PolicyError when
        the text is no policy, PolicyOutdated when another version was published, or the draft changed, since it was
        seen, and PolicyUnchanged when it is what binds then anyhow.
        """
        require_city(actor)
        if not order.reason.strip():
            raise ReasonMissing(field="reason")
        now = self._clock.now()
        valid_from = _beginning(order.from_day, now)
        with self._database.begin() as session:
            latest = lock_publications(session)
            if (latest.number if latest else 0) != order.upon:
                raise PolicyOutdated
            draft = get_draft(session, order.draft_id, seen=order.seen, locked=True)
            draft.state = move(draft.state, DraftState.PUBLISHED)
            draft.changed_at, draft.changed_by = now, actor.account_id
            in_force = policy_of(draft.text)
            self._require_change(session, in_force, valid_from)
            version = NewVersion(in_force=in_force, valid_from=valid_from, actor=actor, reason=order.reason.strip())
            put_on_record(session, version, now)
            _tell_supervisors(session, actor, version, now)
        return valid_from

    def _require_change(self, session: Session, in_force: PolicyInForce, valid_from: datetime) -> None:
        """Refuse what changes nothing: it binds then already, and no version that is to come gives way to it."""
        timeline = self._book.timeline(session)
        if timeline.at(valid_from).sha256 == in_force.sha256 and not timeline.after(valid_from):
            raise PolicyUnchanged


def _beginning(from_day: date | None, now: datetime) -> datetime:
    if from_day is None:
        return takes_effect(now)
    if from_day <= day_of(now):
        raise InvalidValue(field="from_day", value=str(from_day), expected="expected-day-to-come")
    # Ordered in the last minute before midnight it begins as late as one ordered at once would.
    return max(start_of_day(from_day), takes_effect(now))


def _tell_supervisors(session: Session, actor: Actor, version: NewVersion, now: datetime) -> None:
    districts = set(session.scalars(select(District.code).where(District.parent == inbox.WHOLE_CITY)))
    for district in sorted({inbox.WHOLE_CITY, *districts}):
        inbox.put(
            session,
            inbox.to_district(district),
            "inbox-policy-published",
            now,
            facts={"name": actor.name, "from_day": day_of(version.valid_from).isoformat()},
            link=f"/policy/?version={version.in_force.sha256}",
        )
