"""What an officer's phone carries so that a day's work needs no network."""

from typing import Any

from flask_openapi.blueprint import APIBlueprint

from supervision_code.api import examples
from supervision_code.api.access import current_caller, scoped
from supervision_code.api.answers import FieldPackage
from supervision_code.api.document import body, ref, told
from supervision_code.domain.clients import Scope
from supervision_code.web.current import supervision

field_packages = APIBlueprint("field_packages", __name__)
_TOLD = told({200: body("The package of this moment.", ref(FieldPackage), examples.FIELD_PACKAGE)}, 404)


@field_packages.get("/field-package", summary="A day's package for an officer's phone", responses=_TOLD)
@scoped(Scope.VISITS_WRITE)
def show() -> dict[str, Any]:
    """Return people, items, today's and tomorrow's firms, keys and rules; 404 for a client that is no phone."""
    product = supervision()
    return product.queries.field_packages.package(current_caller(), product.codes.keys.to_jwks())
