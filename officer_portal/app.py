"""The officer portal: scan, open a visit, leave with a result; and the agency's own records."""

from flask import Flask

from officer_portal.open_duties import install_duties
from officer_portal.views.alerts import alerts
from officer_portal.views.arrivals import arrivals
from officer_portal.views.assignments import assignments
from officer_portal.views.calendar import calendar
from officer_portal.views.document_signing import document_signing
from officer_portal.views.documents import documents
from officer_portal.views.emergencies import emergencies
from officer_portal.views.field import field
from officer_portal.views.field_devices import field_devices
from officer_portal.views.field_imports import field_imports
from officer_portal.views.inspection_plan_files import inspection_plan_files
from officer_portal.views.inspection_plan_objects import inspection_plan_objects
from officer_portal.views.inspection_plan_steps import inspection_plan_steps
from officer_portal.views.inspection_plans import inspection_plans
from officer_portal.views.inspection_tasks import inspection_tasks
from officer_portal.views.joinings import joinings
from officer_portal.views.notices import notices
from officer_portal.views.officers import officers
from officer_portal.views.photos import photos
from officer_portal.views.planned_visits import planned_visits
from officer_portal.views.presence import presence
from officer_portal.views.proposals import proposals
from officer_portal.views.rectifications import rectifications
from officer_portal.views.scan import scan
from officer_portal.views.today import today
from officer_portal.views.visits import visits
from supervision_code.domain.permissions import Permission, Role
from supervision_code.product import Supervision
from supervision_code.web.account_pages import ACCOUNT_PAGES
from supervision_code.web.app import build_app
from supervision_code.web.inbox import inbox
from supervision_code.web.plan_words import PLAN_WORDS
from supervision_code.web.portal import NavigationItem, Portal
from supervision_code.web.sign_in import sign_in

_DESK = "shared/desk.html"
_PHONE = "shared/phone.html"

PORTAL = Portal(
    name="officer",
    prefix="/officer",
    roles=frozenset({Role.OFFICER, Role.AGENCY_MANAGER}),
    layout=_PHONE,
    layouts={Role.AGENCY_MANAGER: _DESK},
    camera=True,
    strip="officer/duties/strip.html",
    navigation=(
        NavigationItem(endpoint="today.index", icon="home", text="officer-nav-today", permission=Permission.VISIT_OPEN),
        NavigationItem(
            endpoint="scan.index",
            icon="scan",
            text="officer-nav-scan",
            permission=Permission.SCAN,
            raised=True,
        ),
        NavigationItem(
            endpoint="visits.index",
            icon="clipboard-list",
            text="officer-nav-visits",
            permission=Permission.AGENCY_VISITS_SEE,
        ),
        NavigationItem(
            endpoint="inspection_plans.index",
            icon="file-text",
            text="officer-nav-inspection-plans",
            permission=Permission.PLAN_DRAFT,
            layout=_DESK,
        ),
        NavigationItem(
            endpoint="calendar.index",
            icon="calendar",
            text="calendar-title",
            permission=Permission.VISIT_PLAN,
            layout=_DESK,
        ),
        NavigationItem(
            endpoint="inspection_tasks.index",
            icon="checklist",
            text="officer-nav-tasks",
            permission=Permission.VISIT_PLAN,
            layout=_DESK,
        ),
        NavigationItem(
            endpoint="planned_visits.index",
            icon="calendar-event",
            text="officer-nav-plans",
            permission=Permission.VISIT_PLAN,
            layout=_DESK,
        ),
        NavigationItem(
            endpoint="proposals.index",
            icon="users-group",
            text="officer-proposal-title",
            permission=Permission.VISIT_PLAN,
            layout=_DESK,
        ),
        NavigationItem(
            endpoint="officers.index",
            icon="id-badge-2",
            text="officer-roster-title",
            permission=Permission.PORTRAITS_MANAGE,
            layout=_DESK,
        ),
        NavigationItem(
            endpoint="alerts.index",
            icon="bell",
            text="officer-nav-alerts",
            permission=Permission.AGENCY_ALERTS_SEE,
            layout=_DESK,
        ),
        NavigationItem(
            endpoint="inbox.index",
            icon="inbox",
            text="officer-nav-inbox",
            permission=Permission.OWN_INBOX_SEE,
            layout=_DESK,
        ),
        NavigationItem(
            endpoint="account.index",
            icon="user",
            text="officer-nav-account",
            permission=Permission.ACCOUNT_SEE,
            layout=_DESK,
        ),
    ),
)


def create_app(supervision: Supervision) -> Flask:
    """Return the officer portal."""
    app = build_app(
        __name__,
        supervision,
        PORTAL,
        (
            *(sign_in, today, scan, arrivals, joinings, visits, planned_visits, assignments, calendar, alerts, inbox),
            *(inspection_plans, inspection_plan_steps, inspection_plan_objects, inspection_plan_files),
            *(inspection_tasks, notices, proposals),
            *(presence, officers),
            *(emergencies, rectifications),
            *(photos, documents, document_signing),
            *(field, field_devices, field_imports),
            *ACCOUNT_PAGES,
        ),
    )
    install_duties(app)
    app.jinja_env.globals.update(plan_words=PLAN_WORDS)
    return app
