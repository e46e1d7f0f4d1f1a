"""``personal-data``: erasing a person's data, and ending what has served its time."""

import click

from supervision_code.cli.product import product
from supervision_code.cli.terminal import Words, with_words
from supervision_code.domain.retention import Verdict


@click.group("personal-data")
def personal_data() -> None:
    """Personal data: erasure and retention."""


@personal_data.command()
@click.argument("person")
@click.option("--reason", required=True, help="Why; it goes on the trail.")
@with_words
def erase(person: str, reason: str, words: Words) -> None:
    """Erase what may go about PERSON (a user name or a certificate number) and say what must stay, and until when."""
    with product(words) as supervision:
        service = supervision.personal_data
        verdicts = service.erase(None, service.id_of(person), reason)
    for verdict in verdicts:
        if verdict.count:
            click.echo(_line(verdict, words))


def _line(verdict: Verdict, words: Words) -> str:
    part, count = words.label(verdict.part), verdict.count
    if verdict.goes:
        return words("personal-data-line-gone", part=part, count=count)
    if verdict.until is None:
        return words("personal-data-line-open", part=part, count=count)
    return words("personal-data-line-stays", part=part, count=count, day=f"{verdict.until:%Y-%m-%d}")


@personal_data.command()
@with_words
def retain(words: Words) -> None:
    """End everything that has served its time, as the worker does every six hours."""
    with product(words) as supervision:
        ended = supervision.retention.end_by_subject()
    for subject, count in ended.items():
        click.echo(words("personal-data-ended", subject=words.label(subject), count=count))
