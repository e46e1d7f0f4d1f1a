"""Notices: what comes when, who comes and why, the firm's choice of a time, and its wish about joint visits."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from enterprise_portal.forms.notices import ChoiceForm
from supervision_code.domain.permissions import Permission
from supervision_code.queries.own_notices import OwnNoticePage
from supervision_code.queries.paging import Cut
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervision_code.web.notice_words import words_of

notices = Blueprint("notices", __name__, url_prefix="/notices")
_MOST = 50


@notices.get("/")
@requires(Permission.OWN_VISITS_SEE)
def index() -> ResponseReturnValue:
    """Show notices of visits ahead, then the others."""
    actor, queries = current_actor(), supervision().queries.own_notices
    return render(
        "enterprise/notices/index.html",
        coming=queries.coming(actor, _MOST),
        past=queries.past(actor, Cut(at=request.args.get("at", ""))),
        alone_since=queries.alone_since(actor),
    )


@notices.get("/<uuid:notice_id>")
@requires(Permission.OWN_VISITS_SEE)
def notice(notice_id: UUID) -> ResponseReturnValue:
    """Show one notice."""
    found = supervision().queries.own_notices.notice(current_actor(), notice_id)
    return _page(found, ChoiceForm.before(found), 200)


@notices.post("/<uuid:notice_id>/choose")
@requires(Permission.OWN_VISITS_ANSWER)
def choose(notice_id: UUID) -> ResponseReturnValue:
    """Take the time the firm chose."""
    actor = current_actor()
    found = supervision().queries.own_notices.notice(actor, notice_id)
    form = ChoiceForm.sent(found)
    valid = form.validate()
    if not valid or not form.succeeds(
        lambda: supervision().notices.choose(actor, notice_id, form.chosen, form.note.data or "")
    ):
        return _page(found, form, 422 if not valid else 409)
    flash(t("enterprise-notice-chosen-now", time=words_of(form.chosen)), "saved")
    return see_other("notices.notice", notice_id=notice_id)


@notices.get("/joint")
@requires(Permission.OWN_VISITS_SEE)
def joint() -> ResponseReturnValue:
    """Say what joint visits are, and whether the firm wants them."""
    since = supervision().queries.own_notices.alone_since(current_actor())
    return render("enterprise/notices/joint.html", alone_since=since)


@notices.post("/joint/alone")
@requires(Permission.OWN_VISITS_ANSWER)
def alone() -> ResponseReturnValue:
    """Keep that the firm wants agencies to come one by one."""
    supervision().firm_wishes.want_no_joint_visits(current_actor())
    flash(t("enterprise-joint-alone-now"), "saved")
    return see_other("notices.joint")


@notices.post("/joint/together")
@requires(Permission.OWN_VISITS_ANSWER)
def together() -> ResponseReturnValue:
    """Take the wish back."""
    supervision().firm_wishes.want_joint_visits(current_actor())
    flash(t("enterprise-joint-together-now"), "saved")
    return see_other("notices.joint")


def _page(found: OwnNoticePage, form: ChoiceForm, status: int) -> ResponseReturnValue:
    return render("enterprise/notices/notice.html", status=status, found=found, form=form)
