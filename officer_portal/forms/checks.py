"""The checklist of a visit's items as part of a form: an answer, a value and a note for each point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from supervision_code.domain.checklists import Check, CheckAnswer, Point, PointKind

_LONGEST_VALUE: Final = 80
_LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One point with what was answered; ``name``: of its fields."""

    name: str
    number: int
    point: Point
    answer: CheckAnswer
    value: str
    note: str

    @property
    def asks_value(self) -> bool:
        """Say whether something was to be measured or written down."""
        return self.point.kind is not PointKind.YES_NO


class Checks:
    """The answers in a form; ``rest_conforms``: every point without an answer conforms."""

    def __init__(self, points: Sequence[Point], fields: Mapping[str, str], before: Sequence[Check] = ()) -> None:
        known = {check.point.key: check for check in before}
        self.rest_conforms = "rest" in fields
        self.rows = [self._row(number, point, fields, known) for number, point in enumerate(points, start=1)]

    def _row(
        self, number: int, point: Point, fields: Mapping[str, str], known: Mapping[tuple[str, int], Check]
    ) -> CheckRow:
        name, before = f"checked-{number}", known.get(point.key)
        answer = fields.get(name, before.answer.value if before else "")
        found = next((word for word in CheckAnswer if word.value == answer), CheckAnswer.NOT_CHECKED)
        if found is CheckAnswer.NOT_CHECKED and self.rest_conforms:
            found = CheckAnswer.CONFORMS
        return CheckRow(
            name=name,
            number=number,
            point=point,
            answer=found,
            value=fields.get(f"{name}-value", before.value if before else "").strip()[:_LONGEST_VALUE],
            note=fields.get(f"{name}-note", before.note if before else "").strip()[:_LONGEST_NOTE],
        )

    def answered(self) -> tuple[Check, ...]:
        """Return what was answered, point by point; nothing when no point was looked at."""
        if all(row.answer is CheckAnswer.NOT_CHECKED for row in self.rows):
            return ()
        return tuple(Check(point=row.point, answer=row.answer, value=row.value, note=row.note) for row in self.rows)
