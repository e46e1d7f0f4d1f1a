"""What entries tell of all that goes along with visits: notices, orders, requests to void, photos, documents."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from supervision_code.domain.documents import DocumentState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.ledger_facts import VERSION, VISIT, WORDS
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.rectifications import OPEN_STATES
from supervision_code.domain.replayed import Expected, Facts, Told

NOTICES: Final = "notices"
ORDERS: Final = "rectifications"
REQUESTS: Final = "void_requests"
PHOTOS: Final = "visit_photos"
DOCUMENTS: Final = "documents"
TABLES: Final = (NOTICES, ORDERS, REQUESTS, PHOTOS, DOCUMENTS)
STANDING: Final = "standing"
"""A notice that is open or lapsed: the hour at which it lapses is entered nowhere."""
ASKED: Final = "asked"
_OPEN: Final = frozenset(state.value for state in OPEN_STATES)


def _sent(expected: Expected, told: Told) -> None:
    notice = told.facts.get("notice")
    if notice:
        said = {name: value for name, value in notice.items() if name != "notice"}
        expected.papers[NOTICES, notice["notice"]] = {**said, "state": STANDING, "chosen": ""}


def _answered(expected: Expected, told: Told) -> None:
    state, notice = _notice(expected, told)
    state["state"] = NoticeState.CHOSEN.value
    state.pop("chosen", None)
    if "half_day" in notice:
        state["chosen"] = f"{notice['day']} {notice['half_day']}"
        state["note"] = told.facts.get(WORDS, "")


def _ended(expected: Expected, told: Told) -> None:
    state, notice = _notice(expected, told)
    state.pop("state", None)
    if "state" in notice:
        state["state"], state["reason"] = notice["state"], told.facts.get(WORDS, "")


def _notice(expected: Expected, told: Told) -> tuple[Facts, Mapping[str, Any]]:
    notice = told.facts.get("notice") or {}
    return expected.papers.get((NOTICES, notice.get("notice", "")), {}), notice


def _ordered(expected: Expected, told: Told) -> None:
    step, visit = told.facts.get("step"), told.facts.get(VISIT)
    if step and visit:
        before = expected.papers.get((ORDERS, step["rectification"]), {"report": "", "outcome": "", "note": ""})
        said = {name: value for name, value in step.items() if name not in {"rectification", VERSION}}
        state = expected.papers[ORDERS, step["rectification"]] = {**before, "visit": visit["id"], **said}
        if state["state"] in _OPEN:
            # At which visit an open order is checked is entered with what that found.
            state.pop("at", None)


def _asked(expected: Expected, told: Told) -> None:
    step, visit = told.facts.get("step"), told.facts.get(VISIT)
    if step and visit:
        before = expected.papers.get((REQUESTS, step["request"]), {"note": ""})
        said = {name: value for name, value in step.items() if name not in {"request", VERSION}}
        expected.papers[REQUESTS, step["request"]] = {**before, "visit": visit["id"], **said}


def _photographed(expected: Expected, told: Told) -> None:
    photo = told.facts.get("photo")
    if photo:
        said = {name: value for name, value in photo.items() if name not in {"id", VERSION}}
        expected.papers[PHOTOS, photo["id"]] = {**said, "withdrawn": 0, "reason": ""}
    else:
        expected.erased[PHOTOS, told.subject] += 1


def _withdrawn(expected: Expected, told: Told) -> None:
    photo = told.facts.get("photo")
    state = expected.papers.get((PHOTOS, photo["id"])) if photo else None
    if photo and state is not None:
        state["withdrawn"], state["reason"] = told.at, photo["reason"]


def _finished(expected: Expected, told: Told) -> None:
    document = told.facts.get("document")
    if not document:
        expected.erased[DOCUMENTS, told.subject] += 1
        return
    said = {name: value for name, value in document.items() if name not in {"id", VERSION}}
    expected.papers[DOCUMENTS, document["id"]] = {**said, "state": DocumentState.FINAL.value}
    before = expected.papers.get((DOCUMENTS, document["supersedes"]))
    if before is not None:
        before["state"] = DocumentState.REPLACED.value


PAPER_STEPS: Final[Mapping[str, Callable[[Expected, Told], None]]] = MappingProxyType(
    {
        LedgerKind.NOTICE_SENT.value: _sent,
        LedgerKind.NOTICE_ANSWERED.value: _answered,
        LedgerKind.NOTICE_ENDED.value: _ended,
        LedgerKind.VISIT_RECTIFICATION.value: _ordered,
        LedgerKind.VOID_STEP.value: _asked,
        LedgerKind.PHOTO_ADDED.value: _photographed,
        LedgerKind.PHOTO_WITHDRAWN.value: _withdrawn,
        LedgerKind.DOCUMENT_FINAL.value: _finished,
    }
)
