"""Where one is signed in: the list of devices, signing one of them or all others out."""

from flask import Blueprint, flash, session
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.services.sessions import device_of
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, current_portal, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervision_code.web.sessions import token_of

devices = Blueprint("devices", __name__, url_prefix="/account/devices")


@devices.get("/")
@requires(Permission.ACCOUNT_SEE)
def index() -> ResponseReturnValue:
    """Show where the account is signed in, and how long that lasts."""
    limits, this = current_portal().limits, device_of(token_of(session))
    found = supervision().queries.second_factors.devices(current_actor(), this, limits.idle)
    return render("shared/devices.html", devices=found, limits=limits)


@devices.post("/<device>/sign-out")
@requires(Permission.ACCOUNT_SEE)
def end(device: str) -> ResponseReturnValue:
    """Sign one device out."""
    supervision().sessions.end_device(current_actor(), device)
    flash(t("devices-signed-out"), "saved")
    return see_other("devices.index")


@devices.post("/sign-out-others")
@requires(Permission.ACCOUNT_SEE)
def end_others() -> ResponseReturnValue:
    """Sign all other devices out."""
    count = supervision().sessions.end_others(current_actor(), token_of(session))
    flash(t("devices-others-signed-out", count=count), "saved")
    return see_other("devices.index")
