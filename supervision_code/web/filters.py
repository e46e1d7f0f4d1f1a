"""How moments, days and codes are shown."""

from datetime import date, datetime, timedelta
from typing import Final

from supervision_code.domain.days import SHANGHAI, date_of, day_of
from supervision_code.domain.masking import last_four, mask_name
from supervision_code.web.current import current_locale, now
from supervision_code.web.known_reasons import known_reason
from supervision_code.web.messages import t

_MINUTES_OF_AN_HOUR: Final = 60
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(value: datetime | None) -> str:
    """Show a moment in Shenzhen: 11月22日 周日 14:05; the year stands before it when it is not this one."""
    if value is None:
        return ""
    local = value.astimezone(SHANGHAI)
    return f"{day(local.date())} {local:%H:%M}"


def day(value: date | int | None) -> str:
    """Show a day: 11月22日 周日; a number is days since 1970-01-01, a moment is the day it is in Shenzhen then."""
    if value is None:
        return ""
    shown = _in_shenzhen(value)
    year = shown.year != now().astimezone(SHANGHAI).year
    weekday = t(f"weekday-{_WEEKDAYS[shown.weekday()]}")
    if current_locale() == "en":
        text = f"{weekday} {shown.day} {_MONTHS[shown.month - 1]}"
        return f"{text} {shown.year}" if year else text
    text = f"{shown.month}月{shown.day}日 {weekday}"
    return f"{shown.year}年{text}" if year else text


def month(value: str) -> str:
    """Show a month written as 2026-12: 2026年12月."""
    year, number = value.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}" if current_locale() == "en" else f"{year}年{int(number)}月"


def _in_shenzhen(value: date | int) -> date:
    if isinstance(value, int):
        return date_of(value)
    return value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value


def clock_time(value: datetime | None) -> str:
    """Show the time of day only: 14:05."""
    return "" if value is None else f"{value.astimezone(SHANGHAI):%H:%M}"


def relative(value: datetime | date | None) -> str:
    """Show how long ago or how far ahead, in words."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        gap = now() - value
        if abs(gap) < timedelta(hours=24) and day_gap(value.astimezone(SHANGHAI).date()) == 0:
            return _within_a_day(gap)
        value = value.astimezone(SHANGHAI).date()
    days = day_gap(value)
    if days == 0:
        return t("relative-today")
    return t("relative-days-ago", days=days) if days > 0 else t("relative-days-ahead", days=-days)


def _within_a_day(gap: timedelta) -> str:
    minutes = int(abs(gap).total_seconds() // 60)
    if minutes < 1:
        return t("relative-now")
    if minutes < _MINUTES_OF_AN_HOUR:
        return (
            t("relative-minutes-ago", minutes=minutes)
            if gap > timedelta(0)
            else t("relative-minutes-ahead", minutes=minutes)
        )
    hours = minutes // _MINUTES_OF_AN_HOUR
    return t("relative-hours-ago", hours=hours) if gap > timedelta(0) else t("relative-hours-ahead", hours=hours)


def day_gap(value: date) -> int:
    """Return how many days ago this day was; negative when it lies ahead."""
    return (now().astimezone(SHANGHAI).date() - value).days


def iso_moment(value: datetime) -> str:
    """Return a moment for ``<time datetime>``."""
    return value.astimezone(SHANGHAI).isoformat(timespec="seconds")


def minutes_between(start: datetime, end: datetime) -> int:
    """Return whole minutes between two moments."""
    return int((end - start).total_seconds() // 60)


def lasted(minutes: int) -> str:
    """Show a length of time in whole minutes in words: 40分钟, 1小时5分钟."""
    if minutes < 1:
        return t("duration-under-a-minute")
    if minutes < _MINUTES_OF_AN_HOUR:
        return t("duration-minutes", minutes=str(minutes))
    hours, rest = divmod(minutes, _MINUTES_OF_AN_HOUR)
    return t("duration-hours", hours=str(hours), minutes=str(rest))


FILTERS: Final = {
    "moment": moment,
    "day": day,
    "month": month,
    "day_of": day_of,
    "clock_time": clock_time,
    "relative": relative,
    "lasted": lasted,
    "known_reason": known_reason,
    "iso_moment": iso_moment,
    "mask_uscc": last_four,
    "mask_name": mask_name,
    "grouped": "{:,}".format,
}
