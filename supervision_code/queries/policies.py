"""Policies as the supervisor reads them: every threshold with its basis, and the versions that were in force."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import BasisStatus, SupervisionPolicy
from supervision_code.domain.policy_changes import Change, changes
from supervision_code.domain.policy_listing import Threshold, thresholds
from supervision_code.domain.policy_timeline import BEGINNING, PolicyTimeline
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.policies import PolicyPublication, PolicyVersion
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.policies import known_policies, parsed
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database

_MOST_VERSIONS = 50


class PublicationStanding(StrEnum):
    """Whether a publication binds."""

    TO_COME = "to_come"
    IN_FORCE = "in_force"
    EARLIER = "earlier"
    NEVER = "never"
    """Another one took its place before it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One publication; ``valid_from`` None: it binds everything before it too."""

    number: int
    sha256: str
    valid_from: datetime | None
    published_at: datetime
    published_by: str
    reason: str
    standing: PublicationStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPage:
    """One policy whole."""

    sha256: str
    is_in_force: bool
    since: datetime | None
    thresholds: tuple[Threshold, ...]
    by_status: Mapping[BasisStatus, int]
    """How many thresholds rest on what."""
    agencies: Mapping[str, str]
    """Names of the agencies that have answers of their own."""
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPage:
    """One publication, and what it changed against the one before; the first changed nothing."""

    version: VersionRow
    text: str
    changes: tuple[Change, ...]
    agencies: Mapping[str, str]
    is_first: bool


class PolicyQueries:
    """Looks at policies."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def policy(self, actor: Actor, sha256: str = "") -> PolicyPage:
        """Return the policy with this hash, or the one in force; raises NoSuchRecord."""
        actor.require(Permission.POLICY_SEE)
        with self._database.read() as session:
            timeline = self._policies.timeline(session)
            present = timeline.at(self._clock.now()).sha256
            wanted = sha256 or present
            known = known_policies(session, [wanted], timeline).get(wanted)
            if known is None:
                raise NoSuchRecord
            listed = thresholds(known.policy)
            return PolicyPage(
                sha256=wanted,
                is_in_force=wanted == present,
                since=known.published_at,
                thresholds=listed,
                by_status=Counter(one.basis.status for one in listed if one.basis is not None),
                agencies=agencies_named_in(session, known.policy),
                versions=self._versions(session, timeline),
            )

    def text(self, actor: Actor, sha256: str) -> str:
        """Return the text of a version that was published, or of the one in force; raises NoSuchRecord."""
        actor.require(Permission.POLICY_SEE)
        with self._database.read() as session:
            found = session.scalar(select(PolicyVersion.text).where(PolicyVersion.sha256 == sha256))
            present = self._policies.now(session)
        if found is None and sha256 != present.sha256:
            raise NoSuchRecord
        return present.text if found is None else found

    def publication(self, actor: Actor, number: int) -> PublicationPage:
        """Return one publication by its number; raises NoSuchRecord."""
        actor.require(Permission.POLICY_SEE)
        with self._database.read() as session:
            found = session.execute(_publications().where(PolicyPublication.number == number)).one_or_none()
            if found is None:
                raise NoSuchRecord
            text, before = found[2], session.execute(_publications().where(PolicyPublication.number == number - 1))
            earlier = before.one_or_none()
            changed = changes(parsed(earlier[2]), parsed(text)) if earlier else ()
            return PublicationPage(
                version=_row(found, self._policies.timeline(session), self._clock.now()),
                text=text,
                changes=changed,
                agencies=agency_names(session, changed),
                is_first=earlier is None,
            )

    def _versions(self, session: Session, timeline: PolicyTimeline) -> tuple[VersionRow, ...]:
        rows = session.execute(_publications().order_by(PolicyPublication.number.desc()).limit(_MOST_VERSIONS))
        return tuple(_row(row, timeline, self._clock.now()) for row in rows)


def agencies_named_in(session: Session, *policies: SupervisionPolicy) -> Mapping[str, str]:
    """Return the names of the agencies that have answers of their own in these policies."""
    codes = {code for policy in policies for code in (*policy.counting.agencies, *policy.annual_cap.agencies)}
    rows = session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(codes)))
    return dict(rows.all())


def agency_names(session: Session, changed: tuple[Change, ...]) -> Mapping[str, str]:
    """Return the names of the agencies whose own answers changed."""
    codes = {change.shown.agency for change in changed}
    rows = session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(codes)))
    return dict(rows.all())


def _publications() -> Select[PolicyPublication, str, str]:
    return (
        select(PolicyPublication, Account.name, PolicyVersion.text)
        .join(PolicyVersion, PolicyVersion.sha256 == PolicyPublication.sha256)
        .outerjoin(Account, Account.id == PolicyPublication.published_by)
    )


def _row(found: Row[PolicyPublication, str, str], timeline: PolicyTimeline, now: datetime) -> VersionRow:
    publication, name, _ = found
    return VersionRow(
        number=publication.number,
        sha256=publication.sha256,
        valid_from=None if publication.valid_from == BEGINNING else publication.valid_from,
        published_at=publication.published_at,
        published_by=name or "",
        reason=publication.reason,
        standing=_standing(publication, timeline, now),
    )


def _standing(publication: PolicyPublication, timeline: PolicyTimeline, now: datetime) -> PublicationStanding:
    for version in timeline.versions:
        same = version.in_force.sha256 == publication.sha256
        if same and version.valid_from in {publication.valid_from, BEGINNING}:
            if version.valid_from > now:
                return PublicationStanding.TO_COME
            return PublicationStanding.IN_FORCE if version.binds_at(now) else PublicationStanding.EARLIER
    return PublicationStanding.NEVER
