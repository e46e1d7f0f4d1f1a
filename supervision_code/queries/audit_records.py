"""Audits the records of one firm against what its entries tell: visits and what goes along, codes, findings."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from supervision_code.domain.audits import AuditProblem, Contradicted
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.replaying import UNKNOWN_ITEM, Expected, Facts, read_written
from supervision_code.domain.replaying_papers import TABLES
from supervision_code.persistence.audit_reading import AuditReader, ByFirm, Row
from supervision_code.queries.audit_comparing import copies, wrong_fields
from supervision_code.queries.audit_papers import PaperStreams, without_erased
from supervision_code.queries.audit_row_facts import RowFacts
from supervision_code.queries.audit_texts import VisitTexts

_VISITS: Final = (
    "=enterprise_id =id number lead_agency started_at ended_at recorded_at late kind purpose state channel evidence "
    "exception exception_reason search_reason over_limit_reason outcome result rectify_by =opened_by =scan_id =plan_id "
    "joint_ref latitude longitude accuracy left_latitude left_longitude left_accuracy confirmed_at voided_at "
    "void_reason day met_at scan_due scanned_at left_unscanned unscanned_reason approved_at =approved_by approval_note "
    "case_source case_ref"
)
_PARTS: Final = (
    "=enterprise_id =visit_id agency type ordered_from_above emergency voided items source_ref source_digest "
    "started_at day kind"
)
_OFFICERS: Final = "=enterprise_id =visit_id =officer_id agency confirmed_by confirmed_at absent_at"
_RESULTS: Final = "=enterprise_id ~visit_id agency version outcome text rectify_by checks findings reason"
_DISPUTES: Final = "=enterprise_id ~visit_id ~id ground text at ~account_id answered_at answer"
_CODES: Final = "=enterprise_id id generation state kid token issued_at ended_at ended_because"
_FINDINGS: Final = (
    "=enterprise_id ~visit_id rule agency item day count limit level state policy_sha256 raised_at closed_at "
    "closed_because"
)


@dataclass(frozen=True, slots=True)
class RecordStreams:
    """The tables of events, streamed firm by firm."""

    visits: ByFirm
    parts: ByFirm
    officers: ByFirm
    results: ByFirm
    disputes: ByFirm
    codes: ByFirm
    findings: ByFirm
    papers: PaperStreams

    @classmethod
    def of(cls, reader: AuditReader) -> "RecordStreams":
        """Begin to read."""
        of_visit = "enterprise_id, visit_id"
        return cls(
            reader.by_firm("visits", _VISITS, "enterprise_id, id"),
            reader.by_firm("participations", _PARTS, f"{of_visit}, agency"),
            reader.by_firm("visit_officers", _OFFICERS, f"{of_visit}, officer_id"),
            reader.by_firm("visit_results", _RESULTS, f"{of_visit}, agency, version"),
            reader.by_firm("disputes", _DISPUTES, "enterprise_id, id"),
            reader.by_firm("supervision_codes", _CODES, "enterprise_id, id"),
            reader.by_firm("findings", _FINDINGS, "enterprise_id, id"),
            PaperStreams.of(reader),
        )

    def all(self) -> tuple[ByFirm, ...]:
        """Return every stream."""
        own = self.visits, self.parts, self.officers, self.results, self.disputes, self.codes, self.findings
        return *own, *self.papers.streams.values()


@dataclass(slots=True)
class RecordAudit:
    """Compares a firm's rows with what is expected of them."""

    streams: RecordStreams
    moment: Callable[[Any], int]
    algorithm: Callable[[str], HashAlgorithm]
    text_of: Callable[[str], str]
    records: int = 0
    _texts: VisitTexts = field(init=False)
    _rows: RowFacts = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no word known."""
        self._texts = VisitTexts(self.moment, self.text_of)
        self._rows = RowFacts(self.moment, self.algorithm, self.text_of)

    def firm(self, firm: str, expected: Expected) -> Iterator[Contradicted]:
        """Yield every contradiction at one firm; takes the firm's rows from the streams."""
        yield from self._visits(firm, expected)
        results = {(row[1], row[2], row[3]): self._rows.result(row) for row in self.streams.results.take(firm)}
        yield from self._compared("visit_results", results, expected.results, lambda key: "/".join(map(str, key)))
        yield from self._papers(firm, expected)
        if firm not in {self.streams.disputes.firm, self.streams.codes.firm, self.streams.findings.firm} and not (
            expected.disputes or expected.codes or expected.findings
        ):
            return
        disputes = {row[1]: self._rows.dispute(row) for row in self.streams.disputes.take(firm)}
        yield from self._compared("disputes", disputes, expected.disputes, lambda visit: visit)
        codes = {row[1]: self._rows.code(row, expected.codes.get(row[1])) for row in self.streams.codes.take(firm)}
        yield from self._compared("supervision_codes", codes, expected.codes, lambda code: code)
        yield from self._findings(firm, expected)

    def _papers(self, firm: str, expected: Expected) -> Iterator[Contradicted]:
        papers = self.streams.papers.take(firm, self.moment)
        if not papers and not expected.papers:
            return
        left = without_erased(papers, expected)
        for table in TABLES:
            actual = {key[1]: facts for key, facts in left.items() if key[0] == table}
            known = {key[1]: facts for key, facts in expected.papers.items() if key[0] == table}
            yield from self._compared(table, actual, known, str)

    def _visits(self, firm: str, expected: Expected) -> Iterator[Contradicted]:
        parts: dict[str, list[Row]] = defaultdict(list)
        officers: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.streams.parts.take(firm):
            parts[row[1]].append(row)
        for row in self.streams.officers.take(firm):
            officers[row[1], row[3]].append(row)
        actual: dict[str, Facts] = {}
        numbers: dict[str, str] = {}
        for row in self.streams.visits.take(firm):
            visit, of_visit = self.text_of(row[1]), parts.pop(row[1], [])
            of_parts = [officers.pop((row[1], part[2]), ()) for part in of_visit]
            started = self.moment(row[4])
            yield from copies(row, of_visit, started)
            if not self._is_as_written(visit, row, started, of_visit, of_parts, expected):
                actual[visit], numbers[visit] = self._rows.visit(row, of_visit, of_parts), row[2]
        yield from self._compared_visits(actual, numbers, expected)
        for visit in map(self.text_of, [*parts, *(key[0] for key in officers)]):
            yield Contradicted(AuditProblem.ROW_WITHOUT_ENTRY, {"table": "participations", "row": visit})

    def _is_as_written(
        self,
        visit: str,
        row: Row,
        started: int,
        parts: list[Row],
        officers: Sequence[Sequence[Row]],
        expected: Expected,
    ) -> bool:
        """Say whether the rows are what the text of the visit's beginning says; then nothing is left to compare."""
        written = expected.written.get(visit)
        if written is None or self._texts.beginning(visit, row, started, parts, officers) != written:
            return False
        self.records += 1
        del expected.written[visit]
        return True

    def _compared_visits(
        self, actual: Mapping[str, Facts], numbers: Mapping[str, str], expected: Expected
    ) -> Iterator[Contradicted]:
        for visit in list(expected.written):
            read_written(expected, visit)
        for state in expected.visits.values():
            if len(state.get("parts", ())) > 1:
                state["parts"] = sorted(state["parts"], key=lambda part: part["agency"])
        if actual or expected.visits:
            yield from self._compared("visits", actual, expected.visits, lambda visit: numbers.get(visit, visit))

    def _compared(
        self, table: str, actual: Mapping[Any, Facts], expected: Mapping[Any, Facts], name: Callable[[Any], str]
    ) -> Iterator[Contradicted]:
        self.records += len(actual)
        for key, facts in actual.items():
            known = expected.get(key)
            if known is None:
                yield Contradicted(AuditProblem.ROW_WITHOUT_ENTRY, {"table": table, "row": name(key)})
            elif not known.items() <= facts.items():
                for field in wrong_fields(known, facts):
                    where = {"table": table, "row": name(key), "field": field}
                    yield Contradicted(AuditProblem.ROW_DIFFERS, where)
        for key in expected.keys() - actual.keys():
            yield Contradicted(AuditProblem.ROW_MISSING, {"table": table, "row": name(key)})

    def _findings(self, firm: str, expected: Expected) -> Iterator[Contradicted]:
        actual: dict[tuple[str, ...], Facts] = {}
        met: set[tuple[str, ...]] = set()
        for row in self.streams.findings.take(firm):
            key = (row[1], row[2], row[3], row[4])
            vague = (*key[:3], UNKNOWN_ITEM)
            if key not in expected.findings and vague in expected.findings:
                # The first release did not say which item: one finding of several may bear the numbers of another.
                met.add(vague)
                self.records += 1
                continue
            actual[key] = {
                "day": row[5],
                "count": row[6],
                "limit": row[7],
                "level": row[8],
                "state": row[9],
                "policy": row[10],
                "raised": self.moment(row[11]),
                "closed": self.moment(row[12]),
                "because": row[13] or "",
            }
        wanted = {key: facts for key, facts in expected.findings.items() if key not in met}
        yield from self._compared("findings", actual, wanted, "/".join)
