"""Completes a policy that was published before the product learned further sections."""

from collections.abc import Mapping
from typing import Final

LATER_SECTIONS: Final = ("notice", "presence", "reminders")
"""Tables of a policy that the first release did not know, in the order of the file."""
_BASIS: Final = "basis"


def completed(tables: Mapping[str, object], installation: Mapping[str, object]) -> Mapping[str, object]:
    """Return the tables with each later section they lack, and its basis, as the installation's file has it."""
    lacking = [name for name in LATER_SECTIONS if name not in tables]
    if not lacking:
        return tables
    bases, given = tables.get(_BASIS), installation.get(_BASIS)
    if not isinstance(bases, Mapping) or not isinstance(given, Mapping):
        return tables
    known = {name: installation[name] for name in lacking if name in installation}
    later = {key: basis for key, basis in given.items() if str(key).partition(".")[0] in known}
    rest = {name: table for name, table in tables.items() if name != _BASIS}
    return {**rest, **known, _BASIS: {**later, **bases}}
