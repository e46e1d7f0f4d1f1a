"""Pages are tried on one database each, about half on either; what stands below them, in its own room, on both."""

from zlib import crc32

import pytest

_ON_BOTH = ("test_foreign_records.py", "test_doors.py", "test_masking.py", "test_sealing.py", "test_two_worlds.py")
_DATABASES = ("sqlite", "postgresql")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other database's run of each test of a page; which one stays follows from the test's name."""
    known = {item.nodeid for item in items}
    dropped = {item for item in items if _is_the_other(item, known)}
    config.hook.pytest_deselected(items=list(dropped))
    items[:] = [item for item in items if item not in dropped]


def _is_the_other(item: pytest.Item, known: set[str]) -> bool:
    """Say whether the same test runs on the database that was chosen for it; one that runs on one alone stays."""
    name, _, variant = item.nodeid.partition("[")
    words = variant.rstrip("]").split("-")
    here = next((word for word in words if word in _DATABASES), None)
    if "tests/portals/" not in name or item.path.name in _ON_BOTH or here is None:
        return False
    chosen = _DATABASES[crc32(name.encode()) % 2]
    twin = "-".join(chosen if word == here else word for word in words)
    return chosen != here and f"{name}[{twin}]" in known
