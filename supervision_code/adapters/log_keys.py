"""The two keys of the log: ``ledger.pem`` signs checkpoints, ``promise.pem`` promises; each made at first need."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from supervision_code.adapters.note_signing import ed25519_signer
from supervision_code.adapters.private_files import make_private_folder
from supervision_code.domain.checkpoints import promise_name
from supervision_code.domain.digests import SHA256
from supervision_code.domain.notes import NoteKey, NoteSigner

LoadSigner: TypeAlias = Callable[[Path, str], NoteSigner]
"""Returns the signer with the key in a file, under a name; makes the key when the file is not there."""
_CHECKPOINTS: Final = "ledger"
_PROMISES: Final = "promise"


class LogKeys:
    """Loads the keys. Who signs promises needs no key for checkpoints, and the other way round."""

    def __init__(self, folder: Path, load: LoadSigner = ed25519_signer, suffix: str = "pem") -> None:
        self._folder = folder
        self._load = load
        self._suffix = suffix
        self._loaded: dict[tuple[str, str], NoteSigner] = {}

    def checkpoints(self, log_id: str) -> NoteSigner:
        """Return what signs the checkpoints of a log."""
        return self._signer(_CHECKPOINTS, log_id)

    def known_key(self, log_id: str) -> NoteKey | None:
        """Return the public key for checkpoints when it is kept here; makes none."""
        kept = (self._folder / f"{_CHECKPOINTS}.{self._suffix}").exists()
        return self.checkpoints(log_id).key if kept else None

    def promises(self, log_id: str) -> NoteSigner:
        """Return what signs the promises of a log."""
        return self._signer(_PROMISES, promise_name(log_id))

    def _signer(self, file: str, name: str) -> NoteSigner:
        if (file, name) not in self._loaded:
            make_private_folder(self._folder)
            self._loaded[file, name] = self._load(self._folder / f"{file}.{self._suffix}", name)
        return self._loaded[file, name]


def log_keys_of(folder: Path, family: str) -> LogKeys:
    """Return the keys of the log: Ed25519 for the family ``sha256``, SM2 (the extra gm) for ``sm3``."""
    if family == SHA256.id:
        return LogKeys(folder)
    from supervision_code.adapters.sm_signing import sm2_signer

    return LogKeys(folder, sm2_signer, "sm2")
