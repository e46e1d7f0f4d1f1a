"""Who may do what with the tables of the officer's working day: plans, tasks, notices, results, documents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from supervision_code.persistence.grant_words import (
    EVERY_ROW,
    FULL,
    NO,
    OWN,
    OWN_AGENCY,
    READ,
    TableGrants,
    grant,
    line,
    told,
)

_OWN_ACCOUNT: Final = f"account_id = {told('account_id', 'uuid')}"
_OPERATORS: Final = f"{_OWN_ACCOUNT} OR ({told('district')} IS NULL AND {told('account_id')} IS NOT NULL)"
"""In the supervisors' portal only operators have no area; they see what could not be sent."""
_OWN_ADDRESS: Final = grant("riud", _OWN_ACCOUNT)

OF_PRESENCE: Final = ("confirmed_at", "confirmed_by", "device", "absent_at", "absent_reason")
"""What changes of an officer's row after the visit was opened: never who came, nor to whom."""
_CAME_TO_OWN: Final = (
    "EXISTS (SELECT 1 FROM visit_officers v WHERE v.officer_id = officer_portraits.officer_id"
    f" AND v.{OWN})"
)
_OFFICER_OF_OWN: Final = (
    f"EXISTS (SELECT 1 FROM officers o WHERE o.id = officer_portraits.officer_id AND o.{OWN_AGENCY})"
)

WORKING_DAY: Final[Mapping[str, TableGrants]] = MappingProxyType(
    {
        # tasks: every agency sees what others are to inspect at a firm, which is how visits are brought together
        "inspection_tasks": line(grant("r", OWN), grant("riu", EVERY_ROW, OWN_AGENCY), READ, grant("riu")),
        # portraits: an agency keeps those of its officers, a firm sees those of the officers who came to it
        "officer_portraits": line(
            grant("r", _CAME_TO_OWN), grant("riud", EVERY_ROW, _OFFICER_OF_OWN), READ, grant("riud")
        ),
        # notices: the firm chooses and writes a note, nothing else; the worker sends what nobody has sent
        "notices": line(
            grant("ru", OWN, None, "state", "chosen_day", "chosen_half_day", "chosen_at", "chosen_by", "firm_note"),
            grant("riu"),
            READ,
            grant("riu"),
        ),
        "firm_wishes": line(grant("riud", OWN), READ, READ, READ),
        # who of an agency goes is nobody else's matter before the day
        "planned_visit_officers": line(NO, grant("riud", OWN_AGENCY), READ, FULL),
        # mail: everybody the own address; what is to be sent is read by nobody else but operators
        "account_addresses": line(_OWN_ADDRESS, _OWN_ADDRESS, _OWN_ADDRESS, FULL),
        "outgoing_mails": line(
            grant("rid", _OWN_ACCOUNT), grant("rid", _OWN_ACCOUNT), grant("rid", _OPERATORS, _OWN_ACCOUNT), FULL
        ),
        "given_reminders": line(NO, NO, NO, FULL),
    }
)
