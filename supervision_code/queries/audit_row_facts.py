"""A firm's rows as facts, in the form in which its entries tell them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.replaying import Facts
from supervision_code.persistence.audit_reading import Row
from supervision_code.persistence.position_facts import POSITION, position_facts


@dataclass(frozen=True, slots=True)
class RowFacts:
    """Reads rows as facts; ``moment`` and ``text_of`` know how the database gives moments and keys."""

    moment: Callable[[Any], int]
    algorithm: Callable[[str], HashAlgorithm]
    text_of: Callable[[str], str]

    def visit(self, row: Row, parts: list[Row], officers: Sequence[Sequence[Row]]) -> Facts:
        """Return a visit with its parts and officers."""
        moment = self.moment
        return {
            "number": row[2],
            "lead": row[3],
            "started": moment(row[4]),
            "ended": moment(row[5]),
            "recorded": moment(row[6]),
            "late": int(row[7]),
            "kind": row[8],
            "purpose": row[9] or "",
            "state": row[10],
            "channel": row[11],
            "evidence": row[12],
            "exception": row[13] or "",
            "exception_reason": row[14],
            "search_reason": row[15],
            "over_limit_reason": row[16],
            "outcome": row[17] or "",
            "result": row[18],
            "rectify_by": "" if row[19] is None else str(row[19]),
            "opened_by": self._key(row[20]),
            "scan": self._key(row[21]),
            "plan": self._key(row[22]),
            "joint_ref": row[23],
            "position": position_facts(row[24], row[25], row[26]).get(POSITION, {}),
            "left": position_facts(row[27], row[28], row[29]).get(POSITION, {}),
            "confirmed": moment(row[30]),
            "voided": moment(row[31]),
            "void_reason": row[32],
            "parts": list(map(self._part, parts, officers)),
            "met": moment(row[34]),
            "scan_due": int(row[35]),
            "scanned": moment(row[36]),
            "left_unscanned": int(row[37]),
            "unscanned_reason": row[38],
            "approved": moment(row[39]),
            "approved_by": self._key(row[40]),
            "approval_note": row[41],
            "case_source": row[42] or "",
            "case_ref": row[43],
            **self._presence([one for of_part in officers for one in of_part]),
        }

    def _presence(self, officers: Sequence[Row]) -> Facts:
        there = {
            self.text_of(row[2]): [row[4], self.moment(row[5])] for row in officers if row[4] not in {None, "opener"}
        }
        absent = {self.text_of(row[2]): self.moment(row[6]) for row in officers if row[6] is not None}
        waited_for = sorted(self.text_of(row[2]) for row in officers if row[4] is None and row[6] is None)
        return {"confirmed_there": there, "not_there": absent, "waited_for": waited_for}

    def _key(self, value: str | None) -> str:
        return self.text_of(value) if value else ""

    def _part(self, row: Row, officers: Sequence[Row]) -> Facts:
        return {
            "agency": row[2],
            "emergency": int(row[5]),
            "items": sorted(row[7].split(";")) if row[7] else [],
            "officers": sorted([self.text_of(officer[2]) for officer in officers]),
            "ordered_from_above": int(row[4]),
            "source_digest": row[9] or "",
            "source_ref": row[8] or "",
            "type": row[3] or "",
        }

    def result(self, row: Row) -> Facts:
        """Return one version of a result."""
        return {
            "agency": row[2],
            "made": row[3],
            "outcome": row[4],
            "text": row[5],
            "rectify_by": "" if row[6] is None else str(row[6]),
            "checks": row[7],
            "findings": row[8],
            "reason": row[9],
        }

    def dispute(self, row: Row) -> Facts:
        """Return a dispute."""
        answered = {"answered": self.moment(row[7]), "answer": row[8]}
        said = {"id": row[2], "ground": row[3], "text": row[4], "at": self.moment(row[5]), "account": row[6]}
        return {**said, **answered}

    def code(self, row: Row, known: Facts | None) -> Facts:
        """Return a code; of its text the hash, in the algorithm that its entry names."""
        name = str(known["token"]).partition(":")[0] if known and "token" in known else ""
        token = self.algorithm(name).digest(row[5].encode()).hex() if name else ""
        return {
            "generation": str(row[2]),
            "state": row[3],
            "kid": row[4],
            "token": f"{name}:{token}",
            "issued": self.moment(row[6]),
            "ended": self.moment(row[7]),
            "reason": row[8],
        }
