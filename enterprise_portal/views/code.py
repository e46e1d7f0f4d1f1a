"""My code: live on the phone, printed on the wall, replaced when a poster is lost."""

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, flash, request, send_file
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from enterprise_portal.forms.code import ReissueForm
from supervision_code.domain.permissions import Permission
from supervision_code.queries.codes import CodeRow
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t, t_in

code = Blueprint("code", __name__, url_prefix="/code")


@code.get("/")
@requires(Permission.OWN_CODE_SEE)
def index() -> ResponseReturnValue:
    """Show the live code; a firm whose code is not issued yet is told so."""
    own = supervision().queries.codes.find_own(current_actor())
    if own is None:
        return render("enterprise/code/none.html")
    return render("enterprise/code/index.html", own=own, **_live(own))


@code.get("/live")
@requires(Permission.OWN_CODE_SEE)
def live() -> ResponseReturnValue:
    """Return the next live code, as the page asks for it every half minute."""
    own = supervision().queries.codes.own(current_actor())
    return render("enterprise/code/index.html", partial="enterprise/code/_live.html", own=own, **_live(own))


def _live(own: CodeRow) -> dict[str, Any]:
    services = supervision()
    address = services.codes.live_code(current_actor()).address
    return {
        "picture": Markup(services.queries.codes.svg(address, t("shared-code-alternative", name=own.name))),  # noqa: S704 drawn by us
        "seconds": services.in_force.policy.live_code.refresh_seconds,
        "moment_shown": now(),
    }


@code.get("/code.svg")
@requires(Permission.OWN_CODE_SEE)
def svg() -> ResponseReturnValue:
    """Return the code of the poster as SVG."""
    own = supervision().queries.codes.own(current_actor())
    drawn = supervision().queries.codes.svg(own.address, t("shared-code-alternative", name=own.name))
    if "download" in request.args:
        return _download(drawn.encode(), own, "svg", "image/svg+xml")
    return Response(drawn, mimetype="image/svg+xml", headers={"Cache-Control": "private, no-cache"})


@code.get("/code.png")
@requires(Permission.OWN_CODE_SEE)
def png() -> ResponseReturnValue:
    """Return the code of the poster as PNG."""
    own = supervision().queries.codes.own(current_actor())
    return _download(supervision().queries.codes.png(own.address), own, "png", "image/png")


@code.get("/poster.pdf")
@requires(Permission.OWN_CODE_SEE)
def poster() -> ResponseReturnValue:
    """Return the poster for the wall."""
    own = supervision().queries.codes.own(current_actor())
    return _download(supervision().queries.codes.poster(own, t_in), own, "pdf", "application/pdf")


def _download(content: bytes, own: CodeRow, ending: str, mimetype: str) -> Response:
    name = t("enterprise-code-file", tail=own.tail, generation=own.generation)
    answer = send_file(BytesIO(content), mimetype, as_attachment=True, download_name=f"{name}.{ending}")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@code.get("/new")
@requires(Permission.OWN_CODE_REISSUE)
def ask_new() -> ResponseReturnValue:
    """Ask why the code is to be replaced, and say what that means."""
    own = supervision().queries.codes.own(current_actor())
    return render("enterprise/code/reissue.html", form=ReissueForm(), own=own)


@code.post("/new")
@requires(Permission.OWN_CODE_REISSUE)
def reissue() -> ResponseReturnValue:
    """Replace the code at once."""
    form, actor = ReissueForm(), current_actor()
    generation = form.carry_out(lambda: supervision().codes.reissue(actor, form.why)) if form.validate() else None
    if generation is None:
        own = supervision().queries.codes.own(actor)
        return render("enterprise/code/reissue.html", status=422, form=form, own=own)
    flash(t("enterprise-code-reissued", generation=generation), "saved")
    return see_other("code.index")
