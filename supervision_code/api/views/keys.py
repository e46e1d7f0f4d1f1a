"""The public keys of supervision codes, for the offline check."""

from flask import Response, current_app
from flask_openapi.blueprint import APIBlueprint

from supervision_code.api import examples
from supervision_code.api.answers import KeySet
from supervision_code.api.document import body, ref, told
from supervision_code.web.access import public
from supervision_code.web.current import supervision

keys = APIBlueprint("keys", __name__)
_TOLD = told({200: body("The key set.", ref(KeySet), examples.KEYS)}, open_to_all=True)


@keys.get("/keys", summary="Public keys of the codes", responses=_TOLD)
@public
def show() -> Response:
    """Return the key set; the same as /.well-known/jwks.json."""
    return current_app.response_class(supervision().codes.keys.to_jwks(), content_type="application/json")
