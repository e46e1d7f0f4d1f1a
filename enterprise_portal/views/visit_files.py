"""Photos and final documents of the own firm's visits."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from supervision_code.domain.identifiers import NOBODY
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.stored_files import pdf_answer, picture_answer

visit_files = Blueprint("visit_files", __name__, url_prefix="/visits/<uuid:visit_id>")


@visit_files.get("/photos/<uuid:photo_id>/picture.jpg")
@requires(Permission.OWN_VISITS_SEE)
def picture(visit_id: UUID, photo_id: UUID) -> ResponseReturnValue:
    """Send a photo; ``?small`` the one for lists."""
    actor, small = current_actor(), "small" in request.args
    firm = actor.enterprise_id or NOBODY
    return picture_answer(supervision().queries.photos.picture(actor, firm, visit_id, photo_id, small=small))


@visit_files.get("/documents/<uuid:document_id>.pdf")
@requires(Permission.OWN_VISITS_SEE)
def document(visit_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Send a final document of a visit."""
    actor = current_actor()
    found = supervision().queries.documents.file(actor, actor.enterprise_id or NOBODY, document_id, visit_id=visit_id)
    return pdf_answer(found.content, found.name)
