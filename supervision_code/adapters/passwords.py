"""The door to Argon2id (argon2-cffi): hashing and checking passwords."""

import secrets
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

_COMMON: Final = frozenset(
    {
        "123456789012",
        "1234567890123",
        "111111111111",
        "000000000000",
        "password1234",
        "passwordpassword",
        "qwertyuiop12",
        "qwertyuiopas",
        "abcdefghijkl",
        "abcd12345678",
        "iloveyou1234",
        "administrator",
        "admin1234567",
        "shenzhen2025",
        "shenzhen2026",
        "shenzhen1234",
        "woaini520520",
        "a12345678901",
    }
)
MINIMUM_LENGTH: Final = 12
_LEAST_DIFFERENT: Final = 4
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


class Passwords:
    """Hashes with Argon2id; a cheap profile exists for tests only."""

    def __init__(self, *, cheap: bool = False) -> None:
        self._hasher = (
            PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)
            if cheap
            else PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1, type=Type.ID)
        )
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        """Return the encoded hash."""
        return self._hasher.hash(password)

    def matches(self, encoded: str | None, password: str) -> bool:
        """Say whether the password fits; with no hash at all it takes as long and says no."""
        try:
            self._hasher.verify(encoded or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return encoded is not None


def too_weak(password: str) -> bool:
    """Say whether a password is too short or too common; there is no rule of composition."""
    plain = password.lower()
    return len(password) < MINIMUM_LENGTH or plain in _COMMON or len(set(plain)) < _LEAST_DIFFERENT


def readable_password() -> str:
    """Return a random first password of sixteen letters and digits that cannot be confused, in groups of four."""
    letters = [secrets.choice(_LETTERS) for _ in range(16)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 16, 4))
