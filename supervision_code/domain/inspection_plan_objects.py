"""Which firms may be in a plan: registered, in business, in the agency's area; what is wrong with a list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from supervision_code.domain.errors import DomainError

MOST_OBJECTS: Final = 20_000
"""Firms in one plan at most; more than that is a register, not a plan."""


class ObjectFault(StrEnum):
    """Why a firm cannot be in the plan."""

    BAD_CODE = "bad_code"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectProblem:
    """One entry of a list that is wrong."""

    code: str
    fault: ObjectFault


class ObjectsRefused(DomainError):
    """A list of firms has entries that cannot be in the plan; nothing of it was taken. Facts: ``count``."""

    code = "objects-refused"

    def __init__(self, problems: Sequence[ObjectProblem]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)
