"""The shared log: visits, the part of each agency in them, the officers who came, and what firms dispute."""

from datetime import date
from uuid import UUID

from sqlalchemy import Float, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.presence import ConfirmedBy
from supervision_code.domain.visits import (
    DisputeGround,
    EvidenceLevel,
    ExceptionKind,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.base import Base, GradeType, Key, Moment, word


class Visit(Base):
    """One presence of one or more agencies at one firm."""

    __tablename__ = "visits"
    __table_args__ = (
        Index(None, "enterprise_id", "started_at"),
        Index(None, "day"),
        Index(None, "state", "lead_agency"),
        Index(
            "ix_visits_scan_due",
            "opened_by",
            postgresql_where=text("scan_due = true"),
            sqlite_where=text("scan_due = 1"),
        ),
        Index(
            "ix_visits_precise",
            "started_at",
            postgresql_where=text("positions_coarse = false AND (latitude IS NOT NULL OR left_latitude IS NOT NULL)"),
            sqlite_where=text("positions_coarse = 0 AND (latitude IS NOT NULL OR left_latitude IS NOT NULL)"),
        ),
    )

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    lead_agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    started_at: Mapped[Moment]
    day: Mapped[int]
    ended_at: Mapped[Moment | None]
    recorded_at: Mapped[Moment]
    late: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[VisitKind] = mapped_column(word(VisitKind))
    purpose: Mapped[ServicePurpose | None] = mapped_column(word(ServicePurpose))
    state: Mapped[VisitState] = mapped_column(word(VisitState))
    channel: Mapped[ScanChannel] = mapped_column(word(ScanChannel))
    evidence: Mapped[EvidenceLevel] = mapped_column(GradeType(EvidenceLevel))
    exception: Mapped[ExceptionKind | None] = mapped_column(word(ExceptionKind))
    exception_reason: Mapped[str] = mapped_column(String(1000), default="")
    search_reason: Mapped[str] = mapped_column(String(400), default="")
    over_limit_reason: Mapped[str] = mapped_column(String(1000), default="")
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome))
    result: Mapped[str] = mapped_column(Text, default="")
    rectify_by: Mapped[date | None]
    opened_by: Mapped[Key | None]
    scan_id: Mapped[Key | None]
    plan_id: Mapped[Key | None]
    joint_ref: Mapped[str] = mapped_column(String(80), default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    accuracy: Mapped[float | None] = mapped_column(Float)
    left_latitude: Mapped[float | None] = mapped_column(Float)
    left_longitude: Mapped[float | None] = mapped_column(Float)
    left_accuracy: Mapped[float | None] = mapped_column(Float)
    positions_coarse: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the positions were made coarse (domain/retention.py)."""
    confirmed_at: Mapped[Moment | None]
    voided_at: Mapped[Moment | None]
    void_reason: Mapped[str] = mapped_column(String(1000), default="")
    met_at: Mapped[Moment | None]
    """When a person of the firm scanned an officer's code of this visit and said that he stands before it."""
    met_by: Mapped[Key | None]
    met_officer: Mapped[Key | None]
    """Whose code it was."""
    scan_due: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether an emergency began without a scan, which is to be made before the firm is left."""
    scanned_at: Mapped[Moment | None]
    """When the scan that was due was made."""
    left_unscanned: Mapped[bool] = mapped_column(default=False, server_default=false())
    unscanned_reason: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    approved_at: Mapped[Moment | None]
    """When the head of the agency approved an emergency afterwards."""
    approved_by: Mapped[Key | None]
    approval_note: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    case_source: Mapped[CaseSource | None] = mapped_column(word(CaseSource))
    case_ref: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """The number of the case that an individual-case inspection comes from."""


class Participation(Base):
    """The part of one agency in a visit; carries what the counting rules read, so that one index answers them."""

    __tablename__ = "participations"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        UniqueConstraint("enterprise_id", "source_ref"),
        Index(
            "ix_participations_counting",
            "enterprise_id",
            "started_at",
            "visit_id",
            "agency",
            "day",
            "kind",
            "type",
            "ordered_from_above",
            "emergency",
            "voided",
            "items",
        ),
        Index(None, "agency", "started_at"),
        Index(None, "source_ref"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"), primary_key=True)
    started_at: Mapped[Moment]
    day: Mapped[int]
    kind: Mapped[VisitKind] = mapped_column(word(VisitKind))
    type: Mapped[InspectionType | None] = mapped_column(word(InspectionType))
    ordered_from_above: Mapped[bool] = mapped_column(default=False)
    emergency: Mapped[bool] = mapped_column(default=False)
    voided: Mapped[bool] = mapped_column(default=False)
    items: Mapped[str] = mapped_column(String(2000), default="")
    """Item codes, sorted, joined by ``;``."""
    source_ref: Mapped[str | None] = mapped_column(String(80))
    source_digest: Mapped[str | None] = mapped_column(String(64))


class VisitOfficer(Base):
    """An officer who came."""

    __tablename__ = "visit_officers"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        Index(None, "officer_id", "started_at"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key] = mapped_column(primary_key=True)
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    agency: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[Moment]
    named_at: Mapped[Moment | None]
    """When the officer was named; None: when the visit was opened."""
    confirmed_at: Mapped[Moment | None]
    confirmed_by: Mapped[ConfirmedBy | None] = mapped_column(word(ConfirmedBy))
    """None: has not confirmed being there."""
    device: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """A digest of the confirming device and the visit: equal within one visit, never across two; empty: not known."""
    absent_at: Mapped[Moment | None]
    """When it was said that the named officer did not come."""
    absent_reason: Mapped[str] = mapped_column(String(400), default="", server_default="")


class Dispute(Base):
    """What a firm says against a recorded visit within the days it has, and what the supervisor answers."""

    __tablename__ = "disputes"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        Index(None, "answered_at", "at"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key]
    ground: Mapped[DisputeGround] = mapped_column(word(DisputeGround))
    text: Mapped[str] = mapped_column(String(1000), default="")
    at: Mapped[Moment]
    account_id: Mapped[Key]
    answered_at: Mapped[Moment | None]
    answered_by: Mapped[Key | None]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    """Why the record stands; a visit that is voided needs no answer."""
