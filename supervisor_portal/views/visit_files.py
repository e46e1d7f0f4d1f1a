"""Photos and final documents of visits in the area."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.stored_files import pdf_answer, picture_answer

visit_files = Blueprint("visit_files", __name__, url_prefix="/visits/<uuid:enterprise_id>/<uuid:visit_id>")


@visit_files.get("/photos/<uuid:photo_id>/picture.jpg")
@requires(Permission.AREA_VISITS_SEE)
def picture(enterprise_id: UUID, visit_id: UUID, photo_id: UUID) -> ResponseReturnValue:
    """Send a photo; ``?small`` the one for lists."""
    queries, small = supervision().queries.photos, "small" in request.args
    return picture_answer(queries.picture(current_actor(), enterprise_id, visit_id, photo_id, small=small))


@visit_files.get("/documents/<uuid:document_id>.pdf")
@requires(Permission.AREA_VISITS_SEE)
def document(enterprise_id: UUID, visit_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Send a final document of a visit."""
    found = supervision().queries.documents.file(current_actor(), enterprise_id, document_id, visit_id=visit_id)
    return pdf_answer(found.content, found.name)
