"""How a visit ended: its outcome and what the officers wrote."""

from datetime import datetime, timedelta
from typing import Final

from supervision_code.domain.days import day_of
from supervision_code.domain.evidence import Place
from supervision_code.domain.registry import RiskTier
from supervision_code.domain.visits import InspectionType, Outcome, VisitKind
from supervision_code.importing.demo.city import AgencyStaff, Firm
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.staged import Ending
from supervision_code.persistence.log import VisitRecord

_OUTCOMES: Final = (Outcome.NO_PROBLEM, Outcome.CORRECTED_ON_SITE, Outcome.RECTIFY_BY_DATE, Outcome.CASE_OPENED)
_OF_CALM: Final = (74, 17, 8, 1)
_OF_WATCHED: Final = (56, 24, 17, 3)
_OF_CASES: Final = (52, 18, 22, 8)
_TIMES_ALLOWED: Final = (3, 5, 7, 7, 10, 15, 15, 30)


def end_visit(
    scene: Scene, agency: AgencyStaff, firm: Firm, record: VisitRecord, closed_at: datetime, left: Place | None
) -> Ending:
    """Return the end of a visit; ``left`` is where the officers were then."""
    if record.kind is VisitKind.SERVICE:
        text = scene.say("served", record.purpose.value) if record.purpose else ""
        return Ending(at=closed_at, outcome=Outcome.SERVICE_GIVEN, result=text, left=left)
    outcome = scene.dice.choices(_OUTCOMES, _weights(firm, record))[0]
    days = scene.dice.choice(_TIMES_ALLOWED)
    rectify_by = day_of(closed_at) + timedelta(days=days) if outcome is Outcome.RECTIFY_BY_DATE else None
    text = _text(scene, agency, outcome)
    return Ending(at=closed_at, outcome=outcome, result=text, rectify_by=rectify_by, left=left)


def _weights(firm: Firm, record: VisitRecord) -> tuple[int, int, int, int]:
    if record.parts[0].type is InspectionType.CASE:
        return _OF_CASES
    return _OF_WATCHED if firm.row.risk_tier in {RiskTier.C, RiskTier.D} else _OF_CALM


def _text(scene: Scene, agency: AgencyStaff, outcome: Outcome) -> str:
    if agency.records == "poor" and outcome is Outcome.NO_PROBLEM:
        return scene.say("careless", "results")
    line = "any" if outcome is Outcome.NO_PROBLEM else agency.line
    return (
        scene.say("looked_at", agency.line)
        + scene.say("found", outcome.value, line)
        + scene.say("closing", outcome.value)
    )
