"""Merging (综合查一次): the worker brings the waiting tasks of all agencies at a firm together in the fewest visits."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar
from supervision_code.persistence import inbox
from supervision_code.persistence.merging_deciding import decide
from supervision_code.persistence.merging_reading import firms_waiting, read_firms
from supervision_code.persistence.merging_rules import RulesOfToday
from supervision_code.persistence.merging_storing import agencies_told, keep_pages, store
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database

_FIRMS_AT_ONCE: Final = 500
_COLLECT_AFTER: Final = 200_000
"""New objects between two looks for garbage: merging makes very many small ones and hardly a circle among them."""


class MergingService:
    """Brings tasks together."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._rules = RulesOfToday(clock, policies, calendar)

    def merge_waiting(self, most_firms: int | None = None) -> int:
        """Bring together the tasks of every firm that waits (or the first so many); returns how many those were.

        A visit that stands is never moved: neither one whose lead agreed to it, nor one whose time the firm chose.
        Proposals nobody has answered are made anew together with what is new.
        """
        with self._database.read() as session:
            frame = self._rules.frame(session)
            waiting = firms_waiting(session, frame.first, frame.first_in_time)[:most_firms]
        told: Counter[tuple[str, bool]] = Counter()
        begun = self._clock.now()
        with _seldom_collected():
            for firms in _in_parts(waiting):
                self._merge(firms, told, begun)
        if len(waiting) > _FIRMS_AT_ONCE:
            with self._database.begin() as session:
                for (agency, leads), number in told.items():
                    _tell(session, agency, leads, number, begun)
        return len(waiting)

    def _merge(self, firms: Sequence[UUID], told: Counter[tuple[str, bool]], begun: datetime) -> None:
        """One transaction for some firms, whose rows are locked first."""
        now = self._clock.now()
        with self._database.begin() as session:
            keep_pages(session)
            rules = self._rules.rules(session)
            today = rules.frame.first
            decisions = [decide(firm, rules) for firm in read_firms(session, firms, today)]
            store(session, decisions, today, now)
            new = agencies_told(decisions)
            for agency in new.keys() - told.keys():
                _tell(session, *agency, new[agency], begun)
        told.update(new)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(_COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _in_parts(firms: Sequence[UUID]) -> Iterator[list[UUID]]:
    left = iter(firms)
    while part := list(islice(left, _FIRMS_AT_ONCE)):
        yield part


def _tell(session: Session, agency: str, leads: bool, number: int, begun: datetime) -> None:
    """Leave an agency one message a run, however many firms it speaks of."""
    key = "inbox-proposals-lead" if leads else "inbox-proposals-invited"
    inbox.put_or_replace(session, inbox.to_agency(agency), key, begun, facts={"number": number}, link="/proposals")
