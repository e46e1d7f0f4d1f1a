"""A log as a witness meets it: it grows, signs checkpoints, proves its growth, and can be made to lie."""

from base64 import b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from supervision_code.adapters.note_signing import Ed25519NoteSigner
from supervision_code.domain.checkpoints import Checkpoint
from supervision_code.domain.merkle import Frontier, HashSource, consistency_proof, leaf_hash, root_of
from supervision_code.domain.notes import sign_note

ORIGIN = "example.org/log-1"
LOG_SEED = bytes(range(32))


def leaves(count: int, *, other_from: int | None = None) -> list[bytes]:
    """Leaf hashes; from ``other_from`` on those of another history."""
    return [
        leaf_hash(f"{'other' if other_from is not None and number >= other_from else 'entry'} {number}".encode())
        for number in range(count)
    ]


def source_over(hashes: list[bytes]) -> HashSource:
    return lambda level, index: root_of(hashes[index << level : (index + 1) << level])


@dataclass
class MadeLog:
    """Submissions for a log whose entries are counted."""

    origin: str = ORIGIN
    seed: bytes = LOG_SEED
    other_from: int | None = None
    signer: Ed25519NoteSigner = field(init=False)

    def __post_init__(self) -> None:
        self.signer = Ed25519NoteSigner(self.origin, Ed25519PrivateKey.from_private_bytes(self.seed))

    @property
    def vkey(self) -> str:
        return self.signer.key.text

    def checkpoint(self, size: int) -> Checkpoint:
        frontier = Frontier()
        for one in leaves(size, other_from=self.other_from):
            frontier.append(one)
        return Checkpoint(origin=self.origin, size=size, root=frontier.root())

    def note(self, size: int) -> str:
        return str(sign_note(self.checkpoint(size).text, self.signer))

    def proof(self, old: int, size: int) -> list[bytes]:
        return consistency_proof(old, size, source_over(leaves(size, other_from=self.other_from)))

    def request(self, old: int, size: int) -> bytes:
        hashes = self.proof(old, size) if old <= size else []
        proof = "".join(f"{b64encode(one).decode()}\n" for one in hashes)
        return f"old {old}\n{proof}\n{self.note(size)}".encode()
