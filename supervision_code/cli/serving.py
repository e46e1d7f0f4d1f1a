"""``serve``, ``worker`` and ``run``: the web server, the background worker, and both with everything they need."""

import os
import signal
import sys
import threading

import click

from config.logging import configure_logging
from config.settings import ROOT
from supervision_code.adapters.log_keys import log_keys_of
from supervision_code.cli.awaiting import await_database
from supervision_code.cli.database import bring_up_to_date
from supervision_code.cli.demo import guests_of, is_empty, load_city
from supervision_code.cli.demo_witnesses import demo_witnesses
from supervision_code.cli.product import product, settings_of_environment
from supervision_code.cli.running import run_together
from supervision_code.cli.terminal import Words, with_words

_WORKERS_SHARE = 4
"""How much longer than a page's one statement of the worker may take: nobody waits for it."""
_WITH_PARENT = click.option(
    "--end-with-input", is_flag=True, hidden=True, help="End when standard input does: whoever started us is gone."
)


@click.command()
@_WITH_PARENT
@with_words
def serve(end_with_input: bool, words: Words) -> None:
    """Serve all three portals (BIND, PORT, WEB_WORKERS)."""
    from supervision_code.cli.web_server import WebServer

    settings = settings_of_environment()
    await_database(words)
    with product(words) as supervision:
        # A finding names the policy it was judged by, a code its key: both must be on record before the first visit.
        supervision.policies.publish_file()
        supervision.codes.publish_keys()
    _watch_input(wanted=end_with_input)
    sys.path.insert(0, str(ROOT))
    WebServer(settings).run()  # type: ignore[no-untyped-call]


@click.command()
@_WITH_PARENT
@with_words
def worker(end_with_input: bool, words: Words) -> None:
    """Do the background work: folding counts, reminding, sweeping."""
    from supervision_code.jobs import worker as jobs

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    _watch_input(wanted=end_with_input)
    await_database(words)
    with product(words, statement_seconds=_WORKERS_SHARE * settings_of_environment().statement_seconds) as supervision:
        configure_logging(supervision.settings.log_level)
        jobs.run(supervision, stop)


@click.command()
@with_words
def run(words: Words) -> None:
    """Bring the database up to date, load the demonstration city the first time, and serve until Ctrl-C."""
    settings = settings_of_environment()
    with product(words, migrated=False) as supervision:
        bring_up_to_date(supervision, words)
        if settings.demo and is_empty(supervision):
            load_city(supervision, words)
        guests = guests_of(supervision)
        log_id = supervision.queries.ledger.standing().log_id or settings.log_id
    log_key = log_keys_of(settings.keys_folder, settings.ledger_algorithm).checkpoints(log_id).key.text
    with demo_witnesses(settings, [log_key]) as environment:
        run_together(settings, guests, words, environment)


def _watch_input(*, wanted: bool) -> None:
    """End this process like SIGTERM does as soon as its input ends."""
    if wanted:
        threading.Thread(target=_end_with_input, daemon=True).start()


def _end_with_input() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
