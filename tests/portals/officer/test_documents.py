"""Documents at the officers' portal: begun, filled in, signed on the screen, refused, approved, corrected, handed out."""

import io
import json
from typing import Any, Final

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from supervision_code.domain.documents import DocumentKind, DocumentState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.signatures import canonical_strokes
from supervision_code.persistence.models.documents import Document
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.product import Supervision
from tests.adapters.papers import ink
from tests.factories.small_city import SmallCity
from tests.portals.officer.scenes import open_visit
from tests.support.portals import Visitor, VisitPortal

FILLED: Final = {"place": "后厨", "firm_person": "王五", "firm_capacity": "店长", "seen": "冷藏柜六度"}
INK: Final = canonical_strokes(ink())


def visit_of(supervision: Supervision, city: SmallCity) -> str:
    """The address of a visit under way."""
    opened = open_visit(supervision, city)
    return f"/visits/{city.firm.id}/{opened.visit_id}"


def begun(visitor: Visitor, visit: str, kind: DocumentKind) -> str:
    """The address of a document begun for a visit."""
    visitor.send(f"{visit}/documents", {"kind": kind.value})
    assert visitor.last is not None
    return visitor.last.request.path.removeprefix("/officer")


def seats_of(supervision: Supervision, address: str) -> list[str]:
    """The officers' lines of a document, by their keys."""
    with supervision.database.read() as session:
        facts = session.scalars(select(Document.facts).where(Document.id == _id(address))).one()
    return [f"officer:{one}" for one in json.loads(facts)["values"]["signers"]]


def _id(address: str) -> Any:
    from uuid import UUID

    return UUID(address.rsplit("/", 1)[1])


def signed_by_officers(supervision: Supervision, visitor: Visitor, address: str) -> None:
    """All officers have signed."""
    for seat in seats_of(supervision, address):
        visitor.send(f"{address}/sign", {"seat": seat, "strokes": INK})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_record_is_filled_in_signed_by_all_and_read_by_the_firm(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    visit = visit_of(supervision, city)
    address = begun(officer, visit, DocumentKind.RECORD)

    refused = officer.send(address, {"place": "后厨", "seen": "", "then": "signing"}, status=422)
    assert "这一项不能空着" in refused.text
    officer.send(address, FILLED)
    draft = PdfReader(io.BytesIO(officer.fetch(f"{address}/preview.pdf").data))
    assert "草稿" in draft.pages[0].extract_text()
    officer.send(address, {**FILLED, "then": "signing"})

    nothing = officer.send(f"{address}/sign", {"seat": seats_of(supervision, address)[0], "strokes": ""}, status=422)
    assert "还没有签名" in nothing.text
    signed_by_officers(supervision, officer, address)
    final = officer.send(f"{address}/sign", {"seat": "firm", "name": "王五", "capacity": "店长", "strokes": INK})

    assert "文书已定稿" in final.text
    firm = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_ADMINISTRATOR])
    page = firm.get(f"/visits/{visit.rsplit('/', 1)[1]}")
    assert "现场检查笔录" in page.text
    link = next(one for one in page.links if one.endswith(".pdf"))
    answer = firm.fetch(link.removeprefix("/enterprise"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.data)).pages)
    assert {"现场检查笔录", "冷藏柜六度", "王五"} <= {word for word in ("现场检查笔录", "冷藏柜六度", "王五") if word in text}
    assert "草稿" not in text
    with supervision.database.read() as session:
        assert session.scalars(select(LedgerEntry).where(LedgerEntry.kind == LedgerKind.DOCUMENT_FINAL)).one()
        keys = set(session.scalars(select(InboxMessage.key)))
    assert "inbox-document-final" in keys
