"""Files that no record names: left behind by an act that was not completed, or by an erasure; they are taken away."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from supervision_code.adapters.file_store import FileStore
from supervision_code.domain.clock import Clock
from supervision_code.persistence.models.documents import Document, VisitPhoto
from supervision_code.persistence.session import Database

_UNDER_WAY: Final = timedelta(days=1)
"""A file is written before its record: one so young may still get it."""
_AT_ONCE: Final = 300


class StoredFileService:
    """Keeps the file store to what is on record."""

    def __init__(self, database: Database, clock: Clock, files: FileStore) -> None:
        self._database = database
        self._clock = clock
        self._files = files

    def sweep(self) -> int:
        """Take away files that no record names any more and return how many that were."""
        gone, before = 0, self._clock.now() - _UNDER_WAY
        for digests in _chunks(self._files.digests(before)):
            with self._database.read() as session:
                named = _named(session, digests)
            gone += sum(self._files.forget(digest, before) for digest in digests if digest not in named)
        return gone


def _named(session: Session, digests: Sequence[str]) -> frozenset[str]:
    photos = VisitPhoto.kept.is_(True)
    return frozenset(
        session.scalars(
            union_all(
                select(VisitPhoto.stored_sha256).where(photos, VisitPhoto.stored_sha256.in_(digests)),
                select(VisitPhoto.small_sha256).where(photos, VisitPhoto.small_sha256.in_(digests)),
                select(Document.pdf_sha256).where(Document.kept.is_(True), Document.pdf_sha256.in_(digests)),
            )
        )
    )


def _chunks(digests: Iterable[str]) -> Iterator[Sequence[str]]:
    left = iter(digests)
    while chunk := tuple(islice(left, _AT_ONCE)):
        yield chunk
