"""The firm's code as it is shown, hung up and sent on: as a picture, as pixels, as a poster."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from supervision_code.adapters import qr_pictures
from supervision_code.adapters.documents import DocumentPrinter, PosterFacts, PosterNotice, PosterTexts, Words
from supervision_code.domain.codes import CodeState, code_address
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.masking import last_four
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database

PNG_PIXELS: Final = 1200

Say: TypeAlias = Callable[[str, str], str]
"""Looks a message up by language and key; the poster speaks both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """A firm's code in force; ``address`` is what the picture holds."""

    name: str
    uscc: str
    generation: int
    issued_at: datetime
    address: str

    @property
    def tail(self) -> str:
        """Return the four characters of the credit code that strangers may see."""
        return last_four(self.uscc)


class CodeQueries:
    """Looks at codes and draws them; the fonts of the poster are read when the first one is asked for."""

    def __init__(self, database: Database, *, origin: str, fonts_folder: Path) -> None:
        self._database = database
        self._origin = origin
        self._fonts_folder = fonts_folder
        self._printer: DocumentPrinter | None = None
        self._one_at_a_time = Lock()

    def find_own(self, actor: Actor) -> CodeRow | None:
        """Return the own firm's code, or None when none was issued yet."""
        actor.require(Permission.OWN_CODE_SEE)
        return None if actor.enterprise_id is None else self._find(actor.enterprise_id)

    def own(self, actor: Actor) -> CodeRow:
        """Return the own firm's code; raises NoSuchRecord without one."""
        found = self.find_own(actor)
        if found is None:
            raise NoSuchRecord
        return found

    def of_firm(self, uscc: str) -> CodeRow:
        """Return a firm's code for the command line; raises NoSuchRecord without one."""
        found = self._find(enterprise_id_of(uscc))
        if found is None:
            raise NoSuchRecord
        return found

    def _find(self, enterprise_id: UUID) -> CodeRow | None:
        query = (
            select(SupervisionCode, Enterprise.name, Enterprise.uscc)
            .join(Enterprise, Enterprise.id == SupervisionCode.enterprise_id)
            .where(SupervisionCode.enterprise_id == enterprise_id, SupervisionCode.state == CodeState.ACTIVE)
        )
        with self._database.read() as session:
            found = session.execute(query).one_or_none()
        if found is None:
            return None
        code, name, uscc = found
        return CodeRow(
            name=name,
            uscc=uscc,
            generation=code.generation,
            issued_at=code.issued_at,
            address=code_address(self._origin, code.token),
        )

    def svg(self, address: str, title: str) -> str:
        """Return a code as SVG; the title is read out in the picture's place."""
        return qr_pictures.svg(address, title)

    def png(self, address: str) -> bytes:
        """Return a code as PNG, large enough to print."""
        return qr_pictures.png(address, PNG_PIXELS)

    def poster(self, code: CodeRow, say: Say) -> bytes:
        """Return the poster for the wall as PDF; the same code gives the same bytes."""
        facts = PosterFacts(
            enterprise_name=code.name,
            serial=code.tail,
            generation=code.generation,
            issued_on=day_of(code.issued_at),
            official_domain=urlsplit(self._origin).netloc,
            code_text=code.address,
        )
        # The compiler is not made for several threads at once, and nobody waits long for one page.
        with self._one_at_a_time:
            if self._printer is None:
                self._printer = DocumentPrinter(self._fonts_folder)
            return self._printer.poster(facts, poster_texts(say))


def poster_texts(say: Say) -> PosterTexts:
    """Return every word of the poster that is the same for all firms."""

    def words(key: str) -> Words:
        return Words(chinese=say("zh-CN", key), english=say("en", key))

    return PosterTexts(
        title=words("poster-title"),
        call=words("poster-call"),
        serial=words("poster-serial"),
        generation=words("poster-generation"),
        issued_on=words("poster-issued-on"),
        official_domain=words("poster-official-domain"),
        code_description=words("poster-code-description"),
        notices=(
            PosterNotice(heading=words("poster-scan-heading"), text=words("poster-scan-text")),
            PosterNotice(heading=words("poster-money-heading"), text=words("poster-money-text")),
            PosterNotice(heading=words("poster-check-heading"), text=words("poster-check-text")),
        ),
    )
