"""Load: senders that repeat each event until it is acknowledged, and a journal of what was promised to them."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event as Flag
from threading import Lock, Thread
from typing import Final

from drills import door
from drills.city import City
from drills.processes import DrillFailed

_AGAIN_AFTER: Final = 0.1
_GIVEN_UP_AFTER: Final = 90.0
_TRY_AGAIN: Final = frozenset({429, 500, 502, 503, 504, 507})


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """An event that the product said is on record."""

    visit: str
    event: str
    entry: str
    """The id of the ledger entry."""
    receipt: str
    at: float
    """Monotonic seconds."""


@dataclass(slots=True)
class Journal:
    """What happened to everything that was sent."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    """How many answers of each status; ``none``: the connection broke."""
    slowest_failure: float = 0.0
    given_up: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def note(self, status: str, seconds: float, ack: Acknowledged | None = None) -> None:
        """Note an answer."""
        with self.lock:
            self.answers[status] += 1
            if ack is not None:
                self.acknowledged.append(ack)
            else:
                self.slowest_failure = max(self.slowest_failure, seconds)

    def last_acknowledged(self) -> float:
        """Return when the last acknowledgement came, 0 before the first."""
        with self.lock:
            return self.acknowledged[-1].at if self.acknowledged else 0.0


def deliver(journal: Journal, port: int, token: str, event: door.Event, patience: float = _GIVEN_UP_AFTER) -> bool:
    """Send an event until it is acknowledged; say whether it was, within ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        began = time.monotonic()
        try:
            answer = door.send(port, token, event)
        except door.NoAnswer:
            journal.note("none", time.monotonic() - began)
        else:
            now = time.monotonic()
            if answer.acknowledged:
                journal.note(str(answer.status), now - began, _acknowledged(event, answer, now))
                return True
            journal.note(str(answer.status), now - began)
            if answer.status not in _TRY_AGAIN:
                raise DrillFailed(f"an event was answered {answer.status}: {answer.body}")
        time.sleep(_AGAIN_AFTER)
    journal.given_up.append(str(event["visit"]))
    return False


def _acknowledged(event: door.Event, answer: door.Answer, at: float) -> Acknowledged:
    return Acknowledged(
        visit=str(event["visit"]), event=str(event["event"]), entry=answer.entry, receipt=answer.receipt, at=at
    )


class Senders:
    """Several threads, each of which opens and ends visits at firms of its own choice."""

    def __init__(self, city: City, port: int, number: int, pause: float = 0.05) -> None:
        self.journal = Journal()
        self._city = city
        self._port = port
        self._pause = pause
        self._stop = Flag()
        self._problems: list[BaseException] = []
        self._threads = [Thread(target=self._run, args=(index,), daemon=True) for index in range(number)]

    def start(self) -> None:
        """Begin to send."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> Journal:
        """Let each sender deliver what it has in hand, and send nothing new."""
        self._stop.set()
        for thread in self._threads:
            thread.join(2 * _GIVEN_UP_AFTER)
        if self._problems:
            raise DrillFailed(f"a sender failed: {self._problems[0]}") from self._problems[0]
        return self.journal

    def _run(self, index: int) -> None:
        dice = random.Random(index)
        token = self._city.tokens[index % len(self._city.tokens)]
        try:
            while not self._stop.is_set():
                event = door.opening(dice.choice(self._city.firms))
                if deliver(self.journal, self._port, token, event):
                    deliver(self.journal, self._port, token, door.closing(str(event["visit"])))
                self._stop.wait(self._pause)
        except BaseException as error:  # noqa: BLE001 - handed to who waits for the end
            self._problems.append(error)


@contextmanager
def under_load(city: City, port: int, senders: int = 4, pause: float = 0.05) -> Iterator[Senders]:
    """Send events while the block lasts; at its end all that was begun is delivered."""
    load = Senders(city, port, senders, pause)
    load.start()
    try:
        yield load
    finally:
        load.finish()


def at_once(city: City, port: int, event: door.Event, number: int) -> tuple[Journal, Sequence[door.Answer]]:
    """Let several senders send the same event at the same moment."""
    journal, answers, go = Journal(), list[door.Answer](), Flag()

    def one() -> None:
        go.wait()
        answers.append(door.send(port, city.tokens[0], event))

    threads = [Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join()
    for answer in answers:
        ack = _acknowledged(event, answer, 0.0) if answer.acknowledged else None
        journal.note(str(answer.status), 0.0, ack)
    return journal, answers
