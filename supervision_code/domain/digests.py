"""Hash functions by name: the name is stored beside every hash, so that SM3 can stand where SHA-256 stands."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class HashAlgorithm:
    """A hash function with 32 bytes of output, and the name that is stored beside its hashes."""

    id: str
    digest: Callable[[bytes], bytes]


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


SHA256: Final = HashAlgorithm(id="sha256", digest=_sha256)
HASH_BYTES: Final = 32
