"""The second step of the visitors' accounts: one secret for all of them, so that one command tells the code."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.adapters.one_time_codes import code_at, new_secret
from supervision_code.adapters.private_files import make_private_file
from supervision_code.adapters.secret_box import SecretBox
from supervision_code.domain.second_factors import NEEDED
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.second_factors import OneTimeCode

_FILE: Final = "demo-one-time-secret"


def code_of_demonstration(data_folder: Path, now: datetime) -> str | None:
    """Return the code the visitors' accounts ask for now; None when the demonstration was never loaded here."""
    file = data_folder / _FILE
    return code_at(file.read_text(encoding="ascii").strip(), now) if file.exists() else None


def give_second_steps(
    session: Session, guests: Sequence[Account], box: SecretBox, data_folder: Path, now: datetime
) -> None:
    """Give the visitors' accounts that need one the authenticator app of the demonstration."""
    file = data_folder / _FILE
    make_private_file(file, f"{new_secret()}\n".encode())
    secret = file.read_text(encoding="ascii").strip()
    session.flush()
    for account in guests:
        if account.role in NEEDED:
            account.factor_since = now
            sealed = box.seal(secret, account.id.bytes)
            session.add(OneTimeCode(account_id=account.id, sealed_secret=sealed, last_step=0, created_at=now))
