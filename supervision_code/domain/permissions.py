"""Who may do what: roles, permissions, grants, and the actor that every service receives."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from supervision_code.domain.errors import NotPermitted


class Role(StrEnum):
    """What an account is."""

    ENTERPRISE_ADMINISTRATOR = "enterprise_administrator"
    ENTERPRISE_MEMBER = "enterprise_member"
    OFFICER = "officer"
    AGENCY_MANAGER = "agency_manager"
    SUPERVISOR = "supervisor"
    INVITED_SUPERVISOR = "invited_supervisor"
    OPERATOR = "operator"


class Permission(StrEnum):
    """One thing an account may be allowed to do; tags read ``subject:action``."""

    OWN_CODE_SEE = "own_code:see"
    OWN_CODE_REISSUE = "own_code:reissue"
    OWN_VISITS_SEE = "own_visits:see"
    OWN_VISITS_ANSWER = "own_visits:answer"
    OWN_COMPLAINTS_FILE = "own_complaints:file"
    OWN_COMPLAINTS_SEE = "own_complaints:see"
    OWN_INBOX_SEE = "own_inbox:see"
    OWN_MEMBERS_MANAGE = "own_members:manage"
    ACCOUNT_SEE = "account:see"
    SCAN = "enterprise:scan"
    ENTERPRISE_SEARCH = "enterprise:search"
    VISIT_OPEN = "visit:open"
    VISIT_CLOSE = "visit:close"
    VISIT_APPROVE = "visit:approve"
    VISIT_VOID_ASK = "visit:void_ask"
    VISIT_PLAN = "visit:plan"
    OFFICERS_ASSIGN = "officers:assign"
    TASK_DROP = "inspection_task:drop"
    PLAN_DRAFT = "inspection_plan:draft"
    PLAN_APPROVE = "inspection_plan:approve"
    PLAN_FILE = "inspection_plan:file"
    PLAN_SEE = "inspection_plan:see"
    AGENCY_VISITS_SEE = "agency_visits:see"
    PORTRAITS_MANAGE = "portraits:manage"
    AGENCY_ALERTS_SEE = "agency_alerts:see"
    AGENCY_ALERTS_ANSWER = "agency_alerts:answer"
    OVERVIEW_SEE = "overview:see"
    ALERT_SEE = "alert:see"
    ALERT_HANDLE = "alert:handle"
    COMPLAINT_SEE = "complaint:see"
    COMPLAINT_HANDLE = "complaint:handle"
    AREA_VISITS_SEE = "area_visits:see"
    VISIT_VOID = "visit:void"
    REGISTER_SEE = "register:see"
    POLICY_SEE = "policy:see"
    POLICY_PUBLISH = "policy:publish"
    TRAIL_SEE = "trail:see"
    ACCOUNTS_MANAGE = "accounts:manage"
    OPERATIONS_SEE = "operations:see"
    PERSONAL_DATA_EXPORT = "personal_data:export"
    PERSONAL_DATA_ERASE = "personal_data:erase"
    CODE_REVOKE = "code:revoke"
    CLIENTS_MANAGE = "clients:manage"
    HELD_EVENTS_SEE = "held_events:see"
    DOCUMENT_MAKE = "document:make"
    DOCUMENT_APPROVE = "document:approve"


_MEMBER = frozenset(
    {
        Permission.ACCOUNT_SEE,
        Permission.OWN_CODE_SEE,
        Permission.OWN_VISITS_SEE,
        Permission.OWN_VISITS_ANSWER,
        Permission.OWN_COMPLAINTS_FILE,
        Permission.OWN_COMPLAINTS_SEE,
        Permission.OWN_INBOX_SEE,
    }
)
_OFFICER = frozenset(
    {
        Permission.ACCOUNT_SEE,
        Permission.OWN_INBOX_SEE,
        Permission.SCAN,
        Permission.ENTERPRISE_SEARCH,
        Permission.VISIT_OPEN,
        Permission.VISIT_CLOSE,
        Permission.VISIT_VOID_ASK,
        Permission.VISIT_PLAN,
        Permission.PLAN_DRAFT,
        Permission.AGENCY_VISITS_SEE,
        Permission.DOCUMENT_MAKE,
    }
)
_INVITED = frozenset(
    {
        Permission.ACCOUNT_SEE,
        Permission.OWN_INBOX_SEE,
        Permission.OVERVIEW_SEE,
        Permission.ALERT_SEE,
        Permission.AREA_VISITS_SEE,
        Permission.REGISTER_SEE,
        Permission.POLICY_SEE,
        Permission.PLAN_SEE,
    }
)

GRANTS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.ENTERPRISE_MEMBER: _MEMBER,
        Role.ENTERPRISE_ADMINISTRATOR: _MEMBER | {Permission.OWN_CODE_REISSUE, Permission.OWN_MEMBERS_MANAGE},
        Role.OFFICER: _OFFICER,
        Role.AGENCY_MANAGER: _OFFICER
        | {
            Permission.AGENCY_ALERTS_SEE,
            Permission.AGENCY_ALERTS_ANSWER,
            Permission.VISIT_APPROVE,
            Permission.PLAN_APPROVE,
            Permission.OFFICERS_ASSIGN,
            Permission.TASK_DROP,
            Permission.PORTRAITS_MANAGE,
            Permission.DOCUMENT_APPROVE,
        },
        Role.INVITED_SUPERVISOR: _INVITED,
        Role.SUPERVISOR: _INVITED
        | {
            Permission.ALERT_HANDLE,
            Permission.COMPLAINT_SEE,
            Permission.COMPLAINT_HANDLE,
            Permission.VISIT_VOID,
            Permission.VISIT_VOID_ASK,
            Permission.TRAIL_SEE,
            Permission.CODE_REVOKE,
            Permission.HELD_EVENTS_SEE,
            Permission.POLICY_PUBLISH,
            Permission.PLAN_FILE,
        },
        Role.OPERATOR: frozenset(
            {
                Permission.ACCOUNT_SEE,
                Permission.OWN_INBOX_SEE,
                Permission.ACCOUNTS_MANAGE,
                Permission.OPERATIONS_SEE,
                Permission.PERSONAL_DATA_EXPORT,
                Permission.PERSONAL_DATA_ERASE,
                Permission.CLIENTS_MANAGE,
            }
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: the account, its role and its reach. ``district`` None means the whole city."""

    account_id: UUID
    role: Role
    name: str
    enterprise_id: UUID | None = None
    agency: str | None = None
    officer_id: UUID | None = None
    district: str | None = None

    def may(self, permission: Permission) -> bool:
        """Say whether the role holds the permission."""
        return permission in GRANTS[self.role]

    def require(self, permission: Permission) -> None:
        """Raise NotPermitted unless the role holds the permission."""
        if not self.may(permission):
            raise NotPermitted(permission=permission)
