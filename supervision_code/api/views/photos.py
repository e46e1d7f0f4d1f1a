"""Photos of a visit, one by one, from the phone that reported the visit."""

from typing import Final
from uuid import UUID

from flask import Response, jsonify, request
from flask_openapi.blueprint import APIBlueprint
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from supervision_code.api import examples
from supervision_code.api.access import current_caller, scoped
from supervision_code.api.answers import PhotoTaken
from supervision_code.api.clocks import CLOCKS, InvalidHeaders, senders_clock
from supervision_code.api.document import body, ref, told
from supervision_code.api.photos import take_photo
from supervision_code.api.schemas import VisitPhotoSent
from supervision_code.domain.clients import Scope
from supervision_code.web.current import supervision

photos = APIBlueprint("photos", __name__)
_SENT: Final = {
    "required": True,
    "content": {"application/json": {"schema": ref(VisitPhotoSent), "example": examples.PHOTO}},
}
_TOLD: Final = told(
    {200: body("On record, now or since before; the same receipt again.", ref(PhotoTaken), examples.PHOTO_TAKEN)},
    404,
    409,
    413,
    415,
    422,
)


class VisitPath(BaseModel):
    """The visit in the address."""

    visit: UUID = Field(description="The visit's id; the record names the same.")


@photos.post(
    "/visits/<visit>/photos",
    summary="A photo of a visit",
    request_body=_SENT,
    responses=_TOLD,
    openapi_extensions={"parameters": CLOCKS},
)
@scoped(Scope.VISITS_WRITE)
def add(path: VisitPath) -> Response:
    """Take one photo of a visit that this phone reported; the same again changes nothing."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        taken = take_photo(supervision(), current_caller(), request.get_data(), senders_clock(), path.visit)
    except ValidationError as error:
        raise InvalidHeaders(error) from error
    return jsonify(taken.answer)
