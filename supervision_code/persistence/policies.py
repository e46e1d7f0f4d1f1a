"""Policies by their hash: what was in force when a finding was made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.policy import parse_policy_text, read_policy_file
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_completion import completed
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.policy_writing import policy_text
from supervision_code.persistence.models.policies import PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPolicy:
    """A policy that was in force, and since when, as far as that is on record."""

    policy: SupervisionPolicy
    sha256: str
    published_at: datetime | None


def known_policies(session: Session, hashes: Iterable[str], timeline: PolicyTimeline) -> Mapping[str, KnownPolicy]:
    """Return the policies with these hashes, read from the texts on record; an unknown hash is left out."""
    wanted = set(hashes)
    rows = session.execute(
        select(PolicyVersion.sha256, PolicyVersion.text, PolicyVersion.published_at).where(
            PolicyVersion.sha256.in_(wanted)
        )
    )
    known = {sha256: KnownPolicy(policy=parsed(text), sha256=sha256, published_at=at) for sha256, text, at in rows}
    for version in timeline.versions:
        sha256 = version.in_force.sha256
        if sha256 in wanted - known.keys():
            known[sha256] = KnownPolicy(policy=version.in_force.policy, sha256=sha256, published_at=None)
    return known


def complete_text(text: str) -> str:
    """Return a text on record with the sections it came before; one that has them all is returned as it stands."""
    tables = parse_policy_text(text)
    whole = completed(tables, read_policy_file().tables)
    return text if whole is tables else policy_text(whole)


@lru_cache(maxsize=16)
def parsed(text: str) -> SupervisionPolicy:
    """Return the policy a text on record stands for; sections it came before are those of the installation."""
    return parse_policy(completed(parse_policy_text(text), read_policy_file().tables))
