"""Who calls."""

from typing import Any

from flask_openapi.blueprint import APIBlueprint

from supervision_code.api import examples
from supervision_code.api.access import any_client, current_caller
from supervision_code.api.answers import Me
from supervision_code.api.document import body, ref, told

me = APIBlueprint("me", __name__)


@me.get("/me", summary="Who calls", responses=told({200: body("The client.", ref(Me), examples.ME)}))
@any_client
def show() -> dict[str, Any]:
    """Return the client behind the token and what it may do."""
    caller = current_caller()
    return Me(
        client=caller.client_id,
        name=caller.name,
        kind=caller.kind,
        agency=caller.agency,
        officer=caller.officer.name if caller.officer else None,
        scopes=sorted(caller.scopes),
    ).model_dump(mode="json")
