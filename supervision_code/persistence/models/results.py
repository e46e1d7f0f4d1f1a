"""What came of a visit: checklists, results in versions, rectifications, and requests to void."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.checklists import PointKind
from supervision_code.domain.rectifications import RecheckOutcome, RectificationState
from supervision_code.domain.visits import Outcome
from supervision_code.persistence.base import Base, Key, Moment, word


class ChecklistPoint(Base):
    """One point of the published standard of an item."""

    __tablename__ = "checklist_points"

    item: Mapped[str] = mapped_column(ForeignKey("inspection_items.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(String(500))
    basis: Mapped[str] = mapped_column(String(500), default="")
    kind: Mapped[PointKind] = mapped_column(word(PointKind))


class VisitResult(Base):
    """One version of what one agency found at a visit; a correction is a further version."""

    __tablename__ = "visit_results"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        UniqueConstraint("enterprise_id", "visit_id", "agency", "version"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key]
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    version: Mapped[int]
    """From 1, per visit and agency."""
    outcome: Mapped[Outcome] = mapped_column(word(Outcome))
    text: Mapped[str] = mapped_column(Text, default="")
    rectify_by: Mapped[date | None]
    checks: Mapped[str] = mapped_column(Text, default="")
    """JSON: one object for each point with item, position, text, basis, kind, answer, value and note; empty: none."""
    findings: Mapped[str] = mapped_column(Text, default="")
    """What does not conform, in words, one line a point."""
    made_at: Mapped[Moment]
    made_by: Mapped[Key | None]
    """The account; None where an import or another system recorded it."""
    reason: Mapped[str] = mapped_column(String(1000), default="")
    """Why it was corrected; empty in version 1."""
    supersedes: Mapped[Key | None]


class Rectification(Base):
    """What a firm was ordered to put right by a day, what it reported, and what the re-check found."""

    __tablename__ = "rectifications"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        Index(None, "enterprise_id", "visit_id"),
        Index(None, "agency", "state", "due"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key]
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    text: Mapped[str] = mapped_column(Text)
    due: Mapped[date]
    state: Mapped[RectificationState] = mapped_column(word(RectificationState))
    ordered_at: Mapped[Moment]
    ordered_by: Mapped[Key | None]
    follows: Mapped[Key | None]
    """The failed rectification to which this one gives a new date."""
    reported_at: Mapped[Moment | None]
    reported_by: Mapped[Key | None]
    report: Mapped[str] = mapped_column(String(2000), default="")
    rechecked_at: Mapped[Moment | None]
    rechecked_by: Mapped[Key | None]
    recheck_visit_id: Mapped[Key | None]
    """The visit at which it was checked; None: on papers."""
    recheck_note: Mapped[str] = mapped_column(String(2000), default="")
    outcome: Mapped[RecheckOutcome | None] = mapped_column(word(RecheckOutcome))
    task_id: Mapped[Key | None]
    """The inspection task by which the re-check was put among the agency's tasks."""


class VoidRequest(Base):
    """What one person asks and a second decides: that a visit be counted no more."""

    __tablename__ = "void_requests"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        Index(None, "enterprise_id", "visit_id"),
        Index(None, "decided_at", "asked_at"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key]
    agency: Mapped[str | None] = mapped_column(String(64))
    """The asker's; None for a supervisor."""
    asked_by: Mapped[Key]
    reason: Mapped[str] = mapped_column(String(1000))
    asked_at: Mapped[Moment]
    decided_by: Mapped[Key | None]
    decided_at: Mapped[Moment | None]
    granted: Mapped[bool | None]
    note: Mapped[str] = mapped_column(String(1000), default="")
