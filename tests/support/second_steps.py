"""How a test passes the second step: with a recovery code of its own for each sign-in, so that clocks play no part."""

import secrets

from sqlalchemy import select

from supervision_code.domain.recovery_codes import BYTES, read_recovery_code, recovery_code
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.second_factors import RecoveryCode
from supervision_code.persistence.second_factors import RECOVERY
from supervision_code.product import Supervision
from tests.support.clock import FRIDAY_TEN


def fresh_recovery_code(supervision: Supervision, username: str) -> str:
    """A recovery code that the account has from now on, beside those it had."""
    code = recovery_code(secrets.token_bytes(BYTES))
    with supervision.database.begin() as session:
        account_id = session.scalars(select(Account.id).where(Account.username == username)).one()
        digest = supervision.box.digest(RECOVERY, str(account_id), read_recovery_code(code) or "")
        session.add(RecoveryCode(account_id=account_id, digest=digest, created_at=FRIDAY_TEN))
    return code
