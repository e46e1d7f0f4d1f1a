"""A request to void a visit that one supervisor made and a second one, whom visitors are given, has to decide."""

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT
from supervision_code.importing.demo.accounts import FUTIAN, MARKET
from supervision_code.importing.demo.papers import Papers
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.staged import StagedVisit
from supervision_code.importing.demo.storing import number_of
from supervision_code.persistence import inbox
from supervision_code.persistence.models.results import VoidRequest

_EARLIEST, _LATEST = timedelta(days=25), timedelta(days=4)
_ASKED_BEFORE: Final = timedelta(hours=20)


def ask_to_void(session: Session, scene: Scene, papers: Papers) -> None:
    """Ask for the newest fitting visit in Futian."""
    fitting = [visit for visit in scene.log.visits if _fits(scene, visit)]
    if fitting:
        _ask(session, scene, papers, max(fitting, key=lambda visit: visit.record.started_at))


def _fits(scene: Scene, visit: StagedVisit) -> bool:
    return (
        visit.firm.facts.district == FUTIAN
        and visit.firm is not scene.city.shop
        and visit.lead != MARKET
        and visit.ending is not None
        and visit.confirmed_at is None
        and visit.objection is None
        and visit.voiding is None
        and not visit.record.late
        and _LATEST < scene.now - visit.record.started_at < _EARLIEST
    )


def _ask(session: Session, scene: Scene, papers: Papers, visit: StagedVisit) -> None:
    asker, firm, number = scene.city.supervisors[FUTIAN][1], visit.firm, number_of(visit)
    asked_at = max(scene.now - _ASKED_BEFORE, scene.office_hour(day_of(visit.recorded_at)))
    request_id, reason = seeded_id(asked_at, scene.dice.getrandbits(74)), scene.texts["results"]["why_void"]
    session.add(
        VoidRequest(
            enterprise_id=firm.id,
            id=request_id,
            visit_id=visit.record.id,
            agency=None,
            asked_by=asker.id,
            reason=reason,
            asked_at=asked_at,
            note="",
        )
    )
    step = {"request": str(request_id), "step": "asked", "reason": reason, "by": str(asker.id), VERSION: FACTS_VERSION}
    about = {VISIT: {"id": str(visit.record.id)}, "step": step}
    papers.enter(LedgerKind.VOID_STEP, asked_at, firm.id, about, visit.record.id)
    papers.trace(asker, "void:asked", asked_at, number, firm, agency=visit.lead, note=reason)
    facts: dict[str, str | int] = {"number": number, "firm": firm.row.name}
    link = f"/visits/{firm.id}/{visit.record.id}"
    papers.tell(inbox.to_district(FUTIAN), "inbox-void-asked", asked_at, facts, link)
