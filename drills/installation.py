"""An installation of the product: a folder, a database, a city, the web server and the worker as processes."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from config.settings import Settings, read_settings
from drills import city, door
from drills.city import City
from drills.postgresql import free_port
from drills.processes import Part, python, wait_until

_STARTS_WITHIN: Final = 60
_SENDERS: Final = 12
_DATABASE_SECONDS: Final = "5"


class Installation:
    """One installation; ``web`` and ``worker`` are started and ended by the drills."""

    def __init__(self, folder: Path, url: str, *, more: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": url,
            "PORT": str(self.port),
            "DEMO": "0",
            "WEB_WORKERS": "2",
            "LOG_LEVEL": "WARNING",
            "DATABASE_SECONDS": _DATABASE_SECONDS,
            "PROMETHEUS_MULTIPROC_DIR": str(folder / "counts"),
            **(more or {}),
        }
        folder.mkdir(parents=True, exist_ok=True)
        self.web = self.part("web", "serve")
        self.worker = self.part("worker", "worker")
        self.city = City(firms=(), tokens=())

    @property
    def kind(self) -> str:
        """Name the database's kind as people do."""
        return "PostgreSQL" if self.environment["DATABASE_URL"].startswith("postgresql") else "SQLite"

    @property
    def settings(self) -> Settings:
        """Return the settings its processes run with."""
        return read_settings(self.environment)

    def part(self, name: str, command: str, *, module: str = "supervision_code.cli", **more: str) -> Part:
        """Return a process of this installation, not started."""
        return Part(
            name,
            python(module, command, "--end-with-input"),
            {**self.environment, **more},
            self.folder / f"{name}.log",
        )

    def build(self) -> None:
        """Make the database and its city."""
        self.city = city.build(self.settings, _SENDERS)

    def start(self) -> None:
        """Start web and worker and wait until the web answers."""
        self.web.start()
        self.worker.start()
        self.wait_until_ready()

    def stop(self) -> None:
        """End both."""
        self.web.kill()
        self.worker.kill()

    def restart(self, part: Part) -> None:
        """Kill a part and start it again, as the machine's service manager would."""
        part.kill()
        part.start()

    def wait_until_ready(self, seconds: float = _STARTS_WITHIN) -> float:
        """Wait until requests can be served; return how long that took."""
        return wait_until(self.is_ready, seconds, f"{self.folder.name} is ready")

    def is_ready(self) -> bool:
        """Say whether requests can be served."""
        try:
            return door.get(self.port, "/readyz", timeout=5) == 200
        except door.NoAnswer:
            return False
