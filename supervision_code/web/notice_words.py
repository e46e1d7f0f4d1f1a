"""Times of notices in words, the same in all portals."""

from datetime import date
from typing import Final

from supervision_code.domain.days import date_of
from supervision_code.domain.notices import BY_TYPE, Slot
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.web.filters import day
from supervision_code.web.messages import label, t


def words_of(slot: Slot) -> str:
    """Return a time as people say it: 12月3日 周四 上午."""
    return time_words(date_of(slot.day), slot.half_day)


def time_words(on: date, half_day: HalfDay | None) -> str:
    """Return a day with its half, or the day alone where the half is not settled."""
    return day(on) if half_day is None else t("notice-time", day=day(on), half_day=label(half_day))


def why_without(reason: str) -> str:
    """Return why a firm is not told: the plan's own words, or the rule about the type of inspection."""
    if not reason.startswith(BY_TYPE):
        return reason
    return {
        "routine": t("notice-none-for-routine"),
        "case": t("notice-none-for-case"),
        "campaign": t("notice-none-for-campaign"),
    }.get(reason.removeprefix(BY_TYPE), reason)


FILTERS: Final = {"slot": words_of, "half_day": time_words, "why_without_notice": why_without}
