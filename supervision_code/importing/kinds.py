"""What every kind of file has to tell the importer, and what storing its rows works with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Final, Protocol, TypeVar

from sqlalchemy.orm import Session

from supervision_code.domain.days import SHANGHAI, WorkCalendar
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.importing.cells import Plain, moment_of
from supervision_code.importing.files import Progress
from supervision_code.importing.layouts import Layout
from supervision_code.importing.problems import Fact, ImportReason, Problem, Refused
from supervision_code.importing.staging import Staged, Staging

_T = TypeVar("_T")
_MOMENT: Final = "_at"
"""How the names of columns with moments end."""


class ImportKind(StrEnum):
    """The kinds of file."""

    DISTRICTS = "districts"
    AGENCIES = "agencies"
    OFFICERS = "officers"
    ITEMS = "items"
    CHECKLISTS = "checklists"
    ENTERPRISES = "enterprises"
    INSPECTIONS = "inspections"
    COMPLAINTS = "complaints"
    INSPECTION_PLANS = "inspection-plans"


Fault = tuple[str, Refused]
"""A column, and why its value does not fit the rest."""


@dataclass(slots=True)
class Tally:
    """What an import did, in rows of the file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Storing:
    """The storing of one file: its rows, what it is measured against, and whether it still writes.

    Without ``skip_bad`` the first problem ends the writing, not the checking.
    """

    staging: Staging
    layout: Layout
    now: datetime
    timeline: PolicyTimeline
    calendar: WorkCalendar
    skip_bad: bool
    progress: Progress
    tally: Tally = field(default_factory=Tally)
    _done: int = 0

    @property
    def writing(self) -> bool:
        """Say whether what is found right is written."""
        return self.skip_bad or self.staging.problem_count == 0

    def report(self, staged: Staged, column: str, reason: ImportReason, **facts: Fact) -> None:
        """Report that a row does not fit what is on record or the other rows."""
        value = _shown(column, staged[self.layout.names.index(column) + 1])
        self.staging.report(Problem(row=staged[0], column=column, value=value, reason=reason, facts=facts))

    def chunks(self, at_once: int, *order: str) -> Iterator[list[Staged]]:
        """Yield the good rows in lists, telling how far the work has come."""
        for chunk in in_chunks(self.staging.good_rows(*order), at_once):
            yield chunk
            self.tell(len(chunk))

    def groups(self, at_once: int, place: int, *order: str) -> Iterator[list[Staged]]:
        """Yield lists of about ``at_once`` good rows that never part rows with the same value at ``place``."""
        batch: list[Staged] = []
        for staged in self.staging.good_rows(*order):
            if len(batch) >= at_once and staged[place] != batch[-1][place]:
                yield batch
                self.tell(len(batch))
                batch = []
            batch.append(staged)
        if batch:
            yield batch
            self.tell(len(batch))

    def tell(self, rows: int) -> None:
        """Tell that so many more rows are done."""
        self._done += rows
        self.progress(self._done / max(self.staging.rows, 1))


class Kind(Protocol):
    """One kind of file."""

    @property
    def layout(self) -> Layout:
        """Return the columns."""
        ...

    def prepare(self, session: Session) -> None:
        """Read what rows refer to."""
        ...

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Yield what does not fit in one row, its cells being right."""
        ...

    def store(self, session: Session, storing: Storing) -> None:
        """Check the rows against the record and store them."""
        ...


def _shown(column: str, value: Plain) -> str:
    """Return a staged value as it could stand in the file."""
    if isinstance(value, int) and column.endswith(_MOMENT):
        return moment_of(value).astimezone(SHANGHAI).isoformat()
    return "" if value is None else str(value)


def in_chunks(things: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield lists of at most ``size`` things."""
    iterator = iter(things)
    while chunk := list(islice(iterator, size)):
        yield chunk
