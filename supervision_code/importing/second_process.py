"""Prepares the next batch in a second process while this one writes the last: an import then uses two processors."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from types import TracebackType
from typing import Final

from supervision_code.importing.inspection_preparing import NewVisit, PreparedBatch, Terms, prepare_batch

COLLECT_AFTER: Final = 200_000
"""New objects between two looks for garbage: an import makes very many small ones and hardly a circle among them."""
_TERMS: list[Terms] = []

Result = Callable[[], PreparedBatch]


class Preparer:
    """Prepares batches; for short files in this very process, when they are asked for."""

    def __init__(self, terms: Terms, *, beside: bool) -> None:
        self._terms = terms
        self._pool = _pool(terms) if beside else None

    def start(self, new: Sequence[NewVisit]) -> Result:
        """Begin to prepare a batch and return what to call for the result."""
        if self._pool is None:
            return partial(prepare_batch, self._terms, new)
        under_way: Future[PreparedBatch] = self._pool.submit(_prepare, new)
        return under_way.result

    def __enter__(self) -> "Preparer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _pool(terms: Terms) -> ProcessPoolExecutor:
    # A fork costs nothing and needs nothing sent over. It is safe: an import has no other thread, and the second
    # process touches neither the database connection nor the staging file it inherits.
    fork = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(max_workers=1, mp_context=fork, initializer=_begin, initargs=(terms,))


def _begin(terms: Terms) -> None:
    _TERMS[:] = [terms]
    gc.set_threshold(COLLECT_AFTER)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _prepare(new: Sequence[NewVisit]) -> PreparedBatch:
    return prepare_batch(_TERMS[0], new)
