"""Turns the tables of a retention file into Retention, or tells everything that is wrong with them."""

from collections.abc import Mapping, Sequence
from typing import Final

from supervision_code.domain.policy import BasisStatus
from supervision_code.domain.retention import Retention, RetentionRule, RetentionSubject
from supervision_code.domain.table_problems import Report, TableProblem
from supervision_code.domain.table_reading import Section

_A_CENTURY: Final = 36525
_LEAST: Final[Mapping[RetentionSubject, int]] = {
    RetentionSubject.SCAN_REFUSALS: 183,
    RetentionSubject.OVERSIGHT_TRAIL: 183,
    RetentionSubject.PRECISE_POSITIONS: 14,
}
"""Logs are kept six months at least, and a position until the firm's time to answer is over with certainty."""


class RetentionError(ValueError):
    """A retention file cannot be used; each of ``problems`` names a key and what is wrong with it."""

    def __init__(self, problems: Sequence[TableProblem]) -> None:
        super().__init__(*problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def parse_retention(tables: Mapping[str, object]) -> Retention:
    """Return the rules, or raise RetentionError naming every key that is missing, unknown or wrong."""
    report = Report()
    top = Section(tables, report)
    rules = {subject: _rule(top.section(subject.value), subject) for subject in RetentionSubject}
    top.add_unknown_keys()
    if report.problems:
        raise RetentionError(report.problems)
    return Retention(rules=rules)


def _rule(section: Section, subject: RetentionSubject) -> RetentionRule:
    return RetentionRule(
        days=section.whole("days", _LEAST.get(subject, 1), _A_CENTURY),
        basis=section.text("basis"),
        status=section.choice("status", BasisStatus),
    )
