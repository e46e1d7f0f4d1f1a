"""Structured logs: one JSON object a line, readable Chinese, no personal data and no secret."""

import logging
import sys

import structlog

from config.redaction import redact, redact_event


def configure_logging(level: str) -> None:
    """Send the product's own log lines and those of its libraries to standard error as JSON."""
    logging.basicConfig(level=level, format="%(message)s")
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Redacting("%(message)s"))
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact_event,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


class _Redacting(logging.Formatter):
    """Hides secrets in what libraries log, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without what has the shape of a secret."""
        return redact(super().format(record))
