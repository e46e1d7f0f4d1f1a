"""Imports one file: everything is checked, then everything is stored in one transaction, or nothing."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.importing.agencies import Agencies
from supervision_code.importing.checklists import Checklists
from supervision_code.importing.complaints import Complaints
from supervision_code.importing.districts import Districts
from supervision_code.importing.enterprises import Enterprises
from supervision_code.importing.files import Progress, Row, ignore, read_rows
from supervision_code.importing.inspection_plans import InspectionPlans
from supervision_code.importing.inspections import Inspections
from supervision_code.importing.items import Items
from supervision_code.importing.kinds import ImportKind, Kind, Storing, Tally
from supervision_code.importing.layouts import RowReader
from supervision_code.importing.officers import Officers
from supervision_code.importing.problems import FileRefused, ImportReason, Problem
from supervision_code.importing.second_process import COLLECT_AFTER
from supervision_code.importing.staging import Staging
from supervision_code.persistence import trail
from supervision_code.persistence.session import Database

_KINDS: Final[Mapping[ImportKind, Callable[[], Kind]]] = MappingProxyType(
    {
        ImportKind.DISTRICTS: Districts,
        ImportKind.AGENCIES: Agencies,
        ImportKind.OFFICERS: Officers,
        ImportKind.ITEMS: Items,
        ImportKind.CHECKLISTS: Checklists,
        ImportKind.ENTERPRISES: Enterprises,
        ImportKind.INSPECTIONS: Inspections,
        ImportKind.COMPLAINTS: Complaints,
    }
)
_READING: Final = 0.3
"""The share of the work that reading and checking the cells is, for a progress bar."""


class _Undone(Exception):
    """Rolls the transaction back: a problem was found and bad rows are not to be skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did; ``stored`` is False when problems kept everything out."""

    tally: Tally
    problems: int
    stored: bool


class Import:
    """One file on its way in; its problems can be read while the import is open."""

    def __init__(self, path: Path, kind: ImportKind, staging: Staging, result: ImportResult) -> None:
        self.path = path
        self.kind = kind
        self.result = result
        self._staging = staging

    def problems(self) -> Iterator[Problem]:
        """Yield every problem in the order of the rows."""
        return self._staging.problems()

    def rejected(self) -> Iterator[Row]:
        """Yield the column names, then the rows with a problem as they stand in the file."""
        for place, (number, cells) in enumerate(read_rows(self.path)):
            if place == 0 or self._staging.is_bad(number):
                yield [str(number), *cells]


class FileImporter:
    """Imports files of every kind into one database."""

    def __init__(self, database: Database, clock: Clock, timeline: PolicyTimeline, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._timeline = timeline
        self._calendar = calendar

    @contextmanager
    def importing(
        self,
        kind: ImportKind,
        path: Path,
        *,
        actor: Actor | None = None,
        skip_bad: bool = False,
        progress: Progress = ignore,
    ) -> Iterator[Import]:
        """Import a file; raises FileRefused when it cannot be read at all or its columns are wrong.

        ``actor``: who brings it in a portal, and then only for the own agency; None: a command, for all of them.
        """
        work = InspectionPlans(actor) if kind is ImportKind.INSPECTION_PLANS else _KINDS[kind]()
        with self._database.read() as session:
            work.prepare(session)
        with _hardly_collecting(), Staging(work.layout) as staging:
            _stage(work, path, staging, lambda share: progress(share * _READING))
            storing = Storing(
                staging=staging,
                layout=work.layout,
                now=self._clock.now(),
                timeline=self._timeline,
                calendar=self._calendar,
                skip_bad=skip_bad,
                progress=lambda share: progress(_READING + share * (1 - _READING)),
            )
            stored = self._store(work, kind, storing, actor)
            result = ImportResult(tally=storing.tally, problems=staging.problem_count, stored=stored)
            yield Import(path, kind, staging, result)

    def _store(self, work: Kind, kind: ImportKind, storing: Storing, actor: Actor | None) -> bool:
        if not storing.writing:
            with self._database.read() as session:
                work.store(session, storing)
            return False
        try:
            with self._database.begin() as session:
                work.store(session, storing)
                if not storing.writing:
                    raise _Undone
                tally = storing.tally
                note = f"new {tally.new}, changed {tally.changed}, unchanged {tally.unchanged}"
                trail.append(session, actor, f"import:{kind.value}", storing.now, note=note)
        except _Undone:
            return False
        return True


@contextmanager
def _hardly_collecting() -> Iterator[None]:
    """Look for garbage rarely while very many small objects are made."""
    usual = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _stage(work: Kind, path: Path, staging: Staging, progress: Progress) -> None:
    rows = read_rows(path, progress)
    header = next(rows, None)
    if header is None:
        raise FileRefused(Problem(row=0, column="", value="", reason=ImportReason.EMPTY_FILE))
    reader = RowReader(work.layout, header[1], staging.report)
    for count, (number, cells) in enumerate(rows, start=1):
        if work.layout.most_rows is not None and count > work.layout.most_rows:
            facts = {"most": work.layout.most_rows}
            raise FileRefused(Problem(row=0, column="", value="", reason=ImportReason.TOO_MANY_ROWS, facts=facts))
        values = reader.read(number, cells)
        if values is None:
            continue
        faults = [
            Problem(row=number, column=column, value=reader.cell(cells, column), reason=bad.reason, facts=bad.facts)
            for column, bad in work.faults(values)
        ]
        for fault in faults:
            staging.report(fault)
        if not faults:
            staging.add(number, values)
    staging.report_repeated_keys(work.layout.keys)
