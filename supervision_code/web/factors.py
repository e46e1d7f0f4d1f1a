"""The own second factors: what there is, adding a passkey or an authenticator app, giving one up, recovery codes."""

from typing import Final
from uuid import UUID

from flask import Blueprint, flash, session
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from supervision_code.domain.permissions import Permission
from supervision_code.domain.second_factors import NEEDED
from supervision_code.services.second_factors import RecoveryCodes
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, must_enrol, supervision
from supervision_code.web.forms import Form, strip
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import lazy_t, t
from supervision_code.web.steps import note_factor_added, note_factors_gone

factors = Blueprint("factors", __name__, url_prefix="/account/second-factor")

_OFFERED: Final = "app_offered"
"""Where the session keeps the sealed secret of an app that has not shown a code yet."""


class AppForm(Form):
    """The first code of an authenticator app."""

    code = StringField(
        lazy_t("factor-code"),
        validators=[InputRequired(lazy_t("factor-code-missing")), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )


class PasskeyForm(Form):
    """A new passkey: what its owner calls it, and what the browser answered."""

    name = StringField(
        lazy_t("factor-passkey-name"),
        description=lazy_t("factor-passkey-name-hint"),
        filters=[strip],
        validators=[InputRequired(lazy_t("factor-passkey-name-missing")), Length(max=40)],
    )
    passkey = HiddenField(
        lazy_t("factor-passkey"),
        validators=[InputRequired(lazy_t("factor-passkey-missing")), Length(max=20_000)],
    )


@factors.get("/")
@requires(Permission.ACCOUNT_SEE)
def index() -> ResponseReturnValue:
    """Show what there is, and what can be added."""
    actor = current_actor()
    return render(
        "shared/factors/index.html",
        standing=supervision().queries.second_factors.standing(actor.account_id),
        first=must_enrol(),
        needed=actor.role in NEEDED,
        with_passkeys=supervision().second_factors.passkeys_possible,
    )


@factors.get("/app")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def app() -> ResponseReturnValue:
    """Show the code that an authenticator app takes in."""
    return _app_page(AppForm(formdata=None), 200)


@factors.post("/app")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def add_app() -> ResponseReturnValue:
    """Take the app into use once it shows a right code."""
    form, sealed, service = AppForm(), session.get(_OFFERED, ""), supervision().second_factors
    if not form.validate_on_submit():
        return _app_page(form, 422)
    codes = form.carry_out(lambda: service.add_app(current_actor(), sealed, form.code.data or ""))
    if codes is None:
        return _app_page(form, 422)
    del session[_OFFERED]
    return _added(codes, "factor-app-added")


@factors.post("/app/remove")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def remove_app() -> ResponseReturnValue:
    """Give the app up."""
    supervision().second_factors.remove_app(current_actor())
    return _removed()


@factors.get("/passkey")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def passkey() -> ResponseReturnValue:
    """Show the form that makes a passkey."""
    return _passkey_page(PasskeyForm(formdata=None), 200)


@factors.post("/passkey")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def add_passkey() -> ResponseReturnValue:
    """Take the passkey into use."""
    form, service = PasskeyForm(), supervision().second_factors
    if not form.validate_on_submit():
        return _passkey_page(form, 422)
    answer, name = form.passkey.data or "", form.name.data or ""
    codes = form.carry_out(lambda: service.add_passkey(current_actor(), answer, name))
    return _passkey_page(form, 422) if codes is None else _added(codes, "factor-passkey-added")


@factors.post("/passkey/<uuid:passkey_id>/remove")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """Give a passkey up."""
    supervision().second_factors.remove_passkey(current_actor(), passkey_id)
    return _removed()


@factors.post("/recovery-codes")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes and show them, this once."""
    return _codes_page(supervision().second_factors.new_recovery_codes(current_actor()))


def _added(codes: RecoveryCodes, said: str) -> ResponseReturnValue:
    note_factor_added()
    if codes:
        return _codes_page(codes)
    flash(t(said), "saved")
    return see_other("factors.index")


def _removed() -> ResponseReturnValue:
    if supervision().queries.second_factors.standing(current_actor().account_id).since is None:
        note_factors_gone()
    flash(t("factor-removed"), "saved")
    return see_other("factors.index")


def _codes_page(codes: RecoveryCodes) -> ResponseReturnValue:
    username = supervision().queries.accounts.own(current_actor()).username
    return render("shared/factors/recovery_codes.html", codes=codes, username=username)


def _app_page(form: AppForm, status: int) -> ResponseReturnValue:
    service = supervision().second_factors
    offer = service.offer_app(current_actor(), t("shared-product"), t("factor-app-picture"), session.get(_OFFERED))
    session[_OFFERED] = offer.sealed
    picture = Markup(offer.picture)  # noqa: S704 drawn by us
    return render("shared/factors/app.html", status=status, form=form, secret=offer.secret, picture=picture)


def _passkey_page(form: PasskeyForm, status: int) -> ResponseReturnValue:
    options = supervision().second_factors.offer_passkey(current_actor(), t("shared-product"))
    return render("shared/factors/passkey.html", status=status, form=form, options=options)
