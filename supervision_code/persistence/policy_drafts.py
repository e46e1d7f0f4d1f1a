"""Drafts of policies: reading their text, and finding them for those who may publish."""

import hashlib
import tomllib
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.policy import parse_policy_text
from supervision_code.domain.errors import NoSuchRecord, NotPermitted, PolicyOutdated
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_parsing import PolicyError, parse_policy
from supervision_code.domain.table_problems import Expected, TableProblem
from supervision_code.persistence.models.policies import PolicyDraft

LONGEST_TEXT = 200_000


def require_city(actor: Actor) -> None:
    """Raise NotPermitted unless the actor may publish: a supervisor of the whole city, not of a district."""
    actor.require(Permission.POLICY_PUBLISH)
    if actor.district is not None:
        raise NotPermitted(permission=Permission.POLICY_PUBLISH)


def get_draft(session: Session, draft_id: UUID, *, seen: str | None = None, locked: bool = False) -> PolicyDraft:
    """Return a draft; raises NoSuchRecord, and PolicyOutdated when its text is not the one that was ``seen``."""
    query = select(PolicyDraft).where(PolicyDraft.id == draft_id)
    draft = session.scalar(query.with_for_update() if locked else query)
    if draft is None:
        raise NoSuchRecord
    if seen is not None and seen != sha256_of(draft.text):
        raise PolicyOutdated
    return draft


def sha256_of(text: str) -> str:
    """Return what names a policy text: the SHA-256 of its UTF-8 form."""
    return hashlib.sha256(text.encode()).hexdigest()


def policy_of(text: str) -> PolicyInForce:
    """Return the policy a text stands for; raises PolicyError naming each wrong key, or the line that is no TOML."""
    return PolicyInForce(policy=parse_policy(tables_of(text)), sha256=sha256_of(text), text=text)


def tables_of(text: str) -> Mapping[str, object]:
    """Return the tables of a text; raises PolicyError with the line that is no TOML."""
    try:
        return parse_policy_text(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([TableProblem(key="TOML", value="", expected=Expected.TOML, detail=str(error))]) from error
