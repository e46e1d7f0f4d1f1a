"""What an officer's working day leaves, put on record directly: a task, a notice, a proposal, papers, results."""

import io
import json
from datetime import date
from uuid import UUID

from pypdf import PdfWriter
from sqlalchemy import update

from supervision_code.adapters.file_store import FileStore
from supervision_code.domain.days import day_number
from supervision_code.domain.document_fields import clean
from supervision_code.domain.documents import DocumentKind, DocumentState
from supervision_code.domain.permissions import Actor
from supervision_code.domain.planned_visits import HalfDay, PlannedVisitState
from supervision_code.domain.rectifications import RectificationState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.documents import Document, VisitPhoto
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.results import Rectification, VoidRequest
from supervision_code.product import Supervision
from tests.adapters.papers import small_photo
from tests.factories import given
from tests.factories.notices import build_notice
from tests.factories.tasks import build_task
from tests.support.clock import FRIDAY_TEN


def task_of(supervision: Supervision, firm: Enterprise, agency: str) -> UUID:
    """An open task of an agency at a firm."""
    task = build_task(firm, agency)
    given(supervision.database, task)
    return task.id


def at_half(supervision: Supervision, half_day: HalfDay | None, *plans: UUID) -> None:
    """Fix the time of planned visits, as a firm's choice does, or open it again."""
    with supervision.database.begin() as session:
        session.execute(update(PlannedVisit).where(PlannedVisit.id.in_(plans)).values(half_day=half_day))


def notice_of(supervision: Supervision, firm: Enterprise, plan: UUID) -> UUID:
    """A notice of a planned visit."""
    notice = build_notice(firm, plan)
    given(supervision.database, notice)
    return notice.id


def proposal_of(supervision: Supervision, firm: Enterprise, officer: Actor) -> UUID:
    """A joint visit that an agency is to lead, proposed."""
    proposal = PlannedVisit(
        enterprise_id=firm.id,
        id=UUID(int=firm.id.int ^ 7),
        agency=officer.agency or "",
        day=day_number(date(2026, 12, 8)),
        first_day=day_number(date(2026, 12, 7)),
        last_day=day_number(date(2026, 12, 11)),
        type=InspectionType.ROUTINE,
        state=PlannedVisitState.PROPOSED,
        planned_by=officer.account_id,
        planned_at=FRIDAY_TEN,
        merged_at=FRIDAY_TEN,
    )
    given(supervision.database, proposal)
    return proposal.id


def papers_of(supervision: Supervision, officer: Actor, firm: Enterprise, visit_id: UUID) -> tuple[UUID, UUID]:
    """A photo and a final document of a visit, put on record directly: their files lie in the store."""
    files = FileStore(supervision.settings.files_folder)
    photo_id, document_id = UUID(int=visit_id.int ^ 3), UUID(int=visit_id.int ^ 4)
    agency, paper = officer.agency or "", _blank_page()
    photo = VisitPhoto(
        enterprise_id=firm.id,
        id=photo_id,
        visit_id=visit_id,
        agency=agency,
        original_sha256="0" * 64,
        stored_sha256=files.put(small_photo()),
        small_sha256=files.put(small_photo()),
        width=640,
        height=480,
        size=1,
        received_at=FRIDAY_TEN,
    )
    document = Document(
        enterprise_id=firm.id,
        id=document_id,
        visit_id=visit_id,
        agency=agency,
        kind=DocumentKind.RESULT,
        number=f"GZ{photo_id.int % 1000}",
        version=1,
        state=DocumentState.FINAL,
        made_at=FRIDAY_TEN,
        pdf_sha256=files.put(paper),
        pdf_size=len(paper),
        fields=json.dumps(clean(DocumentKind.RESULT, {})),
    )
    given(supervision.database, photo, document)
    return photo_id, document_id


def results_of(supervision: Supervision, officer: Actor, firm: Enterprise, visit_id: UUID) -> tuple[UUID, UUID]:
    """Something to be put right, and a request to void, both of a visit."""
    ordered_id, request_id = UUID(int=visit_id.int ^ 5), UUID(int=visit_id.int ^ 6)
    ordered = Rectification(
        enterprise_id=firm.id,
        id=ordered_id,
        visit_id=visit_id,
        agency=officer.agency or "",
        text="更换压缩机",
        due=date(2026, 12, 4),
        state=RectificationState.ORDERED,
        ordered_at=FRIDAY_TEN,
    )
    request = VoidRequest(
        enterprise_id=firm.id,
        id=request_id,
        visit_id=visit_id,
        agency=officer.agency,
        asked_by=officer.account_id,
        reason="扫错了企业",
        asked_at=FRIDAY_TEN,
    )
    given(supervision.database, ordered, request)
    return ordered_id, request_id


def _blank_page() -> bytes:
    written = io.BytesIO()
    with PdfWriter() as made:
        made.add_blank_page(595, 842)
        made.write(written)
    return written.getvalue()
