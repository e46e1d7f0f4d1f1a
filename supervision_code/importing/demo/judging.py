"""Lets the rules speak at each visit in the order in which the visits were recorded, and voids what was voided."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.frequency import VisitFacts
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.visits import VisitState, move
from supervision_code.importing.demo.city import Firm
from supervision_code.importing.demo.papers import Papers
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.staged import StagedVisit
from supervision_code.importing.demo.storing import number_of
from supervision_code.persistence import visit_ending
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.log import as_facts
from supervision_code.persistence.models.visits import Visit


def judge_year(
    session: Session, scene: Scene, timeline: PolicyTimeline, papers: Papers, told: Callable[[int], None]
) -> None:
    """Raise findings and alerts, each at the moment it would have been raised.

    Nothing can be broken at a firm where nobody gave a reason for coming all the same: the year was made up that way.
    """
    for number, (firm, visits) in enumerate(scene.log.by_firm()):
        if any(visit.record.over_limit_reason or visit.voiding for visit in visits):
            _replay(session, scene, timeline, papers, firm, visits)
        told(number + 1)


def _replay(
    session: Session,
    scene: Scene,
    timeline: PolicyTimeline,
    papers: Papers,
    firm: Firm,
    visits: Sequence[StagedVisit],
) -> None:
    known: dict[UUID, VisitFacts] = {}
    for at, visit, is_voiding in _events(visits):
        facts = replace(as_facts(visit.record), voided=is_voiding)
        speaks = bool(is_voiding or visit.record.late or visit.record.over_limit_reason)
        known[facts.id] = facts
        if is_voiding:
            _void(session, scene, papers, visit, at)
        if speaks:
            reconcile(session, firm.row, timeline, at, facts=list(known.values()), from_day=facts.day)


def _events(visits: Sequence[StagedVisit]) -> list[tuple[datetime, StagedVisit, bool]]:
    """Return what changed the firm's log, in the order of time: a visit recorded, a visit voided."""
    recorded = [(visit.recorded_at, visit, False) for visit in visits]
    voided = [(visit.voiding.at, visit, True) for visit in visits if visit.voiding]
    return sorted(recorded + voided, key=lambda event: (event[0], event[2], event[1].record.id))


def _void(session: Session, scene: Scene, papers: Papers, staged: StagedVisit, at: datetime) -> None:
    visit = session.get_one(Visit, (staged.firm.id, staged.record.id))
    reason = staged.voiding.reason if staged.voiding else ""
    visit.state = move(visit.state, VisitState.VOIDED)
    visit.voided_at, visit.void_reason = at, reason
    visit_ending.void(session, staged.firm.row, visit, at)
    supervisor = scene.city.supervisors[staged.firm.facts.district][0]
    papers.trace(supervisor, "visit:voided", at, number_of(staged), staged.firm, agency=staged.lead, note=reason)
