"""The enterprise portal: show the code, see who came, say whether it is right, complain."""

from flask import Flask

from enterprise_portal.views.code import code
from enterprise_portal.views.complaints import complaints
from enterprise_portal.views.meetings import meetings
from enterprise_portal.views.members import members
from enterprise_portal.views.notices import notices
from enterprise_portal.views.rectifications import rectifications
from enterprise_portal.views.today import today
from enterprise_portal.views.visit_files import visit_files
from enterprise_portal.views.visits import visits
from supervision_code.domain.permissions import Permission, Role
from supervision_code.product import Supervision
from supervision_code.web.account_pages import ACCOUNT_PAGES
from supervision_code.web.app import build_app
from supervision_code.web.inbox import inbox
from supervision_code.web.portal import NavigationItem, Portal
from supervision_code.web.sign_in import sign_in

PORTAL = Portal(
    name="enterprise",
    prefix="/enterprise",
    roles=frozenset({Role.ENTERPRISE_ADMINISTRATOR, Role.ENTERPRISE_MEMBER}),
    camera=True,
    navigation=(
        NavigationItem(
            endpoint="today.index", icon="home", text="enterprise-nav-today", permission=Permission.OWN_INBOX_SEE
        ),
        NavigationItem(
            endpoint="code.index", icon="qrcode", text="enterprise-nav-code", permission=Permission.OWN_CODE_SEE
        ),
        NavigationItem(
            endpoint="visits.index",
            icon="list-details",
            text="enterprise-nav-visits",
            permission=Permission.OWN_VISITS_SEE,
        ),
        NavigationItem(
            endpoint="complaints.index",
            icon="message-report",
            text="enterprise-nav-complaints",
            permission=Permission.OWN_COMPLAINTS_SEE,
        ),
    ),
)


def create_app(supervision: Supervision) -> Flask:
    """Return the enterprise portal."""
    blueprints = (
        sign_in,
        *ACCOUNT_PAGES,
        inbox,
        today,
        code,
        visits,
        visit_files,
        notices,
        meetings,
        rectifications,
        complaints,
        members,
    )
    return build_app(__name__, supervision, PORTAL, blueprints)
