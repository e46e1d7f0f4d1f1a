"""Files of past inspections: what a row may say, and its storing firm by firm."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.importing.cells import LIST_MARK, Plain, credit_code, flag, key, keys, moment, text, word
from supervision_code.importing.inspection_batches import CheckedBatch, check_batch, write_batch
from supervision_code.importing.inspection_preparing import Terms
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, required
from supervision_code.importing.problems import ImportReason, Refused
from supervision_code.importing.second_process import Preparer, Result
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.ledger import LOG_ID, algorithm_of
from supervision_code.persistence.models.registry import Agency, InspectionItem, Officer

_ROWS_AT_ONCE: Final = 1500
_COUNTS_AT_ONCE: Final = 10_000
_WORTH_A_PROCESS: Final = 5000
_LAYOUT: Final = Layout(
    (
        required("source_ref", key(80)),
        optional("joint_ref", key(80)),
        required("uscc", credit_code),
        required("started_at", moment),
        optional("ended_at", moment),
        required("kind", word(VisitKind)),
        required("agency", key(64)),
        required("type", word(InspectionType)),
        optional("items", keys(80), ""),
        optional("officers", keys(64), ""),
        optional("ordered_from_above", flag, 0),
        optional("emergency", flag, 0),
        optional("result", text(2000), "", lines=True),
    )
)
_LONGEST_ITEMS: Final = 2000
_USCC: Final = _LAYOUT.names.index("uscc") + 1
"""Where the firm stands in a staged row, whose number comes first."""


class Inspections:
    """Inspections; a row is one agency's part, rows of a firm with the same joint reference are one visit."""

    layout = _LAYOUT

    def __init__(self) -> None:
        self._agencies: frozenset[str] = frozenset()
        self._items: dict[str, str] = {}
        self._officers: dict[str, UUID] = {}

    def prepare(self, session: Session) -> None:
        """Read agencies, items and officers."""
        self._agencies = frozenset(session.scalars(select(Agency.code)))
        self._items = dict(session.execute(select(InspectionItem.code, InspectionItem.agency)).all())
        self._officers = dict(session.execute(select(Officer.certificate_no, Officer.id)).all())

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find agencies, items and officers that do not exist, items of others, and an end before the start."""
        _, _, _, started_at, ended_at, _, agency, _, items, officers, *_ = values
        if agency not in self._agencies:
            yield "agency", Refused(ImportReason.NO_SUCH_AGENCY)
        if isinstance(ended_at, int) and isinstance(started_at, int) and ended_at < started_at:
            yield "ended_at", Refused(ImportReason.ENDED_BEFORE_START)
        if items:
            yield from self._item_faults(str(items), str(agency))
        if officers:
            for certificate in str(officers).split(LIST_MARK):
                if certificate not in self._officers:
                    yield "officers", Refused(ImportReason.NO_SUCH_OFFICER, officer=certificate)

    def _item_faults(self, items: str, agency: str) -> Iterable[Fault]:
        if len(items) > _LONGEST_ITEMS:
            yield "items", Refused(ImportReason.TOO_LONG, most=_LONGEST_ITEMS, length=len(items))
        for item in items.split(LIST_MARK):
            owner = self._items.get(item)
            if owner is None:
                yield "items", Refused(ImportReason.NO_SUCH_ITEM, item=item)
            elif owner != agency:
                yield "items", Refused(ImportReason.ITEM_OF_OTHER_AGENCY, item=item, agency=owner)

    def store(self, session: Session, storing: Storing) -> None:
        """Store the visits, whole firms at a time, and bring their findings to what the rules say."""
        with Preparer(self._terms(session, storing), beside=storing.staging.rows > _WORTH_A_PROCESS) as preparer:
            counts, last = Counts(), None
            for staged in storing.groups(_ROWS_AT_ONCE, _USCC, "uscc", "started_at", "source_ref"):
                batch = check_batch(session, storing, staged)
                result = preparer.start(batch.new()) if storing.writing else None
                self._write(session, storing, last, counts)
                last = result and (batch, result)
            self._write(session, storing, last, counts)
            counts.leave(session, storing.now)

    def _terms(self, session: Session, storing: Storing) -> Terms:
        return Terms(
            officers=self._officers,
            now=storing.now,
            log_id=str(session.info[LOG_ID]),
            algorithm=algorithm_of(session),
            dialect=session.get_bind().dialect.name,
            timeline=storing.timeline,
        )

    def _write(
        self, session: Session, storing: Storing, last: tuple[CheckedBatch, Result] | None, counts: Counts
    ) -> None:
        """Write the batch before, which was prepared meanwhile."""
        if last is None or not storing.writing:
            return
        batch, result = last
        prepared = result()
        write_batch(session, storing, batch, prepared, self._officers)
        counts.merge(prepared.counts)
        if len(counts) > _COUNTS_AT_ONCE:
            counts.leave(session, storing.now)
