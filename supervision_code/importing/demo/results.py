"""What came of visits to the restaurant afterwards: a corrected result, and things put right, reported, or overdue."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor
from supervision_code.domain.rectifications import RecheckOutcome, RectificationState, move, state_after
from supervision_code.domain.results import Correction
from supervision_code.domain.visits import Outcome
from supervision_code.importing.demo.accounts import MARKET, OFFICER_SEAT
from supervision_code.importing.demo.acting import actor_of
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.story import Story
from supervision_code.persistence import rectifications, results, visit_ending
from supervision_code.persistence.correcting import correct
from supervision_code.persistence.leaving import whole_facts
from supervision_code.persistence.models.results import Rectification
from supervision_code.persistence.models.visits import Visit

_PUT_RIGHT: Final = ("lead", "check")
_FORGOTTEN: Final = "fire"
_FRESH: Final = "waste"
_CORRECTED: Final = "again"
_CORRECTED_AFTER: Final = timedelta(days=3)
_REPORTED_AFTER: Final = timedelta(days=9)
_TIME_TO_PUT_RIGHT: Final = timedelta(days=20)


def follow_up_results(session: Session, scene: Scene, story: Story) -> None:
    """Store what followed: one order passed, one overdue, one running, one reported after a corrected result."""
    teller = _Teller(session, scene, story)
    teller.order(_FORGOTTEN)
    teller.order(_FRESH)
    teller.pass_at(teller.order(_PUT_RIGHT[0]), _PUT_RIGHT[1])
    teller.report(teller.correct())
    session.flush()


class _Teller:
    """Writes the steps with the moments at which they were taken."""

    def __init__(self, session: Session, scene: Scene, story: Story) -> None:
        self._session = session
        self._scene = scene
        self._story = story
        self._texts = scene.texts["results"]

    def order(self, name: str) -> Rectification:
        """Put the order that a visit of the story ended with on record."""
        visit = self._visit(name)
        first = results.keep_first_of_old(self._session, visit)
        if first is None:
            raise ValueError("the visit is under way")
        apart = {"version": results.facts_of(first)}
        visit_ending.enter(self._session, LedgerKind.VISIT_RESULT, visit, first.made_at, whole_facts(visit), apart)
        return rectifications.order(self._session, visit, first, first.made_at)

    def pass_at(self, one: Rectification, name: str) -> None:
        """Let a later visit of the story find that all is well."""
        visit = self._visit(name)
        one.state, one.outcome = move(one.state, state_after(RecheckOutcome.PASSED)), RecheckOutcome.PASSED
        one.recheck_visit_id, one.rechecked_at = visit.id, visit.ended_at
        one.rechecked_by = self._officer(visit.lead_agency).account_id
        found = {"outcome": RecheckOutcome.PASSED.value, "note": "", "at": str(visit.id)}
        rectifications.enter(self._session, one, {**found}, visit.ended_at or visit.started_at)

    def correct(self) -> Visit:
        """Let the agency correct its result a few days later; the firm gets time to put right what was missed."""
        visit = self._visit(_CORRECTED)
        wanted = Correction(
            enterprise_id=visit.enterprise_id,
            visit_id=visit.id,
            seen=1,
            outcome=Outcome.RECTIFY_BY_DATE,
            reason=self._texts["why_corrected"],
            result=f"{visit.result}{self._texts['missed']}",
            rectify_by=day_of(visit.started_at) + _TIME_TO_PUT_RIGHT,
        )
        moment = self._office_hour(visit, _CORRECTED_AFTER)
        correct(self._session, self._officer(MARKET), self._scene.city.shop.row, visit, wanted, moment)
        return visit

    def report(self, visit: Visit) -> None:
        """Let the firm say what it put right."""
        moment = self._office_hour(visit, _REPORTED_AFTER)
        for one in self._session.scalars(select(Rectification).where(Rectification.visit_id == visit.id)):
            one.state = move(one.state, RectificationState.REPORTED)
            one.reported_at, one.report = moment, self._texts["reported"]
            one.reported_by = self._scene.city.accounts[visit.enterprise_id].id
            rectifications.enter(self._session, one, {"report": one.report}, moment)

    def _visit(self, name: str) -> Visit:
        return self._session.get_one(Visit, (self._scene.city.shop.id, self._story.id_of(name)), populate_existing=True)

    def _officer(self, agency: str) -> Actor:
        officer = self._scene.city.agencies[agency].officers[OFFICER_SEAT]
        return actor_of(self._scene.city.accounts[officer.id])

    def _office_hour(self, visit: Visit, after: timedelta) -> datetime:
        return self._scene.office_hour(day_of(visit.started_at) + after)
