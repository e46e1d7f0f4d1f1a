"""Inspection plans in words, for the portals alike: what is missing, what a plan would do at a firm, what was done."""

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from supervision_code.domain.frequency import Breach, Level
from supervision_code.domain.inspection_plan_contents import PlanFault
from supervision_code.domain.inspection_plans import PERIOD_OVER, PlanState, PlanStepKind
from supervision_code.queries.inspection_plan_objects import ObjectRow
from supervision_code.queries.inspection_plan_pages import PlanPage, PlanStepRow
from supervision_code.web.messages import label, t

STATE_KINDS: Final[Mapping[PlanState, str]] = MappingProxyType(
    {
        PlanState.DRAFT: "open",
        PlanState.SUBMITTED: "active",
        PlanState.APPROVED: "active",
        PlanState.FILED: "active",
        PlanState.PUBLISHED: "done",
        PlanState.CLOSED: "off",
        PlanState.WITHDRAWN: "off",
    }
)
"""How a state's badge looks."""
_WAY: Final = (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED, PlanState.FILED, PlanState.PUBLISHED)
_WITH_NUMBER: Final = frozenset({PlanStepKind.CHOSEN, PlanStepKind.RESTORED})


def fault_sentence(fault: PlanFault) -> str:
    """Return one thing to mend: where, what stands there, what is expected."""
    said = t("plan-fault-value", value=fault.value) if fault.value else ""
    expected = t(f"plan-fault-{fault.expected.value.replace('_', '-')}", detail=fault.detail)
    return t("plan-fault", field=label(fault.field), value=said, expected=expected)


def object_reasons(row: ObjectRow, agency: str) -> tuple[str, ...]:
    """Return what a visit under the plan would break or reach at a firm, each as a few words."""
    return tuple(_breach_words(breach, agency) for breach in row.breaches)


def worst_level(row: ObjectRow) -> str:
    """Return the level by which a firm is marked: the worst of what is broken, blue for what is reached, else good."""
    order = [Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED]
    worst = max((breach.level for breach in row.breaches), key=order.index, default=None)
    return worst.value if worst else "good"


def step_words(step: PlanStepRow) -> tuple[str, str, str]:
    """Return what was done, the words that belong to it, and what proves it: of a draw the hash or the seed."""
    if step.kind in {PlanStepKind.DRAW_PREPARED, PlanStepKind.DRAWN}:
        numbers, _, proof = step.text.partition(" ")
        drawn, _, base = numbers.partition("/")
        return label(step.kind), t("plan-step-drawn", number=int(drawn), base=base) if base else _firms(drawn), proof
    return label(step.kind), _words_of(step), ""


def _words_of(step: PlanStepRow) -> str:
    if step.kind in _WITH_NUMBER:
        return _firms(step.text)
    if step.kind is PlanStepKind.THINNED:
        return t("plan-step-left-out", number=int(step.text))
    return t("plan-step-period-over") if step.kind is PlanStepKind.CLOSED and step.text == PERIOD_OVER else step.text


def _firms(number: str) -> str:
    return t("plan-step-firms", number=int(number))


def way_of(plan: PlanPage) -> list[dict[str, str]]:
    """Return the way a plan takes, as steps: done, where it is now, and what is to come."""
    if plan.state not in _WAY:
        return []
    at = _WAY.index(plan.state)
    last = len(_WAY) - 1
    return [
        {"title": label(state), "note": "", "state": "done" if place < at or at == last else _now(place == at)}
        for place, state in enumerate(_WAY)
    ]


def joined(words: Iterable[str]) -> str:
    """Return words in one run."""
    return t("plan-comma").join(words)


def industries(codes: Iterable[str]) -> str:
    """Return beginnings of industry codes in one run, each with the name of its section."""
    return joined(t("plan-industry", code=code, section=t(f"industry-{code[:1].lower()}")) for code in codes)


def labels(words: Iterable[Enum]) -> str:
    """Return the names of words of a closed vocabulary in one run."""
    return joined(map(label, words))


def _now(here: bool) -> str:
    return "current" if here else "todo"


def _breach_words(breach: Breach, agency: str) -> str:
    key = f"finding-short-{breach.rule.value.replace('_', '-')}"
    return t(key, agency=agency, count=breach.count, limit=breach.limit)


PLAN_WORDS: Final = MappingProxyType(
    {
        "fault_sentence": fault_sentence,
        "object_reasons": object_reasons,
        "worst_level": worst_level,
        "step_words": step_words,
        "way_of": way_of,
        "state_kinds": STATE_KINDS,
        "joined": joined,
        "industries": industries,
        "labels": labels,
    }
)
"""What templates may call; a portal hands it over as ``plan_words``."""
