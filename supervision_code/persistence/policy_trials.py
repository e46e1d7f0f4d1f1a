"""Trying a policy over the log: reads the log once for both policies, and keeps what came out with the draft."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.policy_trials import Difference, Example, RuleTally, Trial, TrialResult
from supervision_code.persistence.log import enterprise_facts, visits_of
from supervision_code.persistence.models.visits import Participation
from supervision_code.persistence.whole_logs import firms_with_visits, logs_in_turn

_TELLING_EVERY: Final = 1000

Progress = Callable[[int, int], None]
"""Is told how many firms are done, and of how many."""


def log_is_longer_than(session: Session, parts: int) -> bool:
    """Say whether there are more participations than that, without counting all of a long log."""
    some = select(Participation.visit_id).limit(parts + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) > parts


def evaluate(session: Session, trial: Trial, progress: Progress) -> TrialResult:
    """Judge the log of every firm under both policies; writes nothing."""
    result, whole = TrialResult(), firms_with_visits(session)
    for firm, rows in logs_in_turn(session, (trial.first_day_needed, trial.last_day)):
        result.add(firm.id, visits_of(rows), enterprise_facts(firm), trial)
        if result.firms % _TELLING_EVERY == 0:
            progress(result.firms, whole)
    return result


def as_text(result: TrialResult, trial: Trial) -> str:
    """Return a result as it is kept."""
    return json.dumps(
        {
            "days": [trial.first_day, trial.last_day],
            "firms": [result.firms, result.firms_new, result.firms_gone],
            "rules": {rule.value: [one.present, one.draft, one.new, one.gone] for rule, one in result.rules.items()},
            "levels": [dict(result.levels_present), dict(result.levels_draft)],
            "examples": [_example_as_list(example) for example in result.examples],
        }
    )


def from_text(text: str) -> tuple[TrialResult, tuple[int, int]]:
    """Return a result that was kept, and the days it is about."""
    kept: dict[str, Any] = json.loads(text)
    firms, new, gone = kept["firms"]
    present, draft = kept["levels"]
    result = TrialResult(
        firms=firms,
        firms_new=new,
        firms_gone=gone,
        rules={FrequencyRule(rule): RuleTally(*numbers) for rule, numbers in kept["rules"].items()},
        levels_present=Counter({Level(level): number for level, number in present.items()}),
        levels_draft=Counter({Level(level): number for level, number in draft.items()}),
        examples=[_example_of(values) for values in kept["examples"]],
    )
    return result, (kept["days"][0], kept["days"][1])


def _example_as_list(example: Example) -> list[str | int]:
    return [
        example.difference.value,
        example.rule.value,
        str(example.enterprise_id),
        str(example.visit),
        example.agency,
        example.day,
        example.count,
        example.limit,
        example.level.value,
    ]


def _example_of(values: list[Any]) -> Example:
    difference, rule, enterprise_id, visit, agency, day, count, limit, level = values
    return Example(
        difference=Difference(difference),
        rule=FrequencyRule(rule),
        enterprise_id=UUID(enterprise_id),
        visit=UUID(visit),
        agency=agency,
        day=day,
        count=count,
        limit=limit,
        level=Level(level),
    )
