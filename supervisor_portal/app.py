"""The supervisor portal: where to act today, and the proof of every figure; and the operator's pages."""

from typing import Final

from flask import Flask

from supervision_code.domain.permissions import Permission, Role
from supervision_code.product import Supervision
from supervision_code.web.account_pages import ACCOUNT_PAGES
from supervision_code.web.app import build_app
from supervision_code.web.inbox import inbox
from supervision_code.web.messages import label
from supervision_code.web.plan_words import PLAN_WORDS
from supervision_code.web.portal import NavigationItem, Portal
from supervision_code.web.sign_in import sign_in
from supervisor_portal import words
from supervisor_portal.addresses import here
from supervisor_portal.policy_words import threshold_name, threshold_value
from supervisor_portal.views.accounts import accounts
from supervisor_portal.views.agencies import agencies
from supervisor_portal.views.alerts import alerts
from supervisor_portal.views.clients import clients
from supervisor_portal.views.complaint_letters import complaint_letters
from supervisor_portal.views.complaint_steps import complaint_steps
from supervisor_portal.views.complaints import complaints
from supervisor_portal.views.disputes import disputes
from supervisor_portal.views.enterprises import enterprises
from supervisor_portal.views.findings import findings
from supervisor_portal.views.held_events import held_events
from supervisor_portal.views.inspection_plans import inspection_plans
from supervisor_portal.views.joint_visits import joint_visits
from supervisor_portal.views.operations import operations
from supervisor_portal.views.overview import overview
from supervisor_portal.views.personal_data import personal_data
from supervisor_portal.views.policies import policies
from supervisor_portal.views.policy_drafts import policy_drafts
from supervisor_portal.views.start import start
from supervisor_portal.views.trail import trail
from supervisor_portal.views.visit_files import visit_files
from supervisor_portal.views.visits import visits
from supervisor_portal.views.voidings import voidings

_PLACES: Final = (
    ("overview.index", "chart-bar", "supervisor-nav-overview", Permission.OVERVIEW_SEE),
    ("alerts.index", "bell", "supervisor-nav-alerts", Permission.ALERT_SEE),
    ("complaints.index", "message-report", "supervisor-nav-complaints", Permission.COMPLAINT_SEE),
    ("disputes.index", "hand-stop", "supervisor-nav-disputes", Permission.VISIT_VOID),
    ("voidings.index", "x", "supervisor-nav-voidings", Permission.VISIT_VOID),
    ("held_events.index", "device-mobile", "supervisor-nav-held-events", Permission.HELD_EVENTS_SEE),
    ("inspection_plans.index", "checklist", "supervisor-nav-plans", Permission.PLAN_SEE),
    ("visits.index", "list-details", "supervisor-nav-visits", Permission.AREA_VISITS_SEE),
    ("enterprises.index", "building-store", "supervisor-nav-enterprises", Permission.REGISTER_SEE),
    ("agencies.index", "building-bank", "supervisor-nav-agencies", Permission.REGISTER_SEE),
    ("joint_visits.index", "users-group", "supervisor-nav-joint", Permission.AREA_VISITS_SEE),
    ("policies.index", "scale", "supervisor-nav-policy", Permission.POLICY_SEE),
    ("trail.index", "history", "supervisor-nav-trail", Permission.TRAIL_SEE),
    ("accounts.index", "users", "supervisor-nav-accounts", Permission.ACCOUNTS_MANAGE),
    ("clients.index", "key", "supervisor-nav-clients", Permission.CLIENTS_MANAGE),
    ("personal_data.index", "id-badge-2", "supervisor-nav-personal-data", Permission.PERSONAL_DATA_EXPORT),
    ("operations.index", "database", "supervisor-nav-operations", Permission.OPERATIONS_SEE),
    ("inbox.index", "inbox", "supervisor-nav-inbox", Permission.OWN_INBOX_SEE),
    ("account.index", "user", "supervisor-nav-account", Permission.ACCOUNT_SEE),
)

PORTAL: Final = Portal(
    name="supervisor",
    prefix="/supervisor",
    roles=frozenset({Role.SUPERVISOR, Role.INVITED_SUPERVISOR, Role.OPERATOR}),
    layout="shared/desk.html",
    home="start.index",
    navigation=tuple(
        NavigationItem(endpoint=endpoint, icon=icon, text=text, permission=permission)
        for endpoint, icon, text, permission in _PLACES
    ),
)
_BLUEPRINTS: Final = (
    sign_in,
    *ACCOUNT_PAGES,
    inbox,
    start,
    overview,
    alerts,
    complaints,
    complaint_letters,
    complaint_steps,
    disputes,
    held_events,
    inspection_plans,
    visits,
    voidings,
    visit_files,
    findings,
    enterprises,
    agencies,
    joint_visits,
    policies,
    policy_drafts,
    trail,
    accounts,
    clients,
    operations,
    personal_data,
)


def create_app(supervision: Supervision) -> Flask:
    """Return the supervisor portal."""
    app = build_app(__name__, supervision, PORTAL, _BLUEPRINTS)
    app.jinja_env.globals.update(plan_words=PLAN_WORDS)
    app.jinja_env.globals.update(here=here, words=words, threshold_name=threshold_name, threshold_value=threshold_value)
    app.jinja_env.filters.update(label_of=label)
    return app
