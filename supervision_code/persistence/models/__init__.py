"""All models, imported so that the metadata is whole."""

from supervision_code.persistence.models import (
    accounts,
    alerts,
    codes,
    complaints,
    findings,
    inbox,
    ledger,
    outbox,
    plans,
    policies,
    registry,
    rollups,
    scans,
    trail,
    visits,
)

__all__ = [
    "accounts",
    "alerts",
    "codes",
    "complaints",
    "findings",
    "inbox",
    "ledger",
    "outbox",
    "plans",
    "policies",
    "registry",
    "rollups",
    "scans",
    "trail",
    "visits",
]
