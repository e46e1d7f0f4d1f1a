"""Who may do what with the tables of the officer's working day: plans, tasks, notices, results, documents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from supervision_code.persistence.grant_words import EVERY_ROW, OWN, OWN_AGENCY, READ, TableGrants, grant, line

WORKING_DAY: Final[Mapping[str, TableGrants]] = MappingProxyType(
    {
        # tasks: every agency sees what others are to inspect at a firm, which is how visits are brought together
        "inspection_tasks": line(grant("r", OWN), grant("riu", EVERY_ROW, OWN_AGENCY), READ, grant("riu")),
    }
)
