"""Photos of a visit: taken in, listed, looked at one by one, withdrawn."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from officer_portal.forms.photos import PhotosForm, WithdrawalForm
from supervision_code.domain.errors_of_working_day import PhotoRefused
from supervision_code.domain.permissions import Permission
from supervision_code.domain.photos import MOST_BYTES, MOST_PHOTOS
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.errors import sentence_of
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervision_code.web.stored_files import picture_answer
from supervision_code.web.uploads import takes_uploads

photos = Blueprint("photos", __name__, url_prefix="/visits/<uuid:enterprise_id>/<uuid:visit_id>/photos")
_INDEX = "officer/photos/index.html"
_SHOW = "officer/photos/show.html"
_MEGABYTES = 320
"""Twenty photos of the largest size, and the form around them."""


@photos.get("")
@requires(Permission.AGENCY_VISITS_SEE)
def index(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """List the photos and take in more."""
    return _index(enterprise_id, visit_id, PhotosForm(formdata=None), ())


@photos.post("")
@requires(Permission.DOCUMENT_MAKE)
@takes_uploads(_MEGABYTES)
def add(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Take in every file that can be; each of the others is named with what is wrong and what is expected."""
    form = PhotosForm()
    files = [file for file in request.files.getlist("photos") if file.filename]
    if not form.validate_on_submit() or not files:
        return _index(enterprise_id, visit_id, form, () if files else (t("officer-photos-none-chosen"),), status=422)
    answers = [_take(form, enterprise_id, visit_id, place, file) for place, file in enumerate(files)]
    refused = [answer for answer in answers if isinstance(answer, str)]
    if kept := {answer for answer in answers if isinstance(answer, UUID)}:
        flash(t("officer-photos-kept", count=len(kept)), "saved")
    if refused:
        form.taken.data = ""
        return _index(enterprise_id, visit_id, form, refused, status=422)
    return see_other("photos.index", enterprise_id=enterprise_id, visit_id=visit_id)


@photos.get("/<uuid:photo_id>")
@requires(Permission.AGENCY_VISITS_SEE)
def show(enterprise_id: UUID, visit_id: UUID, photo_id: UUID) -> ResponseReturnValue:
    """Show one photo with all that is on record of it."""
    photo = supervision().queries.photos.photo(current_actor(), enterprise_id, visit_id, photo_id)
    return render(_SHOW, photo=photo, form=WithdrawalForm(formdata=None))


@photos.get("/<uuid:photo_id>/picture.jpg")
@requires(Permission.AGENCY_VISITS_SEE)
def picture(enterprise_id: UUID, visit_id: UUID, photo_id: UUID) -> ResponseReturnValue:
    """Send the picture; ``?small`` the one for lists."""
    small = "small" in request.args
    queries = supervision().queries.photos
    return picture_answer(queries.picture(current_actor(), enterprise_id, visit_id, photo_id, small=small))


@photos.post("/<uuid:photo_id>/withdraw")
@requires(Permission.DOCUMENT_MAKE)
def withdraw(enterprise_id: UUID, visit_id: UUID, photo_id: UUID) -> ResponseReturnValue:
    """Mark a photo as withdrawn."""
    actor, form = current_actor(), WithdrawalForm()
    photo = supervision().queries.photos.photo(actor, enterprise_id, visit_id, photo_id)
    reason = form.reason.data or ""
    if not form.validate() or not form.succeeds(
        lambda: supervision().photos.withdraw(actor, enterprise_id, visit_id, photo_id, reason)
    ):
        return render(_SHOW, status=422, photo=photo, form=form)
    return see_other("photos.show", enterprise_id=enterprise_id, visit_id=visit_id, photo_id=photo_id)


def _take(form: PhotosForm, enterprise_id: UUID, visit_id: UUID, place: int, file: FileStorage) -> UUID | str:
    """Take in one file; returns the photo it is kept as, or why it is not kept."""
    content = file.stream.read(MOST_BYTES + 1)
    file.close()
    try:
        return supervision().photos.add(
            current_actor(),
            enterprise_id,
            visit_id,
            content,
            caption=form.caption.data or "",
            taken_at=form.taken_at(place),
        )
    except PhotoRefused as refusal:
        return t("officer-photos-refused", file=(file.filename or "")[-60:], why=sentence_of(refusal))


def _index(
    enterprise_id: UUID, visit_id: UUID, form: PhotosForm, refused: Sequence[str], *, status: int = 200
) -> ResponseReturnValue:
    queries, actor = supervision().queries, current_actor()
    return render(
        _INDEX,
        status=status,
        visit=queries.visit_pages.visit(actor, enterprise_id, visit_id),
        photos=queries.photos.of_visit(actor, enterprise_id, visit_id),
        form=form,
        refused=refused,
        most=MOST_PHOTOS,
    )
