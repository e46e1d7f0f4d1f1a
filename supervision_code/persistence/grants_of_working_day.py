"""Who may do what with the tables of the officer's working day: plans, tasks, notices, results, documents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from supervision_code.persistence.grant_words import TableGrants

WORKING_DAY: Final[Mapping[str, TableGrants]] = MappingProxyType({})
