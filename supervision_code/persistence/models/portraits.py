"""Portraits of officers, shown beside the certificate to the firms they visit."""

from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base, Key, Moment


class OfficerPortrait(Base):
    """The portrait of one officer: a small JPEG made anew from the pixels of what was handed in."""

    __tablename__ = "officer_portraits"

    officer_id: Mapped[UUID] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[Moment]
    kept_by: Mapped[Key]
