"""The register of codes as the command line sees it: the published keys, and how many firms wait for a code."""

import json

from sqlalchemy import func, select

from supervision_code.adapters.token_signing import KeySet
from supervision_code.domain.registry import EnterpriseStatus
from supervision_code.persistence.models.codes import SigningKey, SupervisionCode
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database


class CodeRegisterQueries:
    """Looks at keys and counts codes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def published_keys(self) -> KeySet:
        """Return every key that was ever published, the revoked ones among them."""
        with self._database.read() as session:
            rows = session.execute(select(SigningKey.public_key, SigningKey.revoked_at).order_by(SigningKey.kid)).all()
        keys = [json.loads(text) | ({} if revoked_at is None else {"revoked": True}) for text, revoked_at in rows]
        return KeySet.from_jwks(json.dumps({"keys": keys}))

    def firms_without_code(self) -> int:
        """Return how many firms in business have no code yet."""
        has_code = select(SupervisionCode.id).where(SupervisionCode.enterprise_id == Enterprise.id).exists()
        waiting = select(func.count()).select_from(Enterprise)
        with self._database.read() as session:
            return session.scalar(waiting.where(Enterprise.status == EnterpriseStatus.ACTIVE, ~has_code)) or 0
