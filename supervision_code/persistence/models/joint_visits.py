"""What bringing tasks together leaves behind: visits avoided, combinations refused, tasks without a day."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.joint_visits import UnplacedReason
from supervision_code.persistence.base import Base, Key, Moment, word


def _of_task() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["enterprise_id", "task_id"], ["inspection_tasks.enterprise_id", "inspection_tasks.id"])


class SavedVisit(Base):
    """A visit that an agency would have made on its own and that is part of another agency's planned visit instead."""

    __tablename__ = "saved_visits"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "plan_id"], ["planned_visits.enterprise_id", "planned_visits.id"]),
        Index(None, "agency", "at"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    plan_id: Mapped[Key] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    id: Mapped[Key]
    """Names the row in lists."""
    at: Mapped[Moment]


class RefusedCombination(Base):
    """A task that is not to be brought together with those of another agency: its agency declined."""

    __tablename__ = "refused_combinations"
    __table_args__ = (_of_task(),)

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    task_id: Mapped[Key] = mapped_column(primary_key=True)
    other_agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    """Whose task it is, and who declined."""
    reason: Mapped[str] = mapped_column(String(400))
    at: Mapped[Moment]


class UnplacedTask(Base):
    """An open task for which there is no day; asked again once a day, for periods and calendars change."""

    __tablename__ = "unplaced_tasks"
    __table_args__ = (_of_task(), Index(None, "agency"))

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    task_id: Mapped[Key] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    reason: Mapped[UnplacedReason] = mapped_column(word(UnplacedReason))
    asked_on: Mapped[int]
    """The day on which it was last tried, in days since 1970-01-01."""
