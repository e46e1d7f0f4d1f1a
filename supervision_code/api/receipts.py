"""The receipt of a ledger entry as it is told to machines."""

from supervision_code.api.answers import ReceiptTold
from supervision_code.queries.visit_events import EntryRow


def receipt_told(entry: EntryRow) -> ReceiptTold:
    """Return the promise, and the proof once the entry is sealed."""
    return ReceiptTold(entry=entry.id, hash=entry.hash, algorithm=entry.algorithm, promise=None)
