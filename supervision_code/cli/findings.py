"""``findings``: the batch evaluation of the whole log."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final, TextIO

import click

from supervision_code.bootstrap import read_policy
from supervision_code.cli.product import product
from supervision_code.cli.terminal import Failed, Words, progress_bar, with_words
from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.product import Supervision
from supervision_code.queries.batch_evaluation import BatchEvaluation, FoundBreach, Span

_COLUMNS: Final = ("rule", "uscc", "agency", "day", "source_ref", "count", "limit", "level")
_DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def findings() -> None:
    """Findings of the frequency rules."""


@findings.command()
@click.option("--from", "first", type=_DAY, help="First day whose findings are asked for.")
@click.option("--to", "last", type=_DAY, help="Last day whose findings are asked for.")
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Evaluate this policy file instead of the policy in force.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of the screen."
)
@with_words
def evaluate(
    first: datetime | None, last: datetime | None, policy_file: Path | None, out: Path | None, words: Words
) -> None:
    """Judge the whole log from scratch and list every finding as CSV; the database stays as it is."""
    if first and last and first > last:
        raise click.UsageError(words("findings-span-backwards"))
    span = Span(first_day=_number(first), last_day=_number(last))
    with product(words) as supervision:
        policy = (read_policy(policy_file) if policy_file else supervision.in_force).policy
        with _output(out, words) as file:
            count = _write(file, supervision, policy, span, shown=out is not None)
    click.echo(words("findings-evaluated", count=count), err=True)


def _write(file: TextIO, supervision: Supervision, policy: SupervisionPolicy, span: Span, *, shown: bool) -> int:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    evaluation = BatchEvaluation(supervision.database)
    count = 0
    with progress_bar(shown=shown) as tell:
        firms = evaluation.firms_with_visits()
        for done, found in enumerate(evaluation.evaluate(policy, span), start=1):
            writer.writerows(_row(breach) for breach in found)
            count += len(found)
            tell(done / max(firms, 1))
    return count


def _row(breach: FoundBreach) -> tuple[object, ...]:
    day = date_of(breach.day).isoformat()
    return (
        breach.rule.value,
        breach.uscc,
        breach.agency,
        day,
        breach.source_ref,
        breach.count,
        breach.limit,
        breach.level.value,
    )


@contextmanager
def _output(out: Path | None, words: Words) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise Failed(words("cli-file-unwritable", file=str(out), why=str(error.strerror))) from error


def _number(moment: datetime | None) -> int | None:
    return None if moment is None else day_number(date(moment.year, moment.month, moment.day))
