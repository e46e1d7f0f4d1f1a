"""Checklists: the published standard of an item, and what an officer answers to its points."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

_LONGEST_NOTE: Final = 500


class PointKind(StrEnum):
    """What a point asks for beside the answer: nothing, a number that was measured, or words."""

    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"


class CheckAnswer(StrEnum):
    """What an officer found at a point."""

    CONFORMS = "conforms"
    DOES_NOT = "does_not"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the published standard of an item."""

    item: str
    position: int
    text: str
    basis: str
    kind: PointKind

    @property
    def key(self) -> tuple[str, int]:
        """Return what names the point."""
        return self.item, self.position


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found at a point, with the point as it was published then."""

    point: Point
    answer: CheckAnswer
    value: str = ""
    note: str = ""


def all_conforming(points: Iterable[Point]) -> tuple[Check, ...]:
    """Return the answer of one tap: every point conforms."""
    return tuple(Check(point=point, answer=CheckAnswer.CONFORMS) for point in points)


def findings_of(checks: Iterable[Check]) -> str:
    """Return what does not conform in words, one line a point."""
    return "\n".join(_finding(check) for check in checks if check.answer is CheckAnswer.DOES_NOT)


def _finding(check: Check) -> str:
    told = "，".join(filter(None, (check.value, check.note)))
    return f"{check.point.text}：{told}" if told else check.point.text


def written(checks: Sequence[Check]) -> str:
    """Return the checks as they are stored and committed to: JSON with sorted names; nothing for none."""
    if not checks:
        return ""
    rows = [
        {**asdict(check.point), "answer": check.answer, "value": check.value, "note": check.note[:_LONGEST_NOTE]}
        for check in checks
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> tuple[Check, ...]:
    """Return the checks in what was stored."""
    return tuple(
        Check(
            point=Point(
                item=row["item"],
                position=row["position"],
                text=row["text"],
                basis=row["basis"],
                kind=PointKind(row["kind"]),
            ),
            answer=CheckAnswer(row["answer"]),
            value=row["value"],
            note=row["note"],
        )
        for row in (json.loads(text) if text else [])
    )
