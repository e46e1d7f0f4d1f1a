"""Firms of the area: the list, one firm with its log, and revoking its code."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.queries.firms import FirmsAsked
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervisor_portal.addresses import cut, word
from supervisor_portal.forms.enterprises import RevokeForm
from supervisor_portal.list_filters import firm_filters

enterprises = Blueprint("enterprises", __name__, url_prefix="/enterprises")


@enterprises.get("/")
@requires(Permission.REGISTER_SEE)
def index() -> ResponseReturnValue:
    """Show the firms of the area by name."""
    asked, queries = FirmsAsked(words=word("q"), district=word("district")), supervision().queries
    return render(
        "supervisor/enterprises/index.html",
        partial="supervisor/enterprises/_rows.html",
        asked=asked,
        found=queries.firms.page(current_actor(), asked, cut()),
        filters=firm_filters(asked.district, queries.districts.choices(current_actor())),
    )


@enterprises.get("/<uscc>")
@requires(Permission.REGISTER_SEE)
def show(uscc: str) -> ResponseReturnValue:
    """Show one firm."""
    return _page(uscc)


@enterprises.post("/<uscc>/revoke-code")
@requires(Permission.CODE_REVOKE, fresh=True)
def revoke_code(uscc: str) -> ResponseReturnValue:
    """Revoke the firm's code with a reason."""
    firm = supervision().queries.firm_pages.firm(current_actor(), uscc, cut())
    form, service = RevokeForm(), supervision().codes
    if not form.validate_on_submit():
        return _page(uscc, form)
    generation = form.carry_out(lambda: service.revoke(current_actor(), firm.id, form.reason.data or ""))
    if generation is None:
        return _page(uscc, form)
    flash(t("supervisor-code-revoked", generation=generation), "saved")
    return see_other("enterprises.show", uscc=uscc)


def _page(uscc: str, revoking: RevokeForm | None = None) -> ResponseReturnValue:
    return render(
        "supervisor/enterprises/show.html",
        status=422 if revoking else 200,
        firm=supervision().queries.firm_pages.firm(current_actor(), uscc, cut()),
        revoking=revoking or RevokeForm(formdata=None),
    )
