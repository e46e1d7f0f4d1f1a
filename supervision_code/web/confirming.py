"""Asking who is signed in to confirm it, before something that cannot be undone; what was being sent is kept meanwhile.

The form that was interrupted travels in the page that asks, as hidden fields, and is carried out by the very request
that brings the answer. Nothing of it is stored, and files are never kept: who sent one is led back to the form.
"""

from urllib.parse import urlsplit

from flask import request
from flask.typing import ResponseReturnValue

from supervision_code.domain.second_factors import StepPurpose
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.factor_forms import ConfirmForm
from supervision_code.web.htmx import page_address, render, see_other
from supervision_code.web.steps import asked_to_confirm, note_confirmed

_PREFIX = "confirm-"


def confirmation_first() -> ResponseReturnValue | None:
    """Return the page that asks who is signed in to confirm it, or None when this request has just done so."""
    if request.method != "POST" or request.headers.get("HX-Request") == "true":
        return see_other("confirm.form", next=page_address())
    if any(file.filename for file in request.files.values()):
        return see_other("confirm.form", next=_page_before(), files=1)
    form = ConfirmForm()
    if asked_to_confirm() and form.validate() and form.holds():
        note_confirmed()
        return None
    return confirm_page(form, status=422, kept=_kept())


def confirm_page(form: ConfirmForm, *, status: int, kept: list[tuple[str, str]]) -> ResponseReturnValue:
    """Show the page that asks; it sends to its own address, with what is kept."""
    actor = current_actor()
    standing = supervision().queries.second_factors.standing(actor.account_id)
    return render(
        "shared/confirm.html",
        status=status,
        form=form,
        kept=kept,
        action=request.script_root + request.full_path.rstrip("?"),
        standing=standing,
        passkey=supervision().second_steps.ask_passkey(actor.account_id, StepPurpose.CONFIRM),
        username=supervision().queries.accounts.own(actor).username,
    )


def _kept() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.form.items(multi=True) if not name.startswith(_PREFIX)]


def _page_before() -> str | None:
    """Return the page of ours the form stands on, as the browser tells."""
    before = urlsplit(request.referrer or "")
    return before.path if before.netloc == request.host else None
