"""Audits the records of one firm against what its entries tell: visits, disputes, codes, findings."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from supervision_code.domain.audits import AuditProblem, Contradicted
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.replaying import UNKNOWN_ITEM, Expected, Facts
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.audit_reading import AuditReader, ByFirm, Row
from supervision_code.persistence.position_facts import POSITION, position_facts

_VISITS: Final = (
    "=enterprise_id =id number lead_agency started_at ended_at recorded_at late kind purpose state channel evidence "
    "exception exception_reason search_reason over_limit_reason outcome result rectify_by ~opened_by ~scan_id ~plan_id "
    "joint_ref latitude longitude accuracy left_latitude left_longitude left_accuracy confirmed_at voided_at "
    "void_reason day"
)
_PARTS: Final = (
    "=enterprise_id =visit_id agency type ordered_from_above emergency voided items source_ref source_digest "
    "started_at day kind"
)
_OFFICERS: Final = "=enterprise_id =visit_id =officer_id agency"
_DISPUTES: Final = "=enterprise_id ~visit_id ~id ground text at ~account_id answered_at answer"
_CODES: Final = "=enterprise_id id generation state kid token issued_at ended_at ended_because"
_FINDINGS: Final = (
    "=enterprise_id ~visit_id rule agency item day count limit level state policy_sha256 raised_at closed_at "
    "closed_because"
)
_DAY_MS: Final = 86_400_000
_ZONE_MS: Final = 8 * 3_600_000
"""Shenzhen is eight hours ahead the whole year."""


@dataclass(frozen=True, slots=True)
class RecordStreams:
    """The tables of events, streamed firm by firm."""

    visits: ByFirm
    parts: ByFirm
    officers: ByFirm
    disputes: ByFirm
    codes: ByFirm
    findings: ByFirm

    @classmethod
    def of(cls, reader: AuditReader) -> "RecordStreams":
        """Begin to read."""
        of_visit = "enterprise_id, visit_id"
        return cls(
            reader.by_firm("visits", _VISITS, "enterprise_id, id"),
            reader.by_firm("participations", _PARTS, f"{of_visit}, agency"),
            reader.by_firm("visit_officers", _OFFICERS, f"{of_visit}, officer_id"),
            reader.by_firm("disputes", _DISPUTES, "enterprise_id, id"),
            reader.by_firm("supervision_codes", _CODES, "enterprise_id, id"),
            reader.by_firm("findings", _FINDINGS, "enterprise_id, id"),
        )

    def all(self) -> tuple[ByFirm, ...]:
        """Return every stream."""
        return self.visits, self.parts, self.officers, self.disputes, self.codes, self.findings


@dataclass(slots=True)
class RecordAudit:
    """Compares a firm's rows with what is expected of them."""

    streams: RecordStreams
    moment: Callable[[Any], int]
    algorithm: Callable[[str], HashAlgorithm]
    text_of: Callable[[str], str]
    records: int = 0

    def firm(self, firm: str, expected: Expected) -> Iterator[Contradicted]:
        """Yield every contradiction at one firm; takes the firm's rows from the streams."""
        yield from self._visits(firm, expected)
        disputes = {row[1]: self._dispute(row) for row in self.streams.disputes.take(firm)}
        yield from self._compared("disputes", disputes, expected.disputes, lambda visit: visit)
        codes = {row[1]: self._code(row, expected.codes.get(row[1])) for row in self.streams.codes.take(firm)}
        yield from self._compared("supervision_codes", codes, expected.codes, lambda code: code)
        yield from self._findings(firm, expected)

    def _visits(self, firm: str, expected: Expected) -> Iterator[Contradicted]:
        parts: dict[str, list[Row]] = defaultdict(list)
        officers: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.streams.parts.take(firm):
            parts[row[1]].append(row)
        for row in self.streams.officers.take(firm):
            officers[row[1], row[3]].append(row)
        rows = self.streams.visits.take(firm)
        actual: dict[str, Facts] = {}
        numbers: dict[str, str] = {}
        for row in rows:
            visit, of_visit = self.text_of(row[1]), parts.pop(row[1], [])
            actual[visit], numbers[visit] = self._visit(row, of_visit, officers), row[2]
            yield from _copies(row, of_visit, actual[visit]["started"])
        for state in expected.visits.values():
            if len(state.get("parts", ())) > 1:
                state["parts"] = sorted(state["parts"], key=lambda part: part["agency"])
        yield from self._compared("visits", actual, expected.visits, lambda visit: numbers.get(visit, visit))
        for visit in map(self.text_of, [*parts, *(key[0] for key in officers)]):
            yield Contradicted(AuditProblem.ROW_WITHOUT_ENTRY, {"table": "participations", "row": visit})

    def _compared(
        self, table: str, actual: Mapping[Any, Facts], expected: Mapping[Any, Facts], name: Callable[[Any], str]
    ) -> Iterator[Contradicted]:
        self.records += len(actual)
        for key, facts in actual.items():
            known = expected.get(key)
            if known is None:
                yield Contradicted(AuditProblem.ROW_WITHOUT_ENTRY, {"table": table, "row": name(key)})
            elif not known.items() <= facts.items():
                for field in _wrong(known, facts):
                    where = {"table": table, "row": name(key), "field": field}
                    yield Contradicted(AuditProblem.ROW_DIFFERS, where)
        for key in expected.keys() - actual.keys():
            yield Contradicted(AuditProblem.ROW_MISSING, {"table": table, "row": name(key)})

    def _visit(self, row: Row, parts: list[Row], officers: dict[tuple[str, str], list[Row]]) -> Facts:
        moment = self.moment
        return {
            "number": row[2],
            "lead": row[3],
            "started": moment(row[4]),
            "ended": moment(row[5]),
            "recorded": moment(row[6]),
            "late": int(row[7]),
            "kind": row[8],
            "purpose": row[9] or "",
            "state": row[10],
            "channel": row[11],
            "evidence": row[12],
            "exception": row[13] or "",
            "exception_reason": row[14],
            "search_reason": row[15],
            "over_limit_reason": row[16],
            "outcome": row[17] or "",
            "result": row[18],
            "rectify_by": "" if row[19] is None else str(row[19]),
            "opened_by": row[20] or "",
            "scan": row[21] or "",
            "plan": row[22] or "",
            "joint_ref": row[23],
            "position": position_facts(row[24], row[25], row[26]).get(POSITION, {}),
            "left": position_facts(row[27], row[28], row[29]).get(POSITION, {}),
            "confirmed": moment(row[30]),
            "voided": moment(row[31]),
            "void_reason": row[32],
            "parts": [self._part(part, officers.pop((row[1], part[2]), ())) for part in parts],
        }

    def _part(self, row: Row, officers: Sequence[Row]) -> Facts:
        return {
            "agency": row[2],
            "emergency": int(row[5]),
            "items": sorted(row[7].split(";")) if row[7] else [],
            "officers": sorted([self.text_of(officer[2]) for officer in officers]),
            "ordered_from_above": int(row[4]),
            "source_digest": row[9] or "",
            "source_ref": row[8] or "",
            "type": row[3] or "",
        }

    def _dispute(self, row: Row) -> Facts:
        answered = {"answered": self.moment(row[7]), "answer": row[8]}
        said = {"id": row[2], "ground": row[3], "text": row[4], "at": self.moment(row[5]), "account": row[6]}
        return {**said, **answered}

    def _code(self, row: Row, known: Facts | None) -> Facts:
        name = str(known["token"]).partition(":")[0] if known and "token" in known else ""
        token = self.algorithm(name).digest(row[5].encode()).hex() if name else ""
        return {
            "generation": str(row[2]),
            "state": row[3],
            "kid": row[4],
            "token": f"{name}:{token}",
            "issued": self.moment(row[6]),
            "ended": self.moment(row[7]),
            "reason": row[8],
        }

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


def _copies(row: Row, parts: list[Row], started: int) -> Iterator[Contradicted]:
    """Check what the row and its parts repeat of each other."""
    where = {"table": "visits", "row": row[2]}
    if row[33] != (started + _ZONE_MS) // _DAY_MS:
        yield Contradicted(AuditProblem.ROW_DIFFERS, {**where, "field": "day"})
    copy = (row[4], row[33], row[8], row[10] == VisitState.VOIDED.value)
    if any((part[10], part[11], part[12], bool(part[6])) != copy for part in parts):
        yield Contradicted(AuditProblem.ROW_DIFFERS, {**where, "field": "parts"})


def _wrong(known: Facts, facts: Facts) -> list[str]:
    return [name for name, value in known.items() if not _fits(name, value, facts.get(name))]


def _fits(name: str, known: Any, found: Any) -> bool:
    if known is None:
        return True  # the opening was destroyed
    if name == "parts" and len(known) == len(found):
        # The first release named an officer once for each time he was written down.
        plain = [{**part, "officers": sorted(set(part["officers"]))} for part in known]
        return all(part.items() <= row.items() for part, row in zip(plain, found, strict=True))
    return bool(known == found)
