"""Receipts of visits that the client reported."""

from typing import Any
from uuid import UUID

from flask_openapi.blueprint import APIBlueprint
from pydantic import BaseModel, Field

from supervision_code.api import examples
from supervision_code.api.access import current_caller, scoped
from supervision_code.api.answers import Receipts, ReceiptTold
from supervision_code.api.document import body, ref, told
from supervision_code.domain.clients import Scope
from supervision_code.web.current import supervision

receipts = APIBlueprint("receipts", __name__)
_EXAMPLE = {"visit": examples.VISIT, "receipts": [examples.RECEIPT]}


class VisitPath(BaseModel):
    """The visit in the address."""

    visit: UUID = Field(description="The visit's id.")


@receipts.get(
    "/visits/<visit>/receipts",
    summary="Receipts of a visit",
    responses=told({200: body("Its receipts so far.", ref(Receipts), _EXAMPLE)}, 404, 422),
)
@scoped(Scope.RECEIPTS_READ)
def show(path: VisitPath) -> dict[str, Any]:
    """Return the receipts of a visit: promises at once, proofs as soon as the entries are sealed."""
    queries = supervision().queries
    firm, agency = queries.visit_events.firm_of(current_caller(), path.visit)
    found = [
        ReceiptTold(entry=row.entry_id, kind=row.kind, number=row.number, witnessed=row.witnessed, receipt=text)
        for row, text in queries.receipts.for_agency(firm, path.visit, agency)
    ]
    return Receipts(visit=path.visit, receipts=found).model_dump(mode="json")
