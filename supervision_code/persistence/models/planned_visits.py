"""Planned visits: which agency means to visit a firm on which day, and who joins."""

from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.planned_visits import HalfDay, JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.base import Base, Key, Moment, word


class PlannedVisit(Base):
    """A visit an agency intends to make."""

    __tablename__ = "planned_visits"
    __table_args__ = (Index(None, "agency", "day"), Index(None, "state", "day"))

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    day: Mapped[int]
    type: Mapped[InspectionType] = mapped_column(word(InspectionType))
    items: Mapped[str] = mapped_column(String(2000), default="")
    note: Mapped[str] = mapped_column(String(400), default="")
    state: Mapped[PlannedVisitState] = mapped_column(word(PlannedVisitState))
    planned_by: Mapped[Key]
    planned_at: Mapped[Moment]
    visit_id: Mapped[Key | None]
    half_day: Mapped[HalfDay | None] = mapped_column(word(HalfDay))
    """None: at any time of the day."""
    first_day: Mapped[int | None]
    last_day: Mapped[int | None]
    """Between these days every task in it can be done; None: only on ``day``."""
    merged_at: Mapped[Moment | None]
    """When tasks were brought together in it; None: planned by hand."""
    without_notice: Mapped[str] = mapped_column(String(400), default="", server_default="")
    """Why the firm is not told beforehand; empty: it is."""


class PlanJoining(Base):
    """An agency that joins another's planned visit instead of coming on its own."""

    __tablename__ = "plan_joinings"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "plan_id"], ["planned_visits.enterprise_id", "planned_visits.id"]),
        Index(None, "agency"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    plan_id: Mapped[Key] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    joined_by: Mapped[Key | None]
    joined_at: Mapped[Moment | None]
    """Who gave the last answer, and when; None while an invitation is open."""
    answer: Mapped[JoiningAnswer] = mapped_column(
        word(JoiningAnswer), default=JoiningAnswer.JOINED, server_default=JoiningAnswer.JOINED.value
    )
    reason: Mapped[str] = mapped_column(String(400), default="", server_default="")
    """Why the agency declined."""
    type: Mapped[InspectionType | None] = mapped_column(word(InspectionType))
    items: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    """What its tasks in the visit are; empty where it joined by hand."""
