"""What a firm's records must hold, replayed from its entries; facts that a set does not know stay unknown."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from supervision_code.domain.findings import FindingState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.ledger_facts import VERSION, VISIT, WAITED_FOR, WORDS
from supervision_code.domain.presence import PresenceAct
from supervision_code.domain.visits import VisitState

Facts: TypeAlias = dict[str, Any]
_NO_PLACE: Final[Mapping[str, Any]] = MappingProxyType({})
UNKNOWN_ITEM: Final = "?"
"""Stands where an entry of the first release does not say which item a finding is about."""


@dataclass(slots=True)
class Expected:
    """The records of one firm, by their keys."""

    visits: dict[str, Facts] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    """Visits of which nothing is told but their beginning, as the text of it: most need not be read."""
    disputes: dict[str, Facts] = field(default_factory=dict)
    """By the visit's id: a visit is disputed once."""
    codes: dict[str, Facts] = field(default_factory=dict)
    findings: dict[tuple[str, str, str, str], Facts] = field(default_factory=dict)
    """By visit, rule, agency and item."""


class Told(NamedTuple):
    """An entry with its opened facts; ``None`` stands for a destroyed one."""

    kind: str
    at: int
    facts: Mapping[str, Any]
    subject: str = ""
    algorithm: str = ""
    written: str | None = None
    """The canonical text of a visit's beginning, where nothing else is told; then the facts are empty."""


def replay(expected: Expected, told: Told) -> None:
    """Let one entry, in the order of their ids, change what is expected."""
    step = _STEPS.get(told.kind)
    if step is not None:
        step(expected, told)


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
    if VERSION in visit:
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
    state["parts"] = [*state["parts"], *visit["joined"]]
    if "waited_for" in state:
        state["waited_for"] = sorted([*state["waited_for"], *(told.facts.get(WAITED_FOR) or ())])
    for name in ("result", "over_limit_reason"):
        if VERSION in visit:
            state[name] = visit[name]
        else:
            state.pop(name, None)


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
        state.pop("void_reason", None)
        if visit is not None:
            state["void_reason"] = visit["reason"]


def _state(expected: Expected, told: Told) -> Facts | None:
    visit = told.facts.get(VISIT)
    if not visit:
        return None
    read_written(expected, visit["id"])
    return expected.visits.get(visit["id"])


def _disputed(expected: Expected, told: Told) -> None:
    visit = told.facts.get(VISIT)
    if visit is None:
        expected.disputes[told.subject] = {}
        return
    dispute: Facts = {"at": told.at, "ground": visit["ground"], "answered": 0, "answer": ""}
    if VERSION in visit:
        dispute["id"] = visit["dispute"]
        dispute.update(told.facts.get(WORDS) or {})
    else:
        dispute["text"] = visit["text"][:1000]
    expected.disputes[visit["id"]] = dispute


def _oversight(expected: Expected, told: Told) -> None:
    step = told.facts.get("step")
    if not step or step.get("kind") != "record_kept":
        return
    of = step["dispute"]
    found = expected.disputes.get(of) or next((one for one in expected.disputes.values() if one.get("id") == of), None)
    known = [found] if found else [one for one in expected.disputes.values() if "id" not in one]
    for dispute in known if found or len(known) == 1 else []:
        dispute["answered"], dispute["answer"] = told.at, step["text"]
    if not found and len(known) > 1:
        for dispute in known:
            dispute.pop("answered", None)
            dispute.pop("answer", None)


def _issued(expected: Expected, told: Told) -> None:
    code = told.facts.get("code")
    if code is not None:
        state = {name: value for name, value in code.items() if name not in {"id", VERSION}}
        if "token" in state:
            state["token"] = f"{told.algorithm}:{state['token']}"
        expected.codes[code["id"]] = {**state, "issued": told.at, "state": "active", "ended": 0, "reason": ""}


def _revoked(expected: Expected, told: Told) -> None:
    code = told.facts.get("code")
    state = expected.codes.get(code["id"]) if code else None
    if state is not None and code is not None:
        state["state"], state["ended"] = code["state"], told.at
        state.pop("reason", None)
        if "reason" in code:
            state["reason"] = code["reason"]


def _raised(expected: Expected, told: Told) -> None:
    finding = told.facts.get("finding")
    if finding is not None:
        known = expected.findings.get(_finding_key(finding), {})
        state = {name: finding[name] for name in ("count", "limit", "level", "policy", "day") if name in finding}
        state.update(raised=known.get("raised", told.at), state=FindingState.STANDING.value, closed=0, because="")
        expected.findings[_finding_key(finding)] = state


def _finding_closed(expected: Expected, told: Told) -> None:
    finding = told.facts.get("finding")
    if finding is None:
        return
    if VERSION not in finding:
        for key, state in expected.findings.items():
            if key[:2] == (finding["visit"], finding["rule"]):
                for unknown in ("state", "closed", "because"):
                    state.pop(unknown, None)
        return
    found = expected.findings.get(_finding_key(finding)) or expected.findings.get(_finding_key(finding, UNKNOWN_ITEM))
    if found is not None:
        found.update(state=FindingState.CLOSED.value, closed=told.at, because=finding["because"])


def _finding_key(finding: Mapping[str, Any], item: str | None = None) -> tuple[str, str, str, str]:
    return finding["visit"], finding["rule"], finding["agency"], item or finding.get("item", UNKNOWN_ITEM)


_STEPS: Final[Mapping[str, Callable[[Expected, Told], None]]] = MappingProxyType(
    {
        LedgerKind.VISIT_OPENED.value: _opened,
        LedgerKind.VISIT_LATE.value: _late,
        LedgerKind.VISIT_CLOSED.value: _closed,
        LedgerKind.VISIT_CONFIRMED.value: _confirmed,
        LedgerKind.VISIT_CORRECTED.value: _corrected,
        LedgerKind.VISIT_VOIDED.value: _voided,
        LedgerKind.VISIT_MET.value: _met,
        LedgerKind.VISIT_PRESENCE.value: _presence,
        LedgerKind.DISPUTE.value: _disputed,
        LedgerKind.OVERSIGHT_STEP.value: _oversight,
        LedgerKind.CODE_ISSUED.value: _issued,
        LedgerKind.CODE_REVOKED.value: _revoked,
        LedgerKind.FINDING_RAISED.value: _raised,
        LedgerKind.FINDING_CLOSED.value: _finding_closed,
    }
)
