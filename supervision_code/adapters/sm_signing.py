"""SM2 with SM3 (GB/T 32918.2 and .5) for signed notes, through gmssl: the only door to it; an extra, off by default.

The library takes care of the arithmetic only. Points, ranges and lengths are checked here, because it checks none;
the one-time number comes from the system's randomness, because its own does not.
"""

import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from gmssl import sm2

from supervision_code.adapters.private_files import make_private_file, require_private
from supervision_code.domain.notes import UNNUMBERED, InvalidNote, NoteKey

SM2: Final = UNNUMBERED
MARK: Final = b"sm2-sm3 GB/T 32918.5\n"
_N: Final = int(sm2.default_ecc_table["n"], 16)
_P: Final = int(sm2.default_ecc_table["p"], 16)
_A: Final = int(sm2.default_ecc_table["a"], 16)
_B: Final = int(sm2.default_ecc_table["b"], 16)
_POINT_BYTES: Final = 64
_SIGNATURE_BYTES: Final = 64
_SECRET: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def generate_secret() -> int:
    """Return a new private key: a number from 1 to n − 2."""
    return secrets.randbelow(_N - 2) + 1


def write_secret(path: Path, secret: int) -> None:
    """Write a private key to a new file, 64 hexadecimal digits, that only its owner may read."""
    make_private_file(path, f"{secret:064x}\n".encode())


class Sm2NoteSigner:
    """Signs texts under a name."""

    def __init__(self, name: str, secret: int, one_time: Callable[[], int] | None = None) -> None:
        """Take a private key; ``one_time`` makes the numbers of which each signs once. Raises InvalidNote."""
        if not 1 <= secret <= _N - 2:
            raise InvalidNote(f"{name}: not a private key of SM2")
        point = _crypt("")._kg(secret, sm2.default_ecc_table["g"])  # noqa: SLF001 - the only way to a public key
        self._crypt = _crypt(point, secret)
        self._one_time = one_time or (lambda: secrets.randbelow(_N - 1) + 1)
        self.key = NoteKey(name=name, algorithm=SM2, public=MARK + bytes.fromhex(point))

    @classmethod
    def from_file(cls, file: Path, name: str) -> "Sm2NoteSigner":
        """Read the private key from a file. Raises InvalidNote, NotPrivate."""
        require_private(file)
        text = file.read_text(encoding="ascii", errors="replace").strip()
        if _SECRET.fullmatch(text) is None:
            raise InvalidNote(f"{file.name} holds no SM2 key")
        return cls(name, int(text, 16))

    def sign(self, text: bytes) -> bytes:
        """Return the signature over this text: r and s, 32 bytes each."""
        while True:
            made = self._crypt.sign_with_sm3(text, f"{self._one_time():064x}")
            if made is not None:
                return bytes.fromhex(made)


def sm2_signer(file: Path, name: str) -> Sm2NoteSigner:
    """Return the signer with the key in this file, made when there is none. Raises InvalidNote, NotPrivate."""
    if not file.exists():
        write_secret(file, generate_secret())
    return Sm2NoteSigner.from_file(file, name)


class Sm2NoteVerifier:
    """Checks signatures over texts."""

    def __init__(self, key: NoteKey) -> None:
        """Take a public key. Raises InvalidNote unless it is a point of the curve."""
        point = key.public.removeprefix(MARK)
        if key.algorithm != SM2 or len(key.public) != len(MARK) + _POINT_BYTES or not _on_curve(point):
            raise InvalidNote(f"{key.name}: not an SM2 key")
        self.key = key
        self._crypt = _crypt(point.hex())

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Say whether the key signed this text; whatever is not in its one form and range did not."""
        if len(signature) != _SIGNATURE_BYTES:
            return False
        r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
        if not (1 <= r < _N and 1 <= s < _N) or (r + s) % _N == 0:
            return False
        try:
            return self._crypt.verify_with_sm3(signature.hex(), text) is True
        except (TypeError, ValueError):  # the sum is the point at infinity, which the library cannot write
            return False


def _crypt(point: str, secret: int = 0) -> sm2.CryptSM2:
    crypt = sm2.CryptSM2(private_key=f"{secret:064x}", public_key="")
    # Set afterwards: the constructor takes zeros and fours off the beginning of a key that starts with 04.
    crypt.public_key = point
    return crypt


def _on_curve(point: bytes) -> bool:
    x, y = (int.from_bytes(half, "big") for half in (point[:32], point[32:]))
    return x < _P and y < _P and (y * y - (x * x * x + _A * x + _B)) % _P == 0
