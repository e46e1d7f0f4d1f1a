"""Receipts made by hand after docs/operations/receipts.md, with the keys that check them."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from supervision_code.adapters.note_signing import Ed25519NoteSigner
from supervision_code.domain.checkpoints import Checkpoint, InclusionReceipt, Promise
from supervision_code.domain.digests import SHA256
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind, canonical, commitment_digest, entry_body
from supervision_code.domain.merkle import inclusion_proof, leaf_hash, root_of
from supervision_code.domain.notes import Note, parse_signature, sign_note
from tests.support.clock import FRIDAY_TEN
from tests.witness.logs import leaves, source_over
from witness.notes import CosigningKey

LOG = "supervision-log-1"
AT = int(FRIDAY_TEN.timestamp() * 1000)
SALT = bytes(range(16))
VISIT: dict[str, Canonical] = {"parts": [{"agency": "440305-scjg"}], "started": AT, "kind": "inspection"}


def signer(name: str, fill: int) -> Ed25519NoteSigner:
    return Ed25519NoteSigner(name, Ed25519PrivateKey.from_private_bytes(bytes([fill]) * 32))


@dataclass(frozen=True, slots=True)
class MadeReceipts:
    """A log of one visit among nine entries, and three witnesses of which two cosigned."""

    log: Ed25519NoteSigner
    promises: Ed25519NoteSigner
    witnesses: tuple[CosigningKey, ...]

    @property
    def keys(self) -> str:
        lines = (self.log.key.text, self.promises.key.text, *(one.public.text for one in self.witnesses))
        return "# keys\n\n" + "".join(f"{line}\n" for line in lines)

    def body(self, facts: dict[str, Canonical], log: str = LOG) -> str:
        digests = {name: commitment_digest(SALT, canonical(value)) for name, value in facts.items()}
        return entry_body(
            log_id=log, entry_id=new_id(FRIDAY_TEN), kind=LedgerKind.VISIT_OPENED, recorded_at_ms=AT, digests=digests
        ).decode()

    def shown(self, body: str, facts: dict[str, Canonical]) -> dict[str, Any]:
        return {
            "v": 1,
            "body": body,
            "openings": {name: {"salt": SALT.hex(), "value": value} for name, value in facts.items()},
            "promise": str(self.promise(body)),
        }

    def promise(self, body: str) -> Note:
        leaf = leaf_hash(body.encode(), SHA256)
        return sign_note(Promise(origin=LOG, leaf=leaf, recorded_at_ms=AT).text, self.promises)

    def sealed(self, *, origin: str = LOG, index: int = 4, size: int = 9) -> str:
        facts: dict[str, Canonical] = {"firm": "0195-firm", "visit": VISIT}
        body = self.body(facts)
        hashes = leaves(size)
        hashes[index] = leaf_hash(body.encode())
        text = Checkpoint(origin=origin, size=size, root=root_of(hashes)).text
        note = sign_note(text, Ed25519NoteSigner(origin, self.log._private))
        cosigned = tuple(parse_signature(key.cosign(text, AT // 1000).rstrip("\n")) for key in self.witnesses[:2])
        proof = inclusion_proof(index, size, source_over(hashes))
        return str(
            InclusionReceipt(
                index=index,
                proof=tuple(proof),
                checkpoint=Note(text=text, signatures=(*note.signatures, *cosigned)),
                extra=canonical(self.shown(body, facts)),
            )
        )

    def waiting(self) -> str:
        facts: dict[str, Canonical] = {"firm": "0195-firm", "visit": VISIT}
        body = self.body(facts)
        extra = {name: value for name, value in self.shown(body, facts).items() if name != "promise"}
        head = base64.b64encode(canonical(extra)).decode()
        return f"supervision-code/promise@v1\nextra {head}\n\n{self.promise(body)}"


def made_receipts() -> MadeReceipts:
    witnesses = tuple(
        CosigningKey(f"witness-{number}.example", Ed25519PrivateKey.from_private_bytes(bytes([number + 10]) * 32))
        for number in range(3)
    )
    return MadeReceipts(signer(LOG, 1), signer(f"{LOG}/promise", 2), witnesses)


def with_extra(receipt: str, change: Any) -> str:
    """The receipt with another extra: ``change`` alters the read JSON."""
    lines = receipt.split("\n")
    extra = json.loads(base64.b64decode(lines[1].removeprefix("extra ")))
    change(extra)
    lines[1] = f"extra {base64.b64encode(canonical(extra)).decode()}"
    return "\n".join(lines)


MADE_WITNESS = made_receipts().witnesses[0]
