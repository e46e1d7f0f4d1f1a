"""A reason as it is kept: one of the usual ones, and what was added to it."""

from enum import StrEnum

from supervision_code.web.messages import label


def reason_words(chosen: StrEnum, more: str, *, other: StrEnum) -> str:
    """Return the words of a usual reason and what was added; of ``other`` only what was written, perhaps nothing."""
    if chosen is other:
        return more
    return f"{label(chosen)}。{more}" if more else label(chosen)
