"""A few photos and signed records for the demonstration: drawn by code, signed by nobody who exists."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from supervision_code.adapters.photo_drawing import draw_photo
from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.permissions import Actor
from supervision_code.domain.signatures import Stroke, canonical_strokes
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.product import Supervision
from supervision_code.services.document_signing import Answer
from supervision_code.services.documents import DocumentRef
from supervision_code.web.paper_words import paper_words

_OFFICER: Final = "officer-market"
_OWNER: Final = "shop-owner"
_VISITS: Final = 3
_FIELDS: Final = {
    "firm_person": "陈棠",
    "firm_capacity": "店长",
    "certificates_shown": "yes",
    "rights_told": "yes",
    "avoidance": "否",
    "seen": "后厨整洁，冷藏柜温度4摄氏度，进货台账齐全，从业人员健康证明在有效期内。",
    "statement": "情况属实。",
}


def add_documents(supervision: Supervision) -> int:
    """Put photos and a signed record beside the market agency's newest visits to the shop; returns how many."""
    officer = _account(supervision, _OFFICER)
    owner = _account(supervision, _OWNER)
    signed_in = supervision.queries.accounts.find_signed_in(officer.id) if officer else None
    if signed_in is None or owner is None or owner.enterprise_id is None:
        return 0
    visits = _visits(supervision, signed_in.actor, owner.enterprise_id)
    for place, visit in enumerate(visits):
        _record(supervision, signed_in.actor, visit, place)
    return len(visits)


def _account(supervision: Supervision, username: str) -> Account | None:
    with supervision.database.read() as session:
        return session.scalar(select(Account).where(Account.username == username))


def _visits(supervision: Supervision, actor: Actor, firm: UUID) -> Sequence[tuple[UUID, UUID]]:
    query = (
        select(Visit.enterprise_id, Visit.id)
        .join(
            Participation, (Participation.enterprise_id == Visit.enterprise_id) & (Participation.visit_id == Visit.id)
        )
        .where(Visit.enterprise_id == firm, Participation.agency == actor.agency, Visit.state == VisitState.CLOSED)
        .order_by(Visit.started_at.desc())
    )
    with supervision.database.read() as session:
        return [(enterprise, visit) for enterprise, visit in session.execute(query.limit(_VISITS))]


def _record(supervision: Supervision, actor: Actor, visit: tuple[UUID, UUID], place: int) -> None:
    for number, caption in enumerate(("后厨操作台", "冷藏柜")):
        supervision.photos.add(actor, *visit, draw_photo(place, number), caption=caption)
    begun = supervision.documents.begin_for_visit(actor, *visit, DocumentKind.RECORD)
    ref = DocumentRef(enterprise_id=visit[0], id=begun)
    fields: dict[str, Any] = supervision.queries.documents.page(actor, *_key(ref)).fields
    supervision.documents.fill(actor, ref, {**fields, **_FIELDS})
    supervision.documents.begin_signing(actor, ref, paper_words())
    for turn, line in enumerate(supervision.queries.documents.page(actor, *_key(ref)).lines):
        ink = canonical_strokes(_ink(place + turn))
        answer = Answer(
            enterprise_id=ref.enterprise_id, document_id=ref.id, seat=line.seat.key, name="陈棠", strokes=ink
        )
        supervision.document_signing.sign(actor, answer)


def _key(ref: DocumentRef) -> tuple[UUID, UUID]:
    return ref.enterprise_id, ref.id


def _ink(seed: int) -> tuple[Stroke, ...]:
    """Draw two wavy lines that read like a hurried name."""
    first = tuple((1200 + 260 * step, 5000 + (1800 if (step + seed) % 2 else -1600)) for step in range(14))
    second = tuple((5200 + 240 * step, 3000 + (step * (400 + 37 * seed)) % 4200) for step in range(12))
    return first, second
