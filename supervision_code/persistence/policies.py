"""Policies by their hash: what was in force when a finding was made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.policy import parse_policy_text
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.persistence.models.policies import PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPolicy:
    """A policy that was in force, and since when, as far as that is on record."""

    policy: SupervisionPolicy
    sha256: str
    published_at: datetime | None


def known_policies(session: Session, hashes: Iterable[str], in_force: PolicyInForce) -> Mapping[str, KnownPolicy]:
    """Return the policies with these hashes, read from the texts on record; an unknown hash is left out."""
    wanted = set(hashes)
    rows = session.execute(
        select(PolicyVersion.sha256, PolicyVersion.text, PolicyVersion.published_at).where(
            PolicyVersion.sha256.in_(wanted)
        )
    )
    known = {sha256: KnownPolicy(policy=_parsed(text), sha256=sha256, published_at=at) for sha256, text, at in rows}
    if in_force.sha256 in wanted - known.keys():
        known[in_force.sha256] = KnownPolicy(policy=in_force.policy, sha256=in_force.sha256, published_at=None)
    return known


@lru_cache(maxsize=16)
def _parsed(text: str) -> SupervisionPolicy:
    return parse_policy(parse_policy_text(text))
