"""The rows of what goes along with visits (notices, orders, requests, photos, papers), as their entries tell them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from supervision_code.domain.documents import READABLE
from supervision_code.domain.notices import NoticeState, Slot
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.domain.replayed import Expected, Facts
from supervision_code.domain.replaying_papers import ASKED, DOCUMENTS, NOTICES, ORDERS, PHOTOS, REQUESTS, STANDING
from supervision_code.persistence.audit_reading import AuditReader, ByFirm, Row

_COLUMNS: Final = {
    NOTICES: (
        "=enterprise_id ~id ~planned_visit_id state day half_day slots choose_by chosen_day chosen_half_day firm_note"
        " reason ~replaces"
    ),
    ORDERS: (
        "=enterprise_id ~id ~visit_id agency text due state ~follows report outcome recheck_note ~recheck_visit_id"
    ),
    REQUESTS: "=enterprise_id ~id ~visit_id ~asked_by reason granted note",
    PHOTOS: (
        "=enterprise_id ~id ~visit_id agency ~about_id original_sha256 stored_sha256 caption taken_at withdrawn_at"
        " withdrawn_reason kept"
    ),
    DOCUMENTS: ("=enterprise_id ~id ~visit_id agency kind number version ~supersedes reason state pdf_sha256 kept"),
}
_KEPT: Final = "kept"
_STANDING: Final = frozenset({NoticeState.OPEN.value, NoticeState.LAPSED.value})
_FINISHED: Final = frozenset(state.value for state in READABLE)
Papers = dict[tuple[str, str], Facts]


@dataclass(frozen=True, slots=True)
class PaperStreams:
    """The tables, streamed firm by firm."""

    streams: dict[str, ByFirm]

    @classmethod
    def of(cls, reader: AuditReader) -> "PaperStreams":
        """Begin to read."""
        order = "enterprise_id, id"
        return cls({table: reader.by_firm(table, columns, order) for table, columns in _COLUMNS.items()})

    def take(self, firm: str, moment: Callable[[Any], int]) -> Papers:
        """Return a firm's rows by table and id; documents that nobody has finished are not entered yet."""
        found: Papers = {}
        for table, stream in self.streams.items():
            if stream.firm != firm:
                continue
            for row in stream.take(firm):
                if table != DOCUMENTS or row[9] in _FINISHED:
                    found[table, row[1]] = _FACTS[table](row, moment)
        return found


def without_erased(papers: Papers, expected: Expected) -> Papers:
    """Return the rows without those whose files and words went with their time, as many as the log knows of."""
    left, erased = dict(papers), expected.erased.copy()
    for key, facts in papers.items():
        about = next((one for one in ((key[0], facts.get("visit", "")), key) if erased[one] > 0), None)
        if key not in expected.papers and not facts.get(_KEPT, 1) and about is not None:
            erased[about] -= 1
            del left[key]
    return left


def _notice(row: Row, _: Callable[[Any], int]) -> Facts:
    slots = [Slot(int(one["day"]), HalfDay(one["half_day"])).code for one in json.loads(row[6])]
    return {
        "planned_visit": row[2],
        "state": STANDING if row[3] in _STANDING else row[3],
        "day": row[4],
        "half_day": row[5] or "",
        "slots": slots,
        "choose_by": row[7],
        "chosen": f"{row[8]} {row[9]}" if row[8] is not None else "",
        "note": row[10],
        "reason": row[11],
        "replaces": row[12] or "",
    }


def _order(row: Row, _: Callable[[Any], int]) -> Facts:
    return {
        "visit": row[2],
        "agency": row[3],
        "text": row[4],
        "due": str(row[5]),
        "state": row[6],
        "follows": row[7] or "",
        "report": row[8],
        "outcome": row[9] or "",
        "note": row[10],
        "at": row[11] or "",
    }


def _request(row: Row, _: Callable[[Any], int]) -> Facts:
    decided = ASKED if row[5] is None else "granted" if row[5] else "refused"
    return {"visit": row[2], "by": row[3], "reason": row[4], "step": decided, "note": row[6]}


def _photo(row: Row, moment: Callable[[Any], int]) -> Facts:
    return {
        "visit": row[2],
        "agency": row[3],
        "about": row[4] or "",
        "original": row[5],
        "stored": row[6],
        "caption": row[7],
        "taken": moment(row[8]),
        "withdrawn": moment(row[9]),
        "reason": row[10],
        _KEPT: int(row[11]),
    }


def _document(row: Row, _: Callable[[Any], int]) -> Facts:
    return {
        "visit": row[2] or "",
        "agency": row[3],
        "kind": row[4],
        "number": row[5],
        "version": row[6],
        "supersedes": row[7] or "",
        "reason": row[8],
        "state": row[9],
        "pdf": row[10] or "",
        _KEPT: int(row[11]),
    }


_FACTS: Final[dict[str, Callable[[Row, Callable[[Any], int]], Facts]]] = {
    NOTICES: _notice,
    ORDERS: _order,
    REQUESTS: _request,
    PHOTOS: _photo,
    DOCUMENTS: _document,
}
