"""Assignments: which officers go to a planned visit."""

from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base, Key, Moment


class PlannedVisitOfficer(Base):
    """An officer who is to go to a planned visit, sent by the own agency: the lead or one that joins."""

    __tablename__ = "planned_visit_officers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["enterprise_id", "planned_visit_id"], ["planned_visits.enterprise_id", "planned_visits.id"]
        ),
        Index(None, "officer_id"),
        Index(None, "agency"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    planned_visit_id: Mapped[Key] = mapped_column(primary_key=True)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    assigned_by: Mapped[Key]
    assigned_at: Mapped[Moment]
