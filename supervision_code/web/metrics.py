"""What the machines may count about us: requests and their times, and what waits in the outbox."""

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

EXPOSITION_TYPE: Final = CONTENT_TYPE_LATEST
_OURS: Final = CollectorRegistry()
WITNESS_FIGURES: Final[Mapping[str, str]] = {
    "age_seconds": "Seconds since a witness last cosigned the log.",
    "size": "Entries of the log that a witness has cosigned.",
    "alarming": "1 while a witness is silent for too long or refuses to cosign.",
}
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_REQUESTS: Final = Counter(
    "supervision_requests", "Requests answered.", ("portal", "endpoint", "method", "status"), registry=_OURS
)
_TIMES: Final = Histogram(
    "supervision_request_seconds",
    "Time from the request's arrival to its answer.",
    ("portal", "endpoint"),
    buckets=_SECONDS,
    registry=_OURS,
)
ProcessCollector(registry=_OURS)


LOG_FIGURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sealed": "Entries sealed into the log that is written.",
        "signed": "Entries covered by the newest signed checkpoint.",
        "halted": "1 when the sealer has stopped because the log contradicts what was signed, else 0.",
    }
)


def install_metrics(app: Flask, portal: str) -> None:
    """Count this portal's requests and measure how long they take."""

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        method = request.method if request.method in _METHODS else "other"
        _REQUESTS.labels(portal, endpoint, method, str(response.status_code)).inc()
        _TIMES.labels(portal, endpoint).observe(perf_counter() - g.get("began", perf_counter()))
        return response


def exposition(
    waiting: Mapping[str, int],
    beats: Mapping[str, int],
    shared: Path | None,
    witnesses: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
    log: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """Return everything in the text format of Prometheus; ``shared`` is where several processes put their counts.

    ``witnesses``: by name, how each stands, as figures of WITNESS_FIGURES. ``log``: the figures of LOG_FIGURES.
    """
    return generate_latest(_registry(shared)) + generate_latest(_now(waiting, beats, witnesses, log))


def _registry(shared: Path | None) -> CollectorRegistry:
    if shared is None:
        return _OURS
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(shared))  # type: ignore[no-untyped-call]
    return registry


def _now(
    waiting: Mapping[str, int],
    beats: Mapping[str, int],
    witnesses: Mapping[str, Mapping[str, int]],
    log: Mapping[str, int],
) -> CollectorRegistry:
    registry = CollectorRegistry()
    rows = Gauge("supervision_outbox_waiting", "Rows of the outbox not done yet.", ("topic",), registry=registry)
    ages = Gauge("supervision_job_age_seconds", "Seconds since a job last finished.", ("job",), registry=registry)
    for topic, number in waiting.items():
        rows.labels(topic).set(number)
    for job, seconds in beats.items():
        ages.labels(job).set(seconds)
    for figure, meaning in LOG_FIGURES.items():
        if figure in log:
            Gauge(f"supervision_log_{figure}", meaning, registry=registry).set(log[figure])
    for figure, meaning in WITNESS_FIGURES.items():
        gauge = Gauge(f"supervision_witness_{figure}", meaning, ("witness",), registry=registry)
        for name, figures in witnesses.items():
            if figure in figures:
                gauge.labels(name).set(figures[figure])
    return registry
