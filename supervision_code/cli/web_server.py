"""The web server: gunicorn around ``wsgi.py``, configured from the settings alone."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from gunicorn.app.base import BaseApplication

from config.settings import Settings

_THREADS: Final = 4
_GRACE_SECONDS: Final = 1
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - memory, where there is such a place
_SHARED_COUNTS: Final = "PROMETHEUS_MULTIPROC_DIR"


class WebServer(BaseApplication):
    """Serves the portals in several processes of four threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        _share_counts(settings)
        super().__init__()  # type: ignore[no-untyped-call]

    def load_config(self) -> None:
        """Hand the settings over."""
        for name, value in _options(self._settings).items():
            self.cfg.set(name, value)  # type: ignore[union-attr]

    def load(self) -> Any:
        """Return the application; each worker process makes its own."""
        from wsgi import create_application

        return create_application()


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "bind": f"{settings.bind}:{settings.port}",
        "workers": max(settings.workers, 1),
        "worker_class": "gthread",
        "threads": _THREADS,
        "preload_app": False,
        "graceful_timeout": _GRACE_SECONDS,
        "proc_name": "supervision-code",
        "loglevel": settings.log_level.lower(),
        "control_socket_disable": True,
        "child_exit": _forget_counts,
    }


def _share_counts(settings: Settings) -> None:
    """Let the worker processes put their counts together, starting from nothing."""
    folder = Path(os.environ.setdefault(_SHARED_COUNTS, str(_memory_folder(settings.port))))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)


def _memory_folder(port: int) -> Path:
    # Not beside the data: counts are written through memory maps, and a full disk under one kills the process.
    parent = _MEMORY if os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    return parent / f"supervision-counts-{os.getuid()}-{port}"


def _forget_counts(_server: Any, worker: Any) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
