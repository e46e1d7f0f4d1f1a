"""PostgreSQL's own programs for copying a database out and in: ``pg_dump`` and ``pg_restore``, found on the PATH."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from supervision_code.domain.backups import BackupRefused

_PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "SSL_CERT_FILE", "PGSSLMODE", "PGSSLROOTCERT", "PGPASSFILE")
_TOLD: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAddress:
    """Where a database is; empty where the programs' own defaults do."""

    host: str
    port: str
    user: str
    password: str
    database: str

    @property
    def environment(self) -> Mapping[str, str]:
        """Return it in the programs' variables: nothing of it stands in the list of processes."""
        named = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGDATABASE": self.database,
        }
        return {name: value for name, value in named.items() if value}


def dump(address: ServerAddress, file: Path, *, snapshot: str) -> None:
    """Write the whole database, as the exported snapshot shows it, into a file. Raises BackupRefused (``program``)."""
    _run(
        "pg_dump",
        ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={file}"],
        address,
    )


def restore(address: ServerAddress, file: Path) -> None:
    """Read a file of ``dump`` into an empty database: all of it or nothing. Raises BackupRefused (``program``)."""
    _run(
        "pg_restore",
        [
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
            f"--dbname={address.database}",
            str(file),
        ],
        address,
    )


def _run(program: str, arguments: Sequence[str], address: ServerAddress) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupRefused("no-program", program=program)
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}  # noqa: TID251 - for a program
    done = subprocess.run(  # noqa: S603 - a fixed program with arguments of our own
        [path, *arguments], env={**environment, **address.environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupRefused("program", program=program, why=" ".join(done.stderr.split())[-_TOLD:])
