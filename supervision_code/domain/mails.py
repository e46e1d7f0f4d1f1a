"""Mails to people: what an address may look like, what a mail consists of, and when it is tried again."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

LONGEST_ADDRESS: Final = 254
CONFIRM: Final = "mail-confirm"
"""The mail that asks whether an address is the reader's own."""
CONFIRM_WITHIN: Final = timedelta(hours=24)
ASKED_A_DAY: Final = 5
"""How often a day an account may have an address confirmed."""
SENDING_TAKES: Final = timedelta(minutes=5)
"""After that a mail whose sender has not said how it ended is tried again, under the same Message-ID."""
_LOCAL: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"(?P<local>{_LOCAL})@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")
_LONGEST_LOCAL: Final = 64
UNWRITABLE: Final = (ValueError, LookupError, TypeError, AttributeError)
"""What writing a letter fails with: facts that are none, texts that no library can carry."""
_WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))


class MailRefused(Exception):
    """The server did not take a mail. ``for_good``: trying again would change nothing; the message is for the log."""

    def __init__(self, why: str, *, for_good: bool) -> None:
        super().__init__(why)
        self.for_good = for_good


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail ready to be sent; ``settings_url``: where the reader can end such mails."""

    id: str
    to: str
    sender_name: str
    subject: str
    text: str
    html: str
    at: datetime
    settings_url: str


class SendsMail(Protocol):
    """Sends letters."""

    def send(self, letter: Letter) -> None:
        """Hand a letter to the mail server; returns when the server has taken it. Raises MailRefused."""
        ...


def is_address(text: str) -> bool:
    """Say whether a text is a mail address as every server takes it: ASCII, one @, a domain with a dot."""
    found = _ADDRESS.fullmatch(text)
    return found is not None and len(text) <= LONGEST_ADDRESS and len(found["local"]) <= _LONGEST_LOCAL


def is_tried_out(tries: int) -> bool:
    """Say whether this try is one too many: those before it ended without a word, else they would have been settled."""
    return tries > len(_WAITS) + 1


def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when to try again after so many tries in vain; None: not any more."""
    return now + _WAITS[tries - 1] if 1 <= tries <= len(_WAITS) else None
