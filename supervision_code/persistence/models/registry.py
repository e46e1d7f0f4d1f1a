"""Registers: districts, agencies, officers and items (reference tables, keyed by their published codes), and firms."""

from datetime import date

from sqlalchemy import Float, ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.registry import (
    AgencyLevel,
    CertificateStatus,
    DistrictLevel,
    EnterpriseKind,
    EnterpriseStatus,
    ItemMethod,
    RiskTier,
)
from supervision_code.persistence.base import AgencyCode, Base, DistrictCode, Key, word


class District(Base):
    """An administrative area: the city, a district, a street."""

    __tablename__ = "districts"

    code: Mapped[DistrictCode] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    level: Mapped[DistrictLevel] = mapped_column(word(DistrictLevel))
    parent: Mapped[str | None] = mapped_column(ForeignKey("districts.code"), index=True)


class Agency(Base):
    """An enforcement agency."""

    __tablename__ = "agencies"

    code: Mapped[AgencyCode] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    level: Mapped[AgencyLevel] = mapped_column(word(AgencyLevel))
    district: Mapped[str] = mapped_column(ForeignKey("districts.code"), index=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("agencies.code"))


class Officer(Base):
    """A person with an enforcement certificate."""

    __tablename__ = "officers"

    id: Mapped[Key] = mapped_column(primary_key=True)
    certificate_no: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"), index=True)
    status: Mapped[CertificateStatus] = mapped_column(word(CertificateStatus))
    valid_until: Mapped[date | None]


class InspectionItem(Base):
    """A published inspection item of one agency; what is not here must not be inspected."""

    __tablename__ = "inspection_items"

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    agency: Mapped[str] = mapped_column(ForeignKey("agencies.code"), index=True)
    name: Mapped[str] = mapped_column(String(240))
    legal_basis: Mapped[str] = mapped_column(String(500), default="")
    method: Mapped[ItemMethod] = mapped_column(word(ItemMethod), default=ItemMethod.ON_SITE)
    combinable: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether it may be checked together with other items in one visit."""


class Enterprise(Base):
    """A business entity; its id is derived from the credit code."""

    __tablename__ = "enterprises"
    __table_args__ = (
        Index(None, "district", "name"),
        Index(None, "name"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    uscc: Mapped[str] = mapped_column(String(18), index=True)
    name: Mapped[str] = mapped_column(String(240))
    kind: Mapped[EnterpriseKind] = mapped_column(word(EnterpriseKind))
    district: Mapped[str] = mapped_column(ForeignKey("districts.code"))
    street: Mapped[str | None] = mapped_column(ForeignKey("districts.code"))
    address: Mapped[str] = mapped_column(String(400), default="")
    industry: Mapped[str] = mapped_column(String(8), default="")
    risk_tier: Mapped[RiskTier | None] = mapped_column(word(RiskTier))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    status: Mapped[EnterpriseStatus] = mapped_column(word(EnterpriseStatus), default=EnterpriseStatus.ACTIVE)
