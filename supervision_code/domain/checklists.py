"""Checklists: the published standard of an item, and what an officer answers to its points."""

from enum import StrEnum


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
