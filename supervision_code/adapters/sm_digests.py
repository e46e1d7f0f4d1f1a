"""SM3 (GB/T 32905-2016) from the machine's OpenSSL, where SHA-256 stands otherwise."""

import hashlib

from supervision_code.domain.digests import SHA256, HashAlgorithm


class AlgorithmMissing(Exception):
    """This machine cannot compute a hash; the sentence says which and what to do."""


def _sm3(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


SM3 = HashAlgorithm(id="sm3", digest=_sm3)
_KNOWN = {algorithm.id: algorithm for algorithm in (SHA256, SM3)}


def hash_algorithm(name: str) -> HashAlgorithm:
    """Return the algorithm of this name, tried out. Raises AlgorithmMissing."""
    found = _KNOWN.get(name)
    if found is None:
        raise AlgorithmMissing(f"there is no hash algorithm {name!r}: expected one of {', '.join(_KNOWN)}")
    try:
        found.digest(b"")
    except ValueError:
        raise AlgorithmMissing(f"the OpenSSL of this machine knows no {name}: install one that does") from None
    return found
