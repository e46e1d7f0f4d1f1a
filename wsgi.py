"""One process, three portals and the machine interface: the only file that imports all of them."""

import os

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from config.logging import configure_logging
from config.settings import read_settings
from enterprise_portal.app import create_app as create_enterprise_portal
from officer_portal.app import create_app as create_officer_portal
from supervision_code.api.app import PREFIX as API
from supervision_code.api.app import create_api
from supervision_code.bootstrap import bootstrap, for_portal
from supervision_code.product import Supervision
from supervision_code.web.front import create_front
from supervisor_portal.app import create_app as create_supervisor_portal


def compose(supervision: Supervision) -> DispatcherMiddleware:
    """Return the front page with the portals and the machine interface mounted beside it."""
    return DispatcherMiddleware(
        create_front(supervision),
        {
            API: create_api(supervision),
            "/enterprise": create_enterprise_portal(for_portal(supervision, "enterprise")),
            "/officer": create_officer_portal(for_portal(supervision, "officer")),
            "/supervisor": create_supervisor_portal(for_portal(supervision, "supervisor")),
        },
    )


def create_application() -> DispatcherMiddleware:
    """Return the application for this environment; what a web server calls once a process."""
    settings = read_settings(os.environ)
    configure_logging(settings.log_level)
    supervision = bootstrap(settings)
    supervision.database.watch()
    return compose(supervision)
