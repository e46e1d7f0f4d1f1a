"""Results of a visit: what each agency found, in versions, and what they come to together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from supervision_code.domain.checklists import Check, findings_of
from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, InvalidValue, ReasonMissing
from supervision_code.domain.visits import Outcome, VisitState

_GRAVITY: Final = (
    Outcome.SERVICE_GIVEN,
    Outcome.NO_PROBLEM,
    Outcome.CORRECTED_ON_SITE,
    Outcome.RECTIFY_BY_DATE,
    Outcome.CASE_OPENED,
)
_WITHOUT_FINDINGS: Final = frozenset({Outcome.NO_PROBLEM, Outcome.SERVICE_GIVEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A further version of a result. ``seen``: the version it corrects, as the officer saw it."""

    enterprise_id: UUID
    visit_id: UUID
    seen: int
    outcome: Outcome
    reason: str
    result: str = ""
    rectify_by: date | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyResult:
    """The newest version of one agency's result, as it counts for the whole visit."""

    agency: str
    """Its name."""
    outcome: Outcome
    text: str
    rectify_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeResult:
    """What the results of all agencies come to."""

    outcome: Outcome
    text: str
    rectify_by: date | None


def whole_result(results: Sequence[AgencyResult]) -> WholeResult:
    """Return the gravest outcome, the earliest day, and every agency's words; at least one result is given."""
    gravest = max((one.outcome for one in results), key=_GRAVITY.index)
    days = [one.rectify_by for one in results if one.rectify_by is not None]
    texts = [one.text for one in results if one.text]
    if len(results) > 1:
        texts = [f"{one.agency}：{one.text}" for one in results if one.text]
    return WholeResult(outcome=gravest, text="\n".join(texts), rectify_by=min(days, default=None))


def require_fitting_findings(outcome: Outcome, checks: Sequence[Check]) -> None:
    """Raise InvalidValue (``outcome``) when points do not conform and the outcome says that all is well."""
    if outcome in _WITHOUT_FINDINGS and findings_of(checks):
        raise InvalidValue(field="outcome", value=outcome, expected="expected-outcome-of-findings")


def require_correctable(state: VisitState, newest: int, correction: Correction) -> None:
    """Raise IllegalMove when there is nothing to correct, AlreadyRecorded when another correction came first.

    ``newest``: the newest version on record, 0 for none. Raises ReasonMissing (``reason``).
    """
    if state is VisitState.VOIDED or newest == 0:
        raise IllegalMove(state=state, wanted="corrected")
    if correction.seen != newest:
        raise AlreadyRecorded
    if not correction.reason.strip():
        raise ReasonMissing(field="reason")
