"""What an agency has of a working day, and the addresses at which its officers open it."""

from collections.abc import Iterator
from datetime import date

from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import InspectionType
from supervision_code.product import Supervision
from tests.adapters.papers import small_photo
from tests.factories.inspection_plans import brought_to
from tests.factories.small_city import SmallCity
from tests.factories.working_day import notice_of, papers_of, proposal_of, results_of, task_of
from tests.portals.officer.scenes import open_visit

_OF_A_PLAN = ("", "/choose", "/contents", "/objects", "/objects.csv")


def working_day_of(supervision: Supervision, city: SmallCity) -> tuple[str, ...]:
    """Put plans, tasks, a proposal, a visit under way, its papers and photos on record; return their addresses."""
    return tuple(
        f"/officer{path}"
        for path in (
            "/field/who.json",
            "/field/words.json",
            "/service-worker.js",
            *_planned(supervision, city),
            *_under_way(supervision, city),
        )
    )


def _planned(supervision: Supervision, city: SmallCity) -> Iterator[str]:
    officer, firm = city.actor(Role.OFFICER), city.firm
    for state in (PlanState.DRAFT, PlanState.PUBLISHED):
        plan = brought_to(supervision, city, state)
        yield from (f"/inspection-plans/{plan}{step}" for step in _OF_A_PLAN)
    yield f"/tasks/{firm.id}/{task_of(supervision, firm, officer.agency or '')}"
    yield f"/proposals/{firm.id}/{proposal_of(supervision, firm, officer)}"
    day = date(2026, 12, 7)
    visit = supervision.planned_visits.plan(officer, firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), "")
    notice_of(supervision, firm, visit)
    yield f"/planned-visits/{firm.id}/{visit}/notice"
    yield f"/planned-visits/{firm.id}/{visit}/documents"


def _under_way(supervision: Supervision, city: SmallCity) -> Iterator[str]:
    officer, firm, other = city.actor(Role.OFFICER), city.firm, city.officers[1]
    supervision.portraits.keep(city.actor(Role.AGENCY_MANAGER), other.id, small_photo())
    yield f"/officers/{other.id}/portrait.jpg"
    opened = open_visit(supervision, city, over_limit_reason="群众举报食品变质，需当场核实。")
    visit = f"/visits/{firm.id}/{opened.visit_id}"
    photo, document = papers_of(supervision, officer, firm, opened.visit_id)
    ordered, _ = results_of(supervision, officer, firm, opened.visit_id)
    draft = supervision.documents.begin_for_visit(officer, firm.id, opened.visit_id, DocumentKind.RECORD)
    yield from (f"{visit}{step}" for step in ("", "/code", "/code/live", "/presence/officers"))
    yield f"{visit}/presence/officers/{other.id}/absent"
    yield from (f"{visit}/photos", f"{visit}/photos/{photo}", f"{visit}/photos/{photo}/picture.jpg")
    yield f"/rectifications/{firm.id}/{ordered}"
    for paper in (document, draft):
        yield from (f"/documents/{firm.id}/{paper}{step}" for step in ("", "/file.pdf", "/preview.pdf", "/sign"))
