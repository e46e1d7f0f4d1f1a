"""A row of the table: one fault, how often it was caused, and what the check found afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field

from drills.auditing import Audit
from drills.load import Journal

RECOVERS_WITHIN = 60.0


@dataclass(slots=True, kw_only=True)
class Row:
    """What is printed of one fault."""

    fault: str
    database: str
    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    receipts: str = "–"
    counts: str = "–"
    recovered: float | None = None
    verdict: str = "?"
    remarks: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Say whether the product did not keep a promise."""
        return self.verdict == "FAILED"

    def require(self, holds: object, remark: str) -> None:
        """Note what was seen; when it does not hold the row fails."""
        if holds:
            self.remarks.append(remark)
        else:
            self.remarks.append(f"NOT: {remark}")
            self.verdict = "FAILED"

    def took(self, seconds: float) -> None:
        """Note how long the product needed to be of use again; the longest counts."""
        self.recovered = max(self.recovered or 0.0, seconds)

    def judge(self, audit: Audit, journal: Journal) -> "Row":
        """Take over what the check found, and decide."""
        self.acknowledged, self.lost, self.doubled = audit.acknowledged, len(audit.lost), len(audit.doubled)
        self.receipts = f"{audit.receipts - audit.receipts_wrong}/{audit.receipts}"
        self.counts = "equal" if not audit.counts_wrong else "differ: " + ", ".join(audit.counts_wrong)
        self.took(audit.settled)
        if not audit.holds:
            self.verdict = "FAILED"
        if audit.ledger_told:
            self.remarks.append(f"ledger verify: {audit.ledger_told}")
        if journal.answers["500"]:
            self.require(holds=False, remark=f"{journal.answers['500']} answers were an unnamed error (500)")
        if journal.given_up:
            self.require(
                holds=False,
                remark=f"{len(journal.given_up)} events were never acknowledged; answers: {dict(journal.answers)}",
            )
        return self.done()

    def done(self) -> "Row":
        """Decide."""
        if self.recovered is not None and self.recovered > RECOVERS_WITHIN:
            self.require(holds=False, remark=f"recovered within {RECOVERS_WITHIN:.0f} s")
        if self.verdict == "?":
            self.verdict = "held"
        return self


Drill = Callable[[], Row]
