"""Lets the database server write one batch while the next one is made ready."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from sqlalchemy.orm import Session


class WriteBehind:
    """Works in a second thread where the server is another process; the session then belongs to that thread.

    SQLite is this very process: there a second thread would only get in the way, and the work is done at once.
    """

    def __init__(self, session: Session) -> None:
        elsewhere = session.get_bind().dialect.name != "sqlite"
        self._thread = ThreadPoolExecutor(max_workers=1) if elsewhere else None
        self._under_way: Future[None] | None = None

    def start(self, work: Callable[[], None]) -> None:
        """Begin to write; do not touch the session before ``wait``."""
        if self._thread is None:
            work()
        else:
            self._under_way = self._thread.submit(work)

    def wait(self) -> None:
        """Wait until everything begun is written; raises what went wrong there."""
        if self._under_way is not None:
            self._under_way.result()
            self._under_way = None

    def __enter__(self) -> "WriteBehind":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True)
