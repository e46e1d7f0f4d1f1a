"""Tasks of published plans, one for each firm a plan reaches."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.base import Base, Key, Moment, word


class InspectionTask(Base):
    """What one agency is to inspect at one firm within a span of days."""

    __tablename__ = "inspection_tasks"
    __table_args__ = (
        Index(None, "state", "agency", "last_day"),
        Index(None, "inspection_plan_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    inspection_plan_id: Mapped[Key | None]
    """None: made without a plan of the year, as a re-check is."""
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    type: Mapped[InspectionType] = mapped_column(word(InspectionType))
    items: Mapped[str] = mapped_column(String(2000), default="")
    """Item codes, sorted, joined by ``;``."""
    ordered_from_above: Mapped[bool] = mapped_column(default=False)
    may_be_joint: Mapped[bool] = mapped_column(default=True)
    """Whether the plan lets it be done together with other agencies."""
    first_day: Mapped[int]
    last_day: Mapped[int]
    state: Mapped[TaskState] = mapped_column(word(TaskState))
    planned_visit_id: Mapped[Key | None]
    visit_id: Mapped[Key | None]
    """The visit in which it was done."""
    without_notice: Mapped[str] = mapped_column(String(400), default="")
    """Why the firm is not told beforehand; empty: it is."""
    made_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    dropped_reason: Mapped[str] = mapped_column(String(400), default="")
