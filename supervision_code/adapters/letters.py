"""Writes letters: the catalogue's words in the reader's language, plain and as simple HTML without remote parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Final

from supervision_code.adapters.catalogue import t_in
from supervision_code.domain.mails import CONFIRM, Letter

_DAYS: Final = frozenset({"until", "from_day"})
"""Facts that are days."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter is written from; addresses are whole."""

    id: str
    to: str
    key: str
    facts: Mapping[str, str | int]
    locale: str
    at: datetime
    url: str
    settings_url: str


def write_letter(known: LetterFacts) -> Letter:
    """Return the letter: one sentence, the way to the page, and how to end such mails."""
    said = {name: _day(str(value), known.locale) if name in _DAYS else value for name, value in known.facts.items()}
    sentence = t_in(known.locale, known.key, **said)
    foot = t_in(known.locale, "mail-foot")
    return Letter(
        id=known.id,
        to=known.to,
        sender_name=t_in(known.locale, "shared-product"),
        subject=_subject(known),
        text=f"{sentence}\n\n{known.url}\n\n-- \n{foot}\n{known.settings_url}\n",
        html=_html(known, sentence, foot),
        at=known.at,
        settings_url=known.settings_url,
    )


def _subject(known: LetterFacts) -> str:
    if known.key == CONFIRM:
        return t_in(known.locale, "mail-confirm-subject")
    topic = t_in(known.locale, f"reminder-topic-{known.facts['topic']}")
    return t_in(known.locale, "mail-subject", topic=topic)


def _html(known: LetterFacts, sentence: str, foot: str) -> str:
    way = t_in(known.locale, "mail-confirm-way" if known.key == CONFIRM else "mail-way")
    return (
        f'<!doctype html><html lang="{escape(known.locale)}"><head><meta charset="utf-8"></head><body>'
        f"<p>{escape(sentence)}</p>"
        f'<p><a href="{escape(known.url)}">{escape(way)}</a></p>'
        f'<hr><p><small>{escape(foot)}<br><a href="{escape(known.settings_url)}">{escape(known.settings_url)}</a>'
        "</small></p></body></html>\n"
    )


def _day(text: str, locale: str) -> str:
    day = date.fromisoformat(text)
    if locale == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
