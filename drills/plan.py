"""Every fault, in order."""

from collections.abc import Callable, Sequence
from typing import Final

from drills import database_faults, kills, ledger_faults, network, old_backup, storage, surroundings
from drills.processes import DrillFailed, Impossible
from drills.row import Row
from drills.world import World

Caused = Callable[[World], Row | list[Row]]
_KILLS: Final = 10


def _disk_full(world: World, kind: str) -> Row:
    with world.on_small_disk(kind) as (installation, disk, server):
        return storage.disk_full(installation, disk, 2, server)


def _clock(world: World) -> Row:
    with world.of_its_own("postgresql", "clock") as (installation, _):
        return surroundings.wrong_clock(installation)


def _witnesses(world: World) -> Row:
    with world.of_its_own("postgresql", "witnessed") as (installation, _):
        return surroundings.witnesses_down(installation)


def _old_backup(world: World, kind: str) -> Row:
    with world.of_its_own(kind, "backedup") as (installation, server):
        installation.start()
        return old_backup.restored(installation, server)


def _tampered(world: World, kind: str) -> list[Row]:
    with world.of_its_own(kind, "tampering") as (installation, server):
        return ledger_faults.tampered(installation, server)


DRILLS: Final[Sequence[tuple[str, Caused]]] = (
    ("kill web postgresql", lambda world: kills.web_killed(world.postgresql(), _KILLS)),
    ("kill worker postgresql", lambda world: kills.worker_killed(world.postgresql(), _KILLS)),
    ("kill postgresql", lambda world: kills.postgresql_killed(world.postgresql(), world.with_server(), _KILLS)),
    ("kill web sqlite", lambda world: kills.web_killed(world.sqlite(), _KILLS)),
    ("kill worker sqlite", lambda world: kills.worker_killed(world.sqlite(), _KILLS)),
    ("answer lost postgresql", lambda world: network.answers_lost(world.postgresql(), 40)),
    ("answer lost sqlite", lambda world: network.answers_lost(world.sqlite(), 40)),
    ("twelve senders postgresql", lambda world: network.twelve_senders(world.postgresql(), 10)),
    ("twelve senders sqlite", lambda world: network.twelve_senders(world.sqlite(), 10)),
    ("restart postgresql", lambda world: database_faults.restarted(world.postgresql(), world.with_server(), 3)),
    ("frozen backends", lambda world: database_faults.backends_frozen(world.postgresql(), world.with_server(), 2)),
    ("frozen postgresql", lambda world: database_faults.all_frozen(world.postgresql(), world.with_server(), 2)),
    ("disk full postgresql", lambda world: _disk_full(world, "postgresql")),
    ("disk full sqlite", lambda world: _disk_full(world, "sqlite")),
    ("wrong clock", _clock),
    ("witnesses down", _witnesses),
    ("sealers postgresql", lambda world: ledger_faults.sealers_at_once(world.postgresql(), 60)),
    ("sealers sqlite", lambda world: ledger_faults.sealers_at_once(world.sqlite(), 60)),
    ("old backup postgresql", lambda world: _old_backup(world, "postgresql")),
    ("old backup sqlite", lambda world: _old_backup(world, "sqlite")),
    ("tampering postgresql", lambda world: _tampered(world, "postgresql")),
    ("read-only folder", lambda world: storage.folder_read_only(world.postgresql(), 1)),
)


def carried_out(name: str, drill: Caused, world: World) -> list[Row]:
    """Carry out one drill; what this machine does not allow is said, and what could not be done has failed."""
    try:
        made = drill(world)
    except Impossible as reason:
        return [Row(fault=name, database="–", verdict="skipped", remarks=[str(reason)])]
    except DrillFailed as reason:
        return [Row(fault=name, database="–", verdict="FAILED", remarks=[str(reason)])]
    return made if isinstance(made, list) else [made]
