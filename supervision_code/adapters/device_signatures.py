"""What an officer's phone signed: ECDSA on P-256 over SHA-256, in the raw form that browsers write."""

import binascii
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from supervision_code.adapters.signing_keys import COORDINATE_BYTES, from_base64url

_ALGORITHM: Final = ec.ECDSA(hashes.SHA256())


def is_device_key(text: str) -> bool:
    """Say whether a text is a public key as phones tell theirs: an uncompressed point, in base64url."""
    return _key(text) is not None


def signed_by_device(key: str, content: bytes, signature: bytes) -> bool:
    """Say whether the phone with this key signed the content; ``signature`` is r and s, 32 bytes each."""
    public = _key(key)
    if public is None or len(signature) != 2 * COORDINATE_BYTES:
        return False
    halves = signature[:COORDINATE_BYTES], signature[COORDINATE_BYTES:]
    try:
        public.verify(encode_dss_signature(*(int.from_bytes(half) for half in halves)), content, _ALGORITHM)
    except InvalidSignature:
        return False
    return True


def _key(text: str) -> ec.EllipticCurvePublicKey | None:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(text))
    except (ValueError, binascii.Error):
        return None
