"""An officer's phone without a browser: a key of its own, and records as it keeps and exports them."""

import base64
import hashlib
import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from supervision_code.adapters.signing_keys import base64url
from supervision_code.domain.clients import GivenToken
from supervision_code.domain.field_files import FORMAT
from supervision_code.domain.permissions import Actor
from supervision_code.product import Supervision
from supervision_code.services.field_devices import NewPhone


class PaperPhone:
    """A phone of an officer."""

    def __init__(self, supervision: Supervision, officer: Actor, name: str = "工作手机") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key = base64url(point)
        self._supervision = supervision
        self._officer = officer
        self.name = name
        self.given = self.set_up()

    @property
    def client_id(self) -> UUID:
        """As what the server knows it."""
        return self.given.client_id

    def set_up(self, client_id: UUID | None = None) -> GivenToken:
        """Set it up, or again as what it was."""
        phone = NewPhone(name=self.name, public_key=self.public_key, client_id=client_id)
        return self._supervision.field_devices.set_up(self._officer, phone)

    def sign(self, raw: bytes) -> bytes:
        """Sign as a browser does: r and s, 32 bytes each."""
        halves = decode_dss_signature(self._key.sign(raw, ec.ECDSA(hashes.SHA256())))
        return b"".join(half.to_bytes(32, "big") for half in halves)

    def record(self, event: dict[str, Any]) -> dict[str, Any]:
        """Return a record as it stands in an export."""
        raw = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        return {
            "bytes": base64.b64encode(raw).decode(),
            "sha256": hashlib.sha256(raw).hexdigest(),
            "signature": base64.b64encode(self.sign(raw)).decode(),
        }

    def export(self, *events: dict[str, Any], **other: Any) -> bytes:
        """Return the file with these events."""
        records = [self.record(event) for event in events]
        return self.file(records, **other)

    def file(self, records: list[dict[str, Any]], /, **other: Any) -> bytes:
        """Return a file of these records under a head of this phone; ``other`` stands in the head."""
        listed = [one["sha256"] for one in records]
        told = {"format": FORMAT, "client": str(self.client_id), "offset_ms": 0, "records": listed, **other}
        head = json.dumps(told).encode()
        said = {
            "format": FORMAT,
            "head": base64.b64encode(head).decode(),
            "signature": base64.b64encode(self.sign(head)).decode(),
            "records": records,
        }
        return json.dumps(said).encode()
