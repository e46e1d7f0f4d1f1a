"""Policy versions: every text that was ever in force, by its hash."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base, Key, LongText, Moment


class PolicyVersion(Base):
    """A policy file as published."""

    __tablename__ = "policy_versions"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[LongText]
    published_at: Mapped[Moment]
    published_by: Mapped[Key | None]
