"""What every command does with the terminal: words from the catalogue, progress bars, and failures as plain lines."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from typing import Any, Final, TypeVar

import click

from supervision_code.domain.errors import DomainError
from supervision_code.web.messages import NoSuchMessage, label_key, t_in

CHINESE: Final = "zh-CN"
_LOCALES: Final = (CHINESE, "en")
_STEPS: Final = 1000
_NARROWING: Final = ("refusal", "expected", "state", "field")
"""Facts of a refusal that may have a sentence of their own, the first one found."""
_Command = TypeVar("_Command", bound=Callable[..., Any])


class Failed(click.ClickException):
    """The data or the check failed: each line goes to standard error, the exit status is 1."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines

    def show(self, file: Any = None) -> None:
        """Write the lines as they are."""
        for line in self.lines:
            click.echo(line, err=True)


class Words:
    """Says messages of the catalogue in one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def __call__(self, key: str, /, **facts: Any) -> str:
        """Return a message."""
        return t_in(self.locale, key, **facts)

    def label(self, word: Enum) -> str:
        """Return the name of a word of a closed vocabulary."""
        return t_in(self.locale, label_key(word))

    def error(self, error: DomainError) -> str:
        """Return the sentence of a refusal."""
        details = [str(error.facts[name]).replace("_", "-") for name in _NARROWING if name in error.facts]
        for key in (*(f"error-{error.code}-{detail}" for detail in details), f"error-{error.code}"):
            with suppress(NoSuchMessage):
                return t_in(self.locale, key, **error.facts)
        return f"{error.code} {dict(error.facts)}"


def with_words(command: _Command) -> _Command:
    """Give a command the option ``--locale`` and hand it the words of that language."""
    option = click.option(
        "--locale",
        "words",
        type=click.Choice(_LOCALES),
        default=CHINESE,
        show_default=True,
        callback=lambda _context, _option, locale: Words(locale),
        help="Language of the messages.",
    )
    return option(command)


@contextmanager
def progress_bar(*, shown: bool = True) -> Iterator[Callable[[float], None]]:
    """Show how much is done, from 0 to 1, on a terminal; show nothing in a pipe."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _share: None
        return
    with click.progressbar(length=_STEPS, file=sys.stderr, show_eta=True) as bar:

        def tell(share: float) -> None:
            ahead = int(min(share, 1.0) * _STEPS) - bar.pos
            if ahead > 0:
                bar.update(ahead)

        yield tell
