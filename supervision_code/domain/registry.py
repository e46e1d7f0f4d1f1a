"""The closed vocabularies of the registers: districts, agencies, officers, inspection items, enterprises."""

from enum import StrEnum


class DistrictLevel(StrEnum):
    """Level of an administrative area."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"


class AgencyLevel(StrEnum):
    """Level of an enforcement agency (行政执法主体)."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"


class CertificateStatus(StrEnum):
    """State of an enforcement certificate (行政执法证)."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class ItemMethod(StrEnum):
    """How an inspection item is carried out."""

    ON_SITE = "on_site"
    OFF_SITE = "off_site"


class EnterpriseKind(StrEnum):
    """Legal kind of a business entity; sole traders and co-operatives follow the rule by reference."""

    ENTERPRISE = "enterprise"
    SOLE_TRADER = "sole_trader"
    COOPERATIVE = "cooperative"


class RiskTier(StrEnum):
    """Credit-risk class of a firm, A best."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class EnterpriseStatus(StrEnum):
    """Whether the firm is in business."""

    ACTIVE = "active"
    CLOSED = "closed"
