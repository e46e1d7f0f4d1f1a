"""What a firm's records must hold, replayed from its entries."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from supervision_code.domain.findings import FindingState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.ledger_facts import VERSION, VISIT, WORDS
from supervision_code.domain.replayed import UNKNOWN_ITEM, Expected, Facts, Told
from supervision_code.domain.replaying_papers import PAPER_STEPS
from supervision_code.domain.replaying_visits import VISIT_STEPS, read_written

__all__ = ["UNKNOWN_ITEM", "Expected", "Facts", "Told", "read_written", "replay"]


def replay(expected: Expected, told: Told) -> None:
    """Let one entry, in the order of their ids, change what is expected."""
    step = _STEPS.get(told.kind)
    if step is not None:
        step(expected, told)


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
        **VISIT_STEPS,
        **PAPER_STEPS,
        LedgerKind.DISPUTE.value: _disputed,
        LedgerKind.OVERSIGHT_STEP.value: _oversight,
        LedgerKind.CODE_ISSUED.value: _issued,
        LedgerKind.CODE_REVOKED.value: _revoked,
        LedgerKind.FINDING_RAISED.value: _raised,
        LedgerKind.FINDING_CLOSED.value: _finding_closed,
    }
)
