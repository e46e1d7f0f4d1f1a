"""Policies as the supervisor reads them: every threshold with its basis, and the versions that were in force."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import BasisStatus, SupervisionPolicy
from supervision_code.domain.policy_listing import Threshold, thresholds
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.policies import PolicyVersion
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.policies import known_policies
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database

_MOST_VERSIONS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version on record."""

    sha256: str
    published_at: datetime
    published_by: str


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


class PolicyQueries:
    """Looks at policies."""

    def __init__(self, database: Database, policies: PolicyBook) -> None:
        self._database = database
        self._policies = policies

    def policy(self, actor: Actor, sha256: str = "") -> PolicyPage:
        """Return the policy with this hash, or the one in force; raises NoSuchRecord."""
        actor.require(Permission.POLICY_SEE)
        with self._database.read() as session:
            present = self._policies.now(session).sha256
            wanted = sha256 or present
            known = known_policies(session, [wanted], self._policies.timeline(session)).get(wanted)
            if known is None:
                raise NoSuchRecord
            listed = thresholds(known.policy)
            return PolicyPage(
                sha256=wanted,
                is_in_force=wanted == present,
                since=known.published_at,
                thresholds=listed,
                by_status=Counter(one.basis.status for one in listed if one.basis is not None),
                agencies=_agencies(session, known.policy),
                versions=_versions(session),
            )


def _agencies(session: Session, policy: SupervisionPolicy) -> Mapping[str, str]:
    codes = {*policy.counting.agencies, *policy.annual_cap.agencies}
    rows = session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(codes)))
    return dict(rows.all())


def _versions(session: Session) -> tuple[VersionRow, ...]:
    rows = session.execute(
        select(PolicyVersion.sha256, PolicyVersion.published_at, Account.name)
        .outerjoin(Account, Account.id == PolicyVersion.published_by)
        .order_by(PolicyVersion.published_at.desc(), PolicyVersion.sha256)
        .limit(_MOST_VERSIONS)
    )
    return tuple(VersionRow(sha256=sha256, published_at=at, published_by=name or "") for sha256, at, name in rows)
