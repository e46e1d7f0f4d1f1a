"""From the bytes of a photo's record to the photo on record: the same from the phone itself and from a desk."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from supervision_code.api.schemas import VisitPhotoSent
from supervision_code.domain.clients import Caller
from supervision_code.domain.errors import InvalidValue, NoSuchRecord
from supervision_code.domain.visit_events import DeviceMoment, SendersClock
from supervision_code.product import Supervision

PHOTO: Final = "visit_photo"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoAnswer:
    """What is answered about a photo; ``repeated``: it was on record already, and nothing changed."""

    answer: Mapping[str, Any]
    repeated: bool


def is_photo(raw: bytes) -> bool:
    """Say whether a record is meant as a photo; whether it is one, only reading shows."""
    return raw.startswith(f'{{"event":"{PHOTO}"'.encode())


def take_photo(
    product: Supervision, caller: Caller, raw: bytes, clock: SendersClock, named: UUID | None = None
) -> PhotoAnswer:
    """Put the photo of a record on its visit and return what is answered; the same photo again is the same.

    ``named``: the visit in the address, where there is one.

    Raises ValidationError for a record that cannot be read, InvalidValue when its hash is another, PhotoRefused, and
    NoSuchRecord for a visit that is not within reach or a client that is no phone.
    """
    sent = VisitPhotoSent.model_validate_json(raw)
    content = _content(sent)
    if caller.officer is None or named not in {None, sent.visit}:
        raise NoSuchRecord
    firm, _ = product.queries.visit_events.firm_of(caller, sent.visit)
    moment = DeviceMoment(claimed_at=sent.claimed_at, monotonic_ms=sent.monotonic_ms, boot=sent.boot)
    taken_at = min(sent.claimed_at + clock.error_of(moment), product.clock.now())
    taken = product.photos.take(caller.officer, firm, sent.visit, content, caption=sent.caption, taken_at=taken_at)
    answer = {
        "visit": str(sent.visit),
        "event": PHOTO,
        "sha256": sent.sha256,
        "photo": str(taken.id),
        "receipt": _receipt(product, caller, firm, sent.visit, taken.id),
    }
    return PhotoAnswer(answer=answer, repeated=taken.repeated)


def _content(sent: VisitPhotoSent) -> bytes:
    try:
        content = base64.b64decode(sent.content, validate=True)
    except ValueError as error:
        raise InvalidValue(field="content", value="", expected="expected-base64") from error
    if hashlib.sha256(content).hexdigest() != sent.sha256:
        raise InvalidValue(field="sha256", value=sent.sha256, expected="expected-hash-of-content")
    return content


def _receipt(product: Supervision, caller: Caller, firm: UUID, visit: UUID, photo: UUID) -> Mapping[str, str]:
    entry = product.queries.visit_events.entry_of_photo(caller, firm, visit, photo)
    return {"entry": str(entry), "promise": product.queries.receipts.promise_of(firm, entry)}
