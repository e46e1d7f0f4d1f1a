"""What a stranger may know of a code: enough to recognise the firm one stands in, and nothing else."""

from dataclasses import dataclass

from sqlalchemy import select

from supervision_code.domain.codes import OfficerClaims, Refusal, judge_state
from supervision_code.domain.masking import last_four, mask_name
from supervision_code.persistence.codes import CodeReader, find_code
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFace:
    """The firm behind a code, as its door plate would show it to somebody who knows it."""

    masked_name: str
    last_four: str


class PublicCodeQueries:
    """Looks at codes for people who are not signed in."""

    def __init__(self, database: Database, reader: CodeReader) -> None:
        self._database = database
        self._reader = reader

    def find_face(self, token: str) -> CodeFace | None:
        """Return whose code this is; None whatever the reason, so that unknown and revoked look the same.

        A live code shows the same as the printed one, also after its minute: strangers do not open visits.
        """
        seen = self._reader.verify(token)
        if isinstance(seen, Refusal) or isinstance(seen.claims, OfficerClaims):
            return None
        with self._database.read() as session:
            code = find_code(session, seen.claims.code_id)
            if code is None or judge_state(code.state) is not None:
                return None
            name, uscc = session.execute(
                select(Enterprise.name, Enterprise.uscc).where(Enterprise.id == code.enterprise_id)
            ).one()
        return CodeFace(masked_name=mask_name(name), last_four=last_four(uscc))
