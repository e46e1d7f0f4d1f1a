"""Signs checkpoints, and remembers outside the database what it signed, so that no database can make it go back."""

import base64
import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from supervision_code.adapters.private_files import make_private_folder, replace_private_file
from supervision_code.adapters.signing_keys import KeyProblem
from supervision_code.domain.checkpoints import Checkpoint
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.errors import SignerRefused
from supervision_code.domain.notes import Note, NoteKey, NoteSigner, sign_note
from supervision_code.domain.signers import ConsistencyProof, SignedState, contradiction

_MEMORY: Final = "signer.json"


class CheckpointSigner:
    """The log's one signer. ``load`` returns the signer under a log's name; its key is made at first need."""

    def __init__(self, folder: Path, load: Callable[[str], NoteSigner]) -> None:
        self._folder = folder
        self._load = load

    def key(self, log_id: str) -> NoteKey:
        """Return the public key under which the log's checkpoints are signed."""
        return self._load(log_id).key

    def remembered(self, log_id: str) -> SignedState | None:
        """Return what was signed last for a log. Raises KeyProblem when the memory cannot be read."""
        return self._memory().get(log_id)

    def sign(
        self, checkpoint: Checkpoint, proof: ConsistencyProof, algorithm: HashAlgorithm, *, signed_before: bool
    ) -> Note:
        """Sign a checkpoint that continues what was signed; it is remembered before the signature leaves.

        Raises SignerRefused, KeyProblem.
        """
        make_private_folder(self._folder)
        with self._locked():
            memory = self._memory()
            last = memory.get(checkpoint.origin)
            why = contradiction(last, checkpoint, proof, algorithm, signed_before=signed_before)
            if why is not None:
                remembered = last.size if last else 0
                raise SignerRefused(log=checkpoint.origin, why=why.value, size=checkpoint.size, remembered=remembered)
            state = SignedState(size=checkpoint.size, root=checkpoint.root, algorithm=algorithm.id)
            if state != last:
                self._remember({**memory, checkpoint.origin: state})
        return sign_note(checkpoint.text, self._load(checkpoint.origin))

    def _memory(self) -> Mapping[str, SignedState]:
        file = self._folder / _MEMORY
        try:
            logs = json.loads(file.read_text(encoding="utf-8"))["logs"]
            return {str(name): _state(noted) for name, noted in logs.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyProblem(f"{file} cannot be read: {type(error).__name__}") from None

    def _remember(self, memory: Mapping[str, SignedState]) -> None:
        noted = {name: _noted(state) for name, state in memory.items()}
        text = json.dumps({"logs": noted}, indent=1, sort_keys=True)
        replace_private_file(self._folder / _MEMORY, text.encode())
        # The new name must be on the disk too, before anybody can hold the signature.
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._folder / ".lock").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _state(noted: Mapping[str, object]) -> SignedState:
    root = base64.b64decode(str(noted["root"]), validate=True)
    return SignedState(size=int(str(noted["size"])), root=root, algorithm=str(noted["algorithm"]))


def _noted(state: SignedState) -> Mapping[str, object]:
    return {"algorithm": state.algorithm, "root": base64.b64encode(state.root).decode(), "size": state.size}
