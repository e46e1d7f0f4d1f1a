"""Photos of a visit, the forms of an inspection in their versions, and who signed them."""

from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.documents import DocumentKind, DocumentState, SigningManner, SigningPart
from supervision_code.persistence.base import Base, Key, Moment, word


class VisitPhoto(Base):
    """A photo taken at a visit: the file lies in the file store under ``stored_sha256``."""

    __tablename__ = "visit_photos"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        UniqueConstraint("enterprise_id", "visit_id", "agency", "original_sha256", name="uq_visit_photos_original"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key]
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    about_id: Mapped[Key | None]
    """The result, rectification or document it belongs to; None: the visit as a whole."""
    original_sha256: Mapped[str] = mapped_column(String(64))
    """Of the bytes as they were sent."""
    stored_sha256: Mapped[str] = mapped_column(String(64))
    """Of the bytes that are kept: the pixels, coded anew."""
    small_sha256: Mapped[str] = mapped_column(String(64))
    """Of the small picture for lists."""
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    """Bytes that are kept."""
    caption: Mapped[str] = mapped_column(String(200), default="")
    taken_at: Mapped[Moment | None]
    """As the phone claims; None: not told."""
    received_at: Mapped[Moment]
    added_by: Mapped[Key | None]
    withdrawn_at: Mapped[Moment | None]
    withdrawn_by: Mapped[Key | None]
    withdrawn_reason: Mapped[str] = mapped_column(String(400), default="")
    kept: Mapped[bool] = mapped_column(default=True)
    """False: its time was over and the files are gone; the hashes stay."""


class Document(Base):
    """One version of one form; a correction is another row that ``supersedes`` this one."""

    __tablename__ = "documents"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "visit_id"], ["visits.enterprise_id", "visits.id"]),
        ForeignKeyConstraint(
            ["enterprise_id", "planned_visit_id"], ["planned_visits.enterprise_id", "planned_visits.id"]
        ),
        UniqueConstraint("enterprise_id", "number", "version"),
        Index(None, "enterprise_id", "visit_id"),
        Index(None, "enterprise_id", "planned_visit_id"),
        Index(None, "agency", "state"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(ForeignKey("enterprises.id"), primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    visit_id: Mapped[Key | None]
    planned_visit_id: Mapped[Key | None]
    """What it is about before there is a visit: approval and notice come first."""
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    kind: Mapped[DocumentKind] = mapped_column(word(DocumentKind))
    number: Mapped[str] = mapped_column(String(40))
    """The same in all versions."""
    version: Mapped[int]
    supersedes: Mapped[Key | None]
    reason: Mapped[str] = mapped_column(String(400), default="")
    """Why this version was made, or why it was dropped."""
    fields: Mapped[str] = mapped_column(Text, default="{}")
    """What officers filled in, as JSON."""
    facts: Mapped[str] = mapped_column(Text, default="")
    """Everything that is printed, as JSON, fixed when signing begins; empty before."""
    state: Mapped[DocumentState] = mapped_column(word(DocumentState))
    made_at: Mapped[Moment]
    made_by: Mapped[Key | None]
    signing_at: Mapped[Moment | None]
    finalised_at: Mapped[Moment | None]
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    pdf_size: Mapped[int | None]
    kept: Mapped[bool] = mapped_column(default=True)
    """False: its time was over and the file is gone; the hash stays."""


class DocumentSignature(Base):
    """What one person answered to one document: a drawn signature, a decision, or a refusal with its reason."""

    __tablename__ = "document_signatures"
    __table_args__ = (
        ForeignKeyConstraint(["enterprise_id", "document_id"], ["documents.enterprise_id", "documents.id"]),
        UniqueConstraint("enterprise_id", "document_id", "seat"),
    )

    enterprise_id: Mapped[Key] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(primary_key=True)
    document_id: Mapped[Key]
    seat: Mapped[str] = mapped_column(String(48))
    """Which line of the form it fills; one signature each."""
    part: Mapped[SigningPart] = mapped_column(word(SigningPart))
    manner: Mapped[SigningManner] = mapped_column(word(SigningManner))
    officer_id: Mapped[Key | None]
    name: Mapped[str] = mapped_column(String(80), default="")
    capacity: Mapped[str] = mapped_column(String(80), default="")
    strokes: Mapped[str] = mapped_column(Text, default="")
    """Lines of points from 0 to 10,000 across and down a field of three to one, as JSON; we draw them ourselves."""
    reason: Mapped[str] = mapped_column(String(400), default="")
    """Why signing was refused, as was said."""
    at: Mapped[Moment]
    account_id: Mapped[Key]
    """On whose device, signed in as whom, it was given."""
    facts_sha256: Mapped[str] = mapped_column(String(64))
    """Of what was signed: the document's facts."""
