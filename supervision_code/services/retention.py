"""Retention: ending what has served its time, chunk by chunk, each a transaction of its own."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.retention import Retention, RetentionSubject
from supervision_code.persistence import expiry
from supervision_code.persistence.session import Database

_AT_ONCE: Final = 500
_End = Callable[[Session, datetime, int, datetime], int]


def _plain(end: Callable[[Session, datetime, int], int]) -> _End:
    return lambda session, before, limit, _now: end(session, before, limit)


def _messages(*, read: bool) -> _End:
    return lambda session, before, limit, _now: expiry.end_messages(session, before, limit, read=read)


_ENDS: Final[tuple[tuple[RetentionSubject, _End], ...]] = (
    (RetentionSubject.SIGN_IN_FAILURES, _plain(expiry.end_sign_in_failures)),
    (RetentionSubject.SCANS_WITHOUT_VISIT, _plain(expiry.end_scans_without_visit)),
    (RetentionSubject.SCAN_REFUSALS, _plain(expiry.end_refusals)),
    (RetentionSubject.FINISHED_WORK, _plain(expiry.end_finished_work)),
    (RetentionSubject.FINISHED_WORK, _plain(expiry.end_mails)),
    (RetentionSubject.UNREAD_MESSAGES, _plain(expiry.end_given_reminders)),
    (RetentionSubject.READ_MESSAGES, _messages(read=True)),
    (RetentionSubject.UNREAD_MESSAGES, _messages(read=False)),
    (RetentionSubject.SENT_BYTES, _plain(expiry.end_sent_bytes)),
    (RetentionSubject.PRECISE_POSITIONS, _plain(expiry.make_scans_coarse)),
    (RetentionSubject.PRECISE_POSITIONS, expiry.make_visits_coarse),
)
"""What ends by time alone; the trail and the records of inspections and complaints end by the archive's rules."""


class RetentionService:
    """Ends what the rules say has served its time."""

    def __init__(self, database: Database, clock: Clock, retention: Retention) -> None:
        self._database = database
        self._clock = clock
        self._retention = retention

    def end_all(self) -> int:
        """End everything that is due and return how many records that were."""
        return sum(self.end_by_subject().values())

    def end_by_subject(self) -> Mapping[RetentionSubject, int]:
        """End everything that is due and return how many records of each kind that were."""
        ended = dict.fromkeys(RetentionSubject, 0)
        for subject, end in _ENDS:
            while count := self._end_some(subject, end):
                ended[subject] += count
        return ended

    def _end_some(self, subject: RetentionSubject, end: _End) -> int:
        now = self._clock.now()
        with self._database.begin() as session:
            return end(session, self._retention.of(subject).ends_before(now), _AT_ONCE, now)
