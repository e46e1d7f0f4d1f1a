"""What the entries about a visit make of its record: how it began, how it ended, and all that was added since."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.ledger_facts import CASE, DUTY, VERSION, VISIT, WAITED_FOR
from supervision_code.domain.presence import PresenceAct
from supervision_code.domain.replayed import Expected, Facts, Told
from supervision_code.domain.visits import VisitState

_NO_PLACE: Final[Mapping[str, Any]] = MappingProxyType({})
_UNTOUCHED: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "approval_note": "",
        "approved": 0,
        "approved_by": "",
        "left_unscanned": 0,
        "scanned": 0,
        "unscanned_reason": "",
    }
)
"""What a visit is of which no later entry tells otherwise."""


def read_written(expected: Expected, visit_id: str) -> None:
    """Read the text of a visit's beginning, when there is one; a text that cannot be read fits no row."""
    written = expected.written.pop(visit_id, None)
    if written is None:
        return
    try:
        _begin(expected, json.loads(written), {})
    except (ValueError, LookupError, TypeError, AttributeError):
        expected.visits[visit_id] = {"state": ""}


def _opened(expected: Expected, told: Told) -> None:
    visit = told.facts.get(VISIT)
    if told.written is not None:
        expected.written[told.subject] = told.written
    elif visit is None:
        expected.visits[told.subject] = {}
    else:
        _begin(expected, visit, told.facts)


def _begin(expected: Expected, visit: Facts, facts: Mapping[str, Any]) -> None:
    state = dict(visit)
    del state["id"]
    state["voided"], state["void_reason"] = 0, ""
    if state.pop(VERSION, 0):
        state["position"] = facts.get("position", _NO_PLACE)
        state["left"] = _NO_PLACE
        state.update(_UNTOUCHED, scan_due=(facts.get(DUTY) or {}).get("scan_due", 0))
        case = facts.get(CASE) or {}
        state["case_source"], state["case_ref"] = case.get("source", ""), case.get("ref", "")
        state["met"], state["confirmed_there"], state["not_there"] = 0, {}, {}
        state["waited_for"] = sorted(facts.get(WAITED_FOR) or ())
    else:
        state["late"], state["lead"] = 0, visit["parts"][0]["agency"]
    expected.visits[visit["id"]] = state


def _late(expected: Expected, told: Told) -> None:
    state = _state(expected, told)
    if state is not None:
        state["late"] = 1


def _closed(expected: Expected, told: Told) -> None:
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is None or visit is None:
        return
    state["state"] = VisitState.CLOSED.value
    _keep_version(expected, visit["id"], told)
    if VERSION in visit:
        state["scan_due"] = 0
        state.update({name: value for name, value in visit.items() if name not in {"id", VERSION}})
        state["left"] = told.facts.get("position", _NO_PLACE)
        return
    state["outcome"], state["result"] = visit["outcome"], visit["result"]
    state["ended"] = state.get("ended") or told.at
    for unknown in ("evidence", "rectify_by", "left"):
        state.pop(unknown, None)


def _confirmed(expected: Expected, told: Told) -> None:
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is None or visit is None:
        return
    state["confirmed"] = told.at
    if "evidence" in visit:
        state["evidence"] = visit["evidence"]
    else:
        state.pop("evidence", None)


def _corrected(expected: Expected, told: Told) -> None:
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is None or visit is None:
        return
    if "joined" not in visit:
        _resulted(expected, told)
        return
    state["parts"] = [*state["parts"], *visit["joined"]]
    if "waited_for" in state:
        state["waited_for"] = sorted([*state["waited_for"], *(told.facts.get(WAITED_FOR) or ())])
    for name in ("result", "over_limit_reason"):
        if VERSION in visit:
            state[name] = visit[name]
        else:
            state.pop(name, None)


def _resulted(expected: Expected, told: Told) -> None:
    """What the results of all agencies come to, after one of them left or corrected its own."""
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is None or visit is None:
        return
    _keep_version(expected, visit["id"], told)
    state.update({name: visit[name] for name in ("outcome", "result", "rectify_by")})


def _keep_version(expected: Expected, visit: str, told: Told) -> None:
    for name in ("first", "version"):
        version = told.facts.get(name)
        if version:
            expected.results[visit, version["agency"], version["made"]] = dict(version)


def _scanned(expected: Expected, told: Told) -> None:
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is not None and visit is not None:
        state.update(channel=visit["channel"], evidence=visit["evidence"], scan_due=0, scanned=told.at)
        state["position"] = told.facts.get("position", _NO_PLACE)


def _approved(expected: Expected, told: Told) -> None:
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is not None and visit is not None:
        state.update(approved=told.at, approved_by=visit["approved_by"], approval_note=visit["note"])


def _met(expected: Expected, told: Told) -> None:
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is not None and visit is not None:
        state["met"], state["evidence"] = told.at, visit["evidence"]


def _presence(expected: Expected, told: Told) -> None:
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is None or visit is None:
        return
    officer, waited_for = visit["officer"], state.get("waited_for", [])
    if visit["act"] == PresenceAct.NAMED:
        state["parts"] = [_with_officer(part, visit["agency"], officer) for part in state["parts"]]
        state["waited_for"] = sorted([*waited_for, officer])
        return
    state["waited_for"] = [one for one in waited_for if one != officer]
    if visit["act"] == PresenceAct.CONFIRMED:
        state["confirmed_there"] = {**state.get("confirmed_there", {}), officer: [visit["by"], told.at]}
    else:
        state["not_there"] = {**state.get("not_there", {}), officer: told.at}


def _with_officer(part: Facts, agency: str, officer: str) -> Facts:
    return {**part, "officers": sorted([*part["officers"], officer])} if part["agency"] == agency else part


def _voided(expected: Expected, told: Told) -> None:
    state, visit = _state(expected, told), told.facts.get(VISIT)
    if state is not None:
        state["state"], state["voided"] = VisitState.VOIDED.value, told.at
        if "scan_due" in state:
            state["scan_due"] = 0
        state.pop("void_reason", None)
        if visit is not None:
            state["void_reason"] = visit["reason"]


def _state(expected: Expected, told: Told) -> Facts | None:
    visit = told.facts.get(VISIT)
    if not visit:
        return None
    read_written(expected, visit["id"])
    return expected.visits.get(visit["id"])


VISIT_STEPS: Final[Mapping[str, Callable[[Expected, Told], None]]] = MappingProxyType(
    {
        LedgerKind.VISIT_OPENED.value: _opened,
        LedgerKind.VISIT_LATE.value: _late,
        LedgerKind.VISIT_CLOSED.value: _closed,
        LedgerKind.VISIT_CONFIRMED.value: _confirmed,
        LedgerKind.VISIT_CORRECTED.value: _corrected,
        LedgerKind.VISIT_VOIDED.value: _voided,
        LedgerKind.VISIT_SCANNED.value: _scanned,
        LedgerKind.VISIT_RESULT.value: _resulted,
        LedgerKind.VISIT_APPROVED.value: _approved,
        LedgerKind.VISIT_MET.value: _met,
        LedgerKind.VISIT_PRESENCE.value: _presence,
    }
)
