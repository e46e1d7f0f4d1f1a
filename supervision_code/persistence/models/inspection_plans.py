"""Inspection plans of a year: what an agency means to inspect, the firms it chose, and the steps up to publication."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.inspection_plans import LeftOut, ObjectVerdict, PlanState, PlanStepKind, SelectionWay
from supervision_code.domain.registry import ItemMethod
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.base import Base, Key, LongText, Moment, word


class InspectionPlan(Base):
    """A plan of one agency. Days are numbers since 1970-01-01; lists of codes are sorted and joined by ``;``."""

    __tablename__ = "inspection_plans"
    __table_args__ = (
        Index(None, "agency", "year", "state"),
        Index(None, "district", "state"),
        Index(None, "state", "published_at"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    district: Mapped[str] = mapped_column(ForeignKey("districts.code"))
    """The area whose supervisors file it: the agency's district; a street's agency counts to the district around it."""
    number: Mapped[str] = mapped_column(String(32))
    year: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    basis: Mapped[str] = mapped_column(String(1000))
    type: Mapped[InspectionType] = mapped_column(word(InspectionType))
    method: Mapped[ItemMethod] = mapped_column(word(ItemMethod))
    items: Mapped[str] = mapped_column(String(2000))
    ordered_from_above: Mapped[bool]
    order_number: Mapped[str] = mapped_column(String(160))
    """The number of the order, where the campaign was ordered from above."""
    approval_authority: Mapped[str] = mapped_column(String(160))
    approval_number: Mapped[str] = mapped_column(String(160))
    approval_day: Mapped[int | None]
    """Who approved a special campaign, by which document, and when."""
    area: Mapped[str] = mapped_column(String(160))
    first_day: Mapped[int | None]
    last_day: Mapped[int | None]
    share: Mapped[int]
    """Percent of the base that is inspected, 1 to 100."""
    cap: Mapped[int]
    """Visits at one firm under this plan at most."""
    joint: Mapped[bool]
    partners: Mapped[str] = mapped_column(String(2000))
    """Codes of the agencies that come along."""
    may_be_joint: Mapped[bool]
    """Whether its visits may be brought together with those of other agencies."""
    without_notice: Mapped[str] = mapped_column(String(400))
    """Why firms are not told beforehand; empty: they are."""
    selection: Mapped[SelectionWay | None] = mapped_column(word(SelectionWay))
    """How the objects were chosen; None: not yet."""
    criteria: Mapped[LongText]
    """What the base was chosen by, as JSON; and, in an imported plan, the words of the file."""
    base: Mapped[int]
    """How many firms there were to choose from (对象基数)."""
    base_digest: Mapped[str] = mapped_column(String(64))
    draw_seed: Mapped[str] = mapped_column(String(64))
    draw_commitment: Mapped[str] = mapped_column(String(64))
    draw_committed_at: Mapped[Moment | None]
    drawn_at: Mapped[Moment | None]
    """A random draw: the hash of the seed is fixed first, the seed opened when it is drawn."""
    judged_at: Mapped[Moment | None]
    """When the rules were last asked about every object."""
    state: Mapped[PlanState] = mapped_column(word(PlanState))
    revision: Mapped[int]
    """One more with every change, so that two tabs do not overwrite each other."""
    drafted_by: Mapped[Key]
    drafted_at: Mapped[Moment]
    changed_by: Mapped[Key]
    changed_at: Mapped[Moment]
    submitted_by: Mapped[Key | None]
    approved_by: Mapped[Key | None]
    approved_at: Mapped[Moment | None]
    filing_number: Mapped[str] = mapped_column(String(64))
    filed_by: Mapped[Key | None]
    filed_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    """When it was closed or withdrawn."""


class PlanObject(Base):
    """One firm a plan reaches, or one that was left out of it again."""

    __tablename__ = "inspection_plan_objects"
    __table_args__ = (Index(None, "plan_id", "enterprise_id"),)

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_plans.id"), primary_key=True)
    left_out: Mapped[LeftOut | None] = mapped_column(word(LeftOut))
    """Why it is not inspected after all; None: it is."""
    verdict: Mapped[ObjectVerdict | None] = mapped_column(word(ObjectVerdict))
    judged_day: Mapped[int | None]
    """What the plan would do to the firm, asked for the best day of its period; None: not asked."""


class PlanStep(Base):
    """One step on record in the life of a plan."""

    __tablename__ = "inspection_plan_steps"
    __table_args__ = (Index(None, "plan_id", "at"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_plans.id"))
    kind: Mapped[PlanStepKind] = mapped_column(word(PlanStepKind))
    at: Mapped[Moment]
    account_id: Mapped[Key | None]
    account_name: Mapped[str] = mapped_column(String(80))
    text: Mapped[LongText]
    """The reason of a return or withdrawal, the filing number, the facts of a draw."""
