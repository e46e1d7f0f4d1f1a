"""What the benchmarks share: an empty database, a watch, and the result as one line of JSON."""

import atexit
import json
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, inspect, text


def database_url(folder: Path) -> str:
    """Return DATABASE_URL, which must name an empty database, or that of a new SQLite file in the folder.

    What a benchmark puts into a database of DATABASE_URL is removed when it ends.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        return f"sqlite:///{folder / 'benchmark.db'}"
    engine = create_engine(url)
    if inspect(engine).get_table_names():
        sys.exit(f"{engine.url.render_as_string()} is not empty: a benchmark needs a database of its own")
    atexit.register(_empty, engine)
    return url


def _empty(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    else:
        Path(engine.url.database or "").unlink(missing_ok=True)


class Watch:
    """Measures a block in seconds of wall clock and of our own processor time."""

    wall = 0.0
    processor = 0.0


@contextmanager
def watch() -> Iterator[Watch]:
    """Measure what happens inside the block."""
    measured = Watch()
    wall, processor = time.perf_counter(), time.process_time()
    try:
        yield measured
    finally:
        measured.wall = time.perf_counter() - wall
        measured.processor = time.process_time() - processor


def medians(steps: Sequence[Callable[[Any], object]], rounds: Sequence[Any]) -> list[float]:
    """Return the median seconds of each step; the steps take turns, so that a slow moment hits all alike."""
    seconds: list[list[float]] = [[] for _ in steps]
    for one in rounds:
        for step, taken in zip(steps, seconds, strict=True):
            start = time.perf_counter()
            step(one)
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs in seconds: the one that was disturbed least."""
    seconds = []
    for _ in range(rounds):
        with watch() as measured:
            work()
        seconds.append(measured.wall)
    return min(seconds)


def most_memory() -> int:
    """Return the most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def report(
    name: str, *, measured: float, limit: float, unit: str, parts: Mapping[str, float | int | str] | None = None
) -> None:
    """Print the result; ``parts`` are further figures of the same run."""
    result = {
        "name": name,
        "ratio": _short(measured / limit),
        "measured": _short(measured),
        "limit": _short(limit),
        "unit": unit,
        "machine": _machine(),
    }
    if parts:
        result["parts"] = {part: _short(value) if isinstance(value, float) else value for part, value in parts.items()}
    print(json.dumps(result, ensure_ascii=False))


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
