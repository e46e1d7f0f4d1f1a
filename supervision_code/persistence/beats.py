"""Signs of life of the jobs: when each last finished, and the claim of a job that runs once a day."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of, start_of_day
from supervision_code.persistence.models.outbox import WorkerBeat


def beat(session: Session, job: str, now: datetime, handled: int) -> None:
    """Say that a job has finished, and how much it did."""
    _write(session, job, now, handled, None)


def claim_day(session: Session, job: str, now: datetime) -> bool:
    """Claim today's run of a job; False when somebody has it already."""
    return _write(session, job, now, 0, start_of_day(day_of(now)))


def _write(session: Session, job: str, now: datetime, handled: int, only_before: datetime | None) -> bool:
    kind = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = kind.insert(WorkerBeat).values(job=job, at=now, handled=handled)
    written = session.scalar(
        statement.on_conflict_do_update(
            index_elements=["job"],
            set_={"at": statement.excluded.at, "handled": statement.excluded.handled},
            where=None if only_before is None else WorkerBeat.at < only_before,
        ).returning(WorkerBeat.job)
    )
    return written is not None
