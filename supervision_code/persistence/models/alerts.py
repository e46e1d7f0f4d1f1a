"""Alerts: the findings of one visit as one piece of work, and every step of its handling."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.alerts import AlertState, AlertStepKind, Settlement
from supervision_code.domain.frequency import Level
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class Alert(Base):
    """One visit that broke at least one rule, as a supervisor handles it."""

    __tablename__ = "alerts"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        UniqueConstraint("enterprise_id", "visit_id"),
        Index(None, "state", "raised_at"),
        Index(None, "district", "day"),
        Index(None, "agency", "day"),
        Index(None, "asked_agency", "state"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key]
    district: Mapped[str] = mapped_column(String(32))
    agency: Mapped[str] = mapped_column(String(64))
    """The lead agency of the visit."""
    rules: Mapped[str] = mapped_column(String(160))
    """Names of the standing rules, joined by ``;``."""
    level: Mapped[Level] = mapped_column(word(Level))
    day: Mapped[int]
    state: Mapped[AlertState] = mapped_column(word(AlertState))
    raised_at: Mapped[Moment]
    taken_by: Mapped[UUID | None]
    asked_agency: Mapped[str | None] = mapped_column(String(64))
    answer_by: Mapped[date | None]
    settlement: Mapped[Settlement | None] = mapped_column(word(Settlement))
    settled_at: Mapped[Moment | None]


class AlertStep(Base):
    """One step on record."""

    __tablename__ = "alert_steps"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "alert_id"], ["alerts.enterprise_id", "alerts.id"]),
        Index(None, "enterprise_id", "alert_id"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    alert_id: Mapped[Key]
    kind: Mapped[AlertStepKind] = mapped_column(word(AlertStepKind))
    at: Mapped[Moment]
    account_id: Mapped[Key | None]
    account_name: Mapped[str] = mapped_column(String(80), default="")
    agency: Mapped[str] = mapped_column(String(64), default="")
    text: Mapped[LongText] = mapped_column(default="")
