"""Everything the drills need, made once: a PostgreSQL server, installations on it and on SQLite, and their order."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from drills.installation import Installation
from drills.postgresql import Server
from drills.storage import small_disk

_MEGABYTES: Final = {"sqlite": 24, "postgresql": 160}


class World:
    """Makes installations as they are asked for, and ends everything."""

    def __init__(self, folder: Path, **more: str) -> None:
        """Make nothing yet; ``more`` are settings of every installation."""
        self.folder = folder
        self._more = more
        self.server = Server(folder / "postgresql")
        self._installations: dict[str, Installation] = {}
        self._has_server = False

    def with_server(self) -> Server:
        """Return the running PostgreSQL server."""
        if not self._has_server:
            self.server.make()
            self._has_server = True
        return self.server

    def postgresql(self) -> Installation:
        """Return the running installation on PostgreSQL."""
        if "postgresql" not in self._installations:
            url = self.with_server().create("drill")
            self._start("postgresql", Installation(self.folder / "on-postgresql", url, more=self._more))
        return self._installations["postgresql"]

    def sqlite(self) -> Installation:
        """Return the running installation on SQLite."""
        if "sqlite" not in self._installations:
            folder = self.folder / "on-sqlite"
            url = f"sqlite:///{folder / 'data' / 'supervision.db'}"
            self._start("sqlite", Installation(folder, url, more=self._more))
        return self._installations["sqlite"]

    @contextmanager
    def on_small_disk(self, kind: str) -> Iterator[tuple[Installation, Path, Server | None]]:
        """Make an installation whose database lies on a small disk of its own. Raises Impossible."""
        folder = self.folder / f"small-{kind}"
        with ExitStack() as ending:
            disk = ending.enter_context(small_disk(folder / "disk", _MEGABYTES[kind]))
            server = Server(folder / "server", disk / "data") if kind == "postgresql" else None
            if server is not None:
                server.make()
                ending.callback(server.kill)
            url = server.create("drill") if server else f"sqlite:///{disk / 'supervision.db'}"
            installation = Installation(folder / "product", url)
            ending.callback(installation.stop)
            installation.build()
            installation.start()
            yield installation, disk, server

    @contextmanager
    def of_its_own(self, kind: str, name: str, **more: str) -> Iterator[tuple[Installation, Server | None]]:
        """Make an installation for one drill alone; it is built and not started."""
        folder, server = self.folder / f"{name}-{kind}", None
        url = f"sqlite:///{folder / 'data' / 'supervision.db'}"
        if kind == "postgresql":
            server = self.with_server()
            url = server.create(name)
        installation = Installation(folder, url, more=more)
        try:
            installation.build()
            yield installation, server
        finally:
            installation.stop()

    def _start(self, name: str, installation: Installation) -> None:
        self._installations[name] = installation
        installation.build()
        installation.start()

    def end(self) -> None:
        """End every process."""
        for installation in self._installations.values():
            installation.stop()
        if self._has_server:
            self.server.kill()


@contextmanager
def world(**more: str) -> Iterator[World]:
    """Make a world in a temporary folder while the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="supervision-drills-"))
    folder.chmod(0o755)
    with ExitStack() as ending:
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        made = World(folder, **more)
        ending.callback(made.end)
        yield made
