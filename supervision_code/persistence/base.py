"""The declarative base: naming of constraints, and the column types every model uses."""

from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Integer, MetaData, String, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine


class MomentType(TypeDecorator[datetime]):
    """An aware UTC moment; a naive one is refused. SQLite keeps it naive in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments and turn the rest to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a zone: {value!r}")
        moment = value if value.tzinfo is UTC else value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WordType(TypeDecorator[Any]):
    """A closed vocabulary, stored as its value in a short text column."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Store the word's value; a word outside the vocabulary is refused."""
        return None if value is None else str(self.words(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Return the member."""
        return None if value is None else self.words(value)


class GradeType(TypeDecorator[Any]):
    """A graded vocabulary, stored as its number."""

    impl = Integer
    cache_ok = True

    def __init__(self, grades: type[IntEnum]) -> None:
        super().__init__()
        self.grades = grades

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Store the grade's number."""
        return None if value is None else int(self.grades(value))

    def process_result_value(self, value: int | None, dialect: Dialect) -> IntEnum | None:
        """Return the member."""
        return None if value is None else self.grades(value)


def word(vocabulary: type[StrEnum]) -> TypeEngine[Any]:
    """Return the column type of a closed vocabulary."""
    return WordType(vocabulary)


Moment = Annotated[datetime, mapped_column(MomentType)]
LongText = Annotated[str, mapped_column(Text)]
Key = Annotated[UUID, mapped_column(Uuid)]
AgencyCode = Annotated[str, mapped_column(String(64))]
DistrictCode = Annotated[str, mapped_column(String(32))]


class Base(DeclarativeBase):
    """Root of all models."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
