"""Findings: each broken rule at one visit, raised once, closed but never deleted."""

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.findings import ClosingReason, FindingState
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.persistence.base import Base, Key, Moment, word


class Finding(Base):
    """A broken rule on record; unique by rule, firm, agency or none, item or none, and triggering visit."""

    __tablename__ = "findings"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        UniqueConstraint("enterprise_id", "visit_id", "rule", "agency", "item"),
        Index(None, "day"),
        Index(None, "agency", "day"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key]
    rule: Mapped[FrequencyRule] = mapped_column(word(FrequencyRule))
    agency: Mapped[str] = mapped_column(String(64), default="")
    item: Mapped[str] = mapped_column(String(80), default="")
    day: Mapped[int]
    count: Mapped[int]
    limit: Mapped[int]
    level: Mapped[Level] = mapped_column(word(Level))
    state: Mapped[FindingState] = mapped_column(word(FindingState))
    policy_sha256: Mapped[str] = mapped_column(String(64))
    raised_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]
    closed_because: Mapped[ClosingReason | None] = mapped_column(word(ClosingReason))
