"""Who may do what with the tables of the officer's working day: plans, tasks, notices, results, documents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from supervision_code.persistence.grant_words import (
    AREA,
    EVERY_ROW,
    FULL,
    NO,
    OWN,
    OWN_AGENCY,
    READ,
    Grant,
    TableGrants,
    grant,
    line,
    told,
)

_OWN_ACCOUNT: Final = f"account_id = {told('account_id', 'uuid')}"
_OPERATORS: Final = f"{_OWN_ACCOUNT} OR ({told('district')} IS NULL AND {told('account_id')} IS NOT NULL)"
"""In the supervisors' portal only operators have no area; they see what could not be sent."""
_OWN_ADDRESS: Final = grant("riud", _OWN_ACCOUNT)

PART_OF_PLAN: Final = (
    f"{OWN_AGENCY} OR EXISTS (SELECT 1 FROM plan_joinings j WHERE j.enterprise_id = planned_visits.enterprise_id"
    f" AND j.plan_id = planned_visits.id AND j.{OWN_AGENCY})"
)
"""Whoever is or was part of a planned visit may write it: an agency that leads hands the lead to another."""

OF_PRESENCE: Final = ("confirmed_at", "confirmed_by", "device", "absent_at", "absent_reason")
"""What changes of an officer's row after the visit was opened: never who came, nor to whom."""
_CAME_TO_OWN: Final = (
    f"EXISTS (SELECT 1 FROM visit_officers v WHERE v.officer_id = officer_portraits.officer_id AND v.{OWN})"
)
_OFFICER_OF_OWN: Final = (
    f"EXISTS (SELECT 1 FROM officers o WHERE o.id = officer_portraits.officer_id AND o.{OWN_AGENCY})"
)

_OF_DOCUMENT: Final = (
    "EXISTS (SELECT 1 FROM documents d WHERE d.enterprise_id = document_signatures.enterprise_id"
    " AND d.id = document_signatures.document_id)"
)
_READABLE: Final = f"{OWN} AND state IN ('final', 'replaced')"
"""A firm reads documents that are finished; a draft is the agency's own."""

_PUBLIC_PLAN: Final = "published_at IS NOT NULL"
_OF_PLAN: Final = "EXISTS (SELECT 1 FROM inspection_plans p WHERE p.id = {0}.plan_id AND ({1}))"


def _of_plan(table: str, officer: str, supervisor: str, worker: Grant) -> TableGrants:
    """Return the line of a table that hangs on a plan: its agency and the supervisors of its area; never a firm."""
    mine = grant(officer, _OF_PLAN.format(table, f"p.{OWN_AGENCY}"))
    overseen = grant(supervisor, _OF_PLAN.format(table, AREA.replace("district = ", "p.district = ", 1)))
    return line(NO, mine, overseen, worker)


WORKING_DAY: Final[Mapping[str, TableGrants]] = MappingProxyType(
    {
        # plans are public once published; the firms in them and the steps never are
        "inspection_plans": line(
            grant("r", _PUBLIC_PLAN),
            grant("riu", f"{OWN_AGENCY} OR {_PUBLIC_PLAN}", OWN_AGENCY),
            grant("ru", f"{AREA} OR {_PUBLIC_PLAN}", AREA),
            grant("riu"),
        ),
        "inspection_plan_objects": _of_plan("inspection_plan_objects", "riud", "r", FULL),
        "inspection_plan_steps": _of_plan(
            "inspection_plan_steps", "ri", "ri", grant("riu", EVERY_ROW, None, "account_name")
        ),
        # tasks: every agency sees what others are to inspect at a firm, which is how visits are brought together; who
        # opens or calls off a joint visit settles the tasks of all in it; who voids a visit opens what it had done
        "inspection_tasks": line(
            grant("r", OWN),
            grant("riu"),
            grant("ru", EVERY_ROW, None, "state", "planned_visit_id", "visit_id", "ended_at"),
            grant("riu"),
        ),
        # joint visits: the worker counts what is saved; whoever leaves one takes the own share away
        "saved_visits": line(NO, grant("rd"), READ, grant("rid")),
        "refused_combinations": line(NO, grant("ri", EVERY_ROW, OWN_AGENCY), READ, grant("r")),
        "unplaced_tasks": line(NO, READ, READ, FULL),
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
        "planned_visit_officers": line(grant("r", OWN), grant("riud", OWN_AGENCY), READ, FULL),
        # mail: everybody the own address; what is to be sent is read by nobody else but operators
        "account_addresses": line(_OWN_ADDRESS, _OWN_ADDRESS, _OWN_ADDRESS, FULL),
        "outgoing_mails": line(
            grant("rid", _OWN_ACCOUNT), grant("rid", _OWN_ACCOUNT), grant("rid", _OPERATORS, _OWN_ACCOUNT), FULL
        ),
        "given_reminders": line(NO, NO, NO, FULL),
        # photos and documents: the own agency's; the firm reads what is finished, and on which device who signed is
        # nobody's matter but the agency's and supervision's
        "visit_photos": line(grant("r", OWN), grant("riu", OWN_AGENCY), READ, grant("riu")),
        "documents": line(grant("r", _READABLE), grant("riu", OWN_AGENCY), READ, grant("riu")),
        "document_signatures": line(NO, grant("rid", _OF_DOCUMENT), READ, grant("rud")),
        # results: published standards for everybody; what an agency found and ordered is its own to write, and to be
        # read by the firm and by whoever else comes there; voiding is asked by an agency and decided by a supervisor
        "checklist_points": line(READ, READ, READ, FULL),
        "visit_results": line(grant("r", OWN), grant("ri", EVERY_ROW, OWN_AGENCY), READ, grant("ri")),
        "rectifications": line(grant("ru", OWN), grant("riu", EVERY_ROW, OWN_AGENCY), grant("ru"), grant("riu")),
        "void_requests": line(grant("r", OWN), grant("ri", EVERY_ROW, OWN_AGENCY), grant("riu"), grant("riu")),
    }
)
