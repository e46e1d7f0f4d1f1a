"""Rollups: narrow day counts by area, by industry and by agency, and one month cube; folded from the outbox."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.persistence.base import Base


class AreaDay(Base):
    """A measure in one area, a district or a street, on one day."""

    __tablename__ = "rollup_area_days"

    district: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int]


class IndustryDay(Base):
    """A measure in one industry section (GB/T 4754 letter) of one district on one day."""

    __tablename__ = "rollup_industry_days"
    __table_args__ = (Index(None, "district", "day"),)

    industry: Mapped[str] = mapped_column(String(8), primary_key=True)
    district: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int]


class AgencyDay(Base):
    """A measure of one agency in one district on one day; most agencies work in one, so this is hardly wider."""

    __tablename__ = "rollup_agency_days"
    __table_args__ = (Index(None, "district", "day"),)

    agency: Mapped[str] = mapped_column(String(64), primary_key=True)
    district: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int]


class MonthCube(Base):
    """A measure by month (year × 12 + month − 1), district, industry section and agency; none: the visit as one."""

    __tablename__ = "rollup_months"
    __table_args__ = (Index(None, "district", "month"), Index(None, "agency", "month"))

    month: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str] = mapped_column(String(32), primary_key=True)
    industry: Mapped[str] = mapped_column(String(8), primary_key=True)
    agency: Mapped[str] = mapped_column(String(64), primary_key=True)
    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int]
