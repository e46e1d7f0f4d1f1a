"""The firm scans an officer's code: who stands here, and one tap that puts the meeting on record."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, request, send_file
from flask.typing import ResponseReturnValue

from enterprise_portal.forms.meetings import OfficerCodeForm
from supervision_code.domain.permissions import Permission
from supervision_code.services.meetings import Meeting, MeetingAnswer
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import label, t

meetings = Blueprint("meetings", __name__)
_SCAN = "enterprise/meetings/scan.html"
_REFUSED = "enterprise/meetings/refused.html"


@meetings.get("/officer-codes")
@requires(Permission.OWN_VISITS_ANSWER)
def scan() -> ResponseReturnValue:
    """Show what the camera sees."""
    return render(_SCAN, form=OfficerCodeForm(formdata=None), trouble="")


@meetings.post("/officer-codes")
@requires(Permission.OWN_VISITS_ANSWER)
def read() -> ResponseReturnValue:
    """Take the text the camera read, and lead to the officer it names."""
    form = OfficerCodeForm()
    read_text = form.text.data or "" if form.validate_on_submit() else ""
    token = supervision().meetings.token_of(current_actor(), read_text)
    if token is None:
        trouble = label(MeetingAnswer.NO_CODE) if form.text.data else t("enterprise-met-scan-missing")
        return render(_SCAN, status=422, form=OfficerCodeForm(formdata=None), trouble=trouble)
    return see_other("meetings.show", code=token)


@meetings.get("/officer-codes/check")
@requires(Permission.OWN_VISITS_ANSWER)
def show() -> ResponseReturnValue:
    """Show whose code it is; one tap says that he stands here."""
    token = request.args.get("code", "")
    faces, actor = supervision().queries.officer_faces, current_actor()
    face, over = faces.find_face_for_firm(actor, token), faces.is_over(actor, token)
    return render("enterprise/meetings/show.html", face=face, token="" if over else token, over=over)


@meetings.post("/officer-codes/check")
@requires(Permission.OWN_VISITS_ANSWER)
def meet() -> ResponseReturnValue:
    """Put on record that the officer stands here."""
    met = supervision().meetings.meet(current_actor(), request.form.get("code", ""))
    if met.answer is MeetingAnswer.MET:
        flash(t("enterprise-met-now"), "saved")
        return see_other("visits.visit", visit_id=met.visit_id)
    return _refused(met)


@meetings.get("/visits/<uuid:visit_id>/officers/<uuid:officer_id>/portrait.jpg")
@requires(Permission.OWN_VISITS_SEE)
def portrait(visit_id: UUID, officer_id: UUID) -> ResponseReturnValue:
    """Return the portrait of an officer of a visit to the own firm."""
    content = supervision().queries.officer_faces.portrait_for_firm(current_actor(), visit_id, officer_id)
    answer = send_file(BytesIO(content), "image/jpeg")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _refused(met: Meeting) -> ResponseReturnValue:
    return render(_REFUSED, status=409, met=met)
