"""The background worker: one process works, others stand by; a job that fails is tried again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Final

import structlog

from supervision_code.jobs.schedule import BESIDE, JOBS, Job
from supervision_code.product import Supervision

_LOG = structlog.get_logger("worker")
_PULSE: Final = 1.0
_STANDING_BY: Final = 5.0
_ENDS_WITHIN: Final = 1.0
_AFTER_FAILURE: Final = timedelta(seconds=10)
_FAILS_TOO_LONG: Final = timedelta(minutes=1)
_TELL_AGAIN_AFTER: Final = timedelta(hours=6)
_BEAT_AT_LEAST_EVERY: Final = timedelta(seconds=10)


def run(supervision: Supervision, stop: Event) -> None:
    """Work until ``stop`` is set; what is under way is finished first."""
    while not stop.is_set():
        try:
            with supervision.upkeep.leading() as leads:
                if leads:
                    _work_with_others(supervision, stop)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the worker goes on
            # The last resort: a database that went away comes back, and the worker with it.
            _LOG.error("worker interrupted", exc_info=error)
        stop.wait(_STANDING_BY)


def _work_with_others(supervision: Supervision, stop: Event) -> None:
    """Work; what waits for machines of others goes on beside it, each by itself, and ends with it."""
    over = Event()
    beside = [
        Thread(target=_work, args=(Round(supervision, (job,)), over), name=f"beside-{job.name}", daemon=True)
        for job in BESIDE
    ]
    _LOG.info("worker started")
    for each in beside:
        each.start()
    try:
        _work(Round(supervision), stop)
    finally:
        over.set()
        for each in beside:
            each.join(_ENDS_WITHIN)
    _LOG.info("worker stopped")


def _work(round_: "Round", stop: Event) -> None:
    while not stop.is_set():
        round_.do_what_is_due()
        stop.wait(_PULSE)


class Round:
    """Remembers when each job is due next."""

    def __init__(self, supervision: Supervision, jobs: Sequence[Job] = JOBS) -> None:
        self._supervision = supervision
        self._jobs = jobs
        self._begun: dict[str, datetime] = {}
        self._due: dict[str, datetime] = {}
        self._last_beat: dict[str, datetime] = {}
        self._failing = _Failing(supervision)

    def do_what_is_due(self) -> list[str]:
        """Do every job that is due and return the names of those that succeeded."""
        return [job.name for job in self._jobs if self._is_due(job) and self._do(job)]

    def _is_due(self, job: Job) -> bool:
        due, now = self._due.get(job.name), self._supervision.clock.now()
        # A clock that was set back must not keep a job from being done until it has caught up.
        return due is None or due <= now or now < self._begun[job.name]

    def _do(self, job: Job) -> bool:
        now = self._supervision.clock.now()
        self._begun[job.name], self._due[job.name] = now, now + job.every
        try:
            handled = job.work(self._supervision)
            self._beat(job, handled, now)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the worker goes on
            _LOG.error("job failed", job=job.name, exc_info=error)
            self._due[job.name] = now + max(job.every, _AFTER_FAILURE)
            self._failing.note(job, now)
            return False
        self._failing.forget(job)
        return True

    def _beat(self, job: Job, handled: int, now: datetime) -> None:
        """Give a sign of life; an idle job that runs every second gives it every ten."""
        last = self._last_beat.get(job.name)
        if handled or last is None or not timedelta(0) <= now - last < _BEAT_AT_LEAST_EVERY:
            self._supervision.upkeep.beat(job.name, handled)
            self._last_beat[job.name] = now


class _Failing:
    """Remembers since when jobs fail, and tells the operators of one that fails for long."""

    def __init__(self, supervision: Supervision) -> None:
        self._supervision = supervision
        self._since: dict[str, datetime] = {}
        self._told: dict[str, datetime] = {}

    def note(self, job: Job, now: datetime) -> None:
        """Note a failure."""
        since = self._since.setdefault(job.name, now)
        told = self._told.get(job.name)
        if now - since < _FAILS_TOO_LONG or (told is not None and now - told < _TELL_AGAIN_AFTER):
            return
        try:
            self._supervision.upkeep.tell_job_fails(job.name, int((now - since).total_seconds() // 60))
        except Exception as error:  # noqa: BLE001 - what keeps the job from its work may keep the message away too
            _LOG.error("nobody told", job=job.name, exc_info=error)
        else:
            self._told[job.name] = now

    def forget(self, job: Job) -> None:
        """Note a success."""
        self._since.pop(job.name, None)
        self._told.pop(job.name, None)
