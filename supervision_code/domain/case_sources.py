"""Where an individual-case inspection (个案检查) comes from."""

from enum import StrEnum


class CaseSource(StrEnum):
    """What gave rise to it (definitions of 2025: complaint, transfer, monitoring of data, the request of the firm)."""

    COMPLAINT = "complaint"
    TRANSFER = "transfer"
    MONITORING = "monitoring"
    REQUEST = "request"
    RECHECK = "recheck"
    OTHER = "other"
