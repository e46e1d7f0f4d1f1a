"""Policies: every text that was ever in force, from when each publication of one binds, and the drafts of new ones."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.policy_drafts import DraftState, TrialState
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class PolicyVersion(Base):
    """A policy file as published."""

    __tablename__ = "policy_versions"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[LongText]
    published_at: Mapped[Moment]
    published_by: Mapped[Key | None]


class PolicyPublication(Base):
    """A version was published to bind from a moment on; the later number prevails; a text may come again."""

    __tablename__ = "policy_publications"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[Key]
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("policy_versions.sha256"))
    valid_from: Mapped[Moment]
    published_at: Mapped[Moment]
    published_by: Mapped[Key | None]
    reason: Mapped[LongText]


class PolicyDraft(Base):
    """A policy in the making, and what trying it showed; ``base`` is the version it was drawn up from."""

    __tablename__ = "policy_drafts"

    id: Mapped[Key] = mapped_column(primary_key=True)
    state: Mapped[DraftState] = mapped_column(word(DraftState))
    base: Mapped[str] = mapped_column(String(64))
    text: Mapped[LongText]
    created_at: Mapped[Moment]
    created_by: Mapped[Key]
    changed_at: Mapped[Moment]
    changed_by: Mapped[Key]
    trial_state: Mapped[TrialState] = mapped_column(word(TrialState))
    trial_at: Mapped[Moment | None]
    trial_done: Mapped[int]
    trial_whole: Mapped[int]
    trial: Mapped[LongText]
    """What the trial found, as JSON; empty before."""
