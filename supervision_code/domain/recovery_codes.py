"""Recovery codes: 80 random bits each, written so that a person can copy them from paper."""

import base64
from typing import Final

BYTES: Final = 10
NUMBER: Final = 10
"""So many are handed out at once."""
_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: without i, l, o and u."""
_STANDARD: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_OURS: Final = str.maketrans(_STANDARD, _LETTERS)
_LENGTH: Final = 16
_MISREAD: Final = str.maketrans("iloIL", "110" + "11")
_BETWEEN: Final = str.maketrans("", "", "- \t\u2013\u2014")


def recovery_code(octets: bytes) -> str:
    """Return the code of ten random octets: sixteen letters and digits in groups of four."""
    if len(octets) != BYTES:
        raise ValueError(f"a recovery code is made of {BYTES} octets")
    letters = base64.b32encode(octets).decode("ascii").translate(_TO_OURS)
    return "-".join(letters[start : start + 4] for start in range(0, _LENGTH, 4))


def read_recovery_code(typed: str) -> str | None:
    """Return the letters of a typed code as they are compared, or None when it cannot be one."""
    letters = typed.translate(_BETWEEN).translate(_MISREAD).lower().replace("o", "0")
    return letters if len(letters) == _LENGTH and set(letters) <= set(_LETTERS) else None
