"""Accounts: a new one (who, in which role, with which reach), and resetting the second factors of one."""

from typing import Final

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.domain.permissions import Role
from supervision_code.services.accounts import NewAccount
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t

_SHORT: Final = Length(max=64)


class ResetFactorForm(Form):
    """Why somebody's second factors are taken away; it goes on record."""

    reason = TextAreaField(
        lazy_t("supervisor-account-factor-reason"),
        description=lazy_t("supervisor-account-factor-reason-hint"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-account-factor-reason-missing")), Length(max=400)],
    )


class AccountForm(Form):
    """Which reach a role needs, the service knows; a reach that does not exist comes back beside its field."""

    role = RadioField(
        lazy_t("supervisor-account-role"),
        choices=choices_of(Role),
        validators=[DataRequired(lazy_t("supervisor-account-role-missing"))],
    )
    username = StringField(
        lazy_t("supervisor-account-username"),
        description=lazy_t("supervisor-account-username-hint"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-account-username-missing")), _SHORT],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    name = StringField(
        lazy_t("supervisor-account-name"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-account-name-missing")), Length(max=80)],
        render_kw={"autocomplete": "off"},
    )
    uscc = StringField(
        lazy_t("supervisor-account-uscc"),
        description=lazy_t("supervisor-account-uscc-hint"),
        filters=[strip],
        validators=[_SHORT],
    )
    certificate_no = StringField(
        lazy_t("supervisor-account-certificate"),
        description=lazy_t("supervisor-account-certificate-hint"),
        filters=[strip],
        validators=[_SHORT],
    )
    agency = StringField(
        lazy_t("supervisor-account-agency"),
        description=lazy_t("supervisor-account-agency-hint"),
        filters=[strip],
        validators=[_SHORT],
    )
    district = StringField(
        lazy_t("supervisor-account-district"),
        description=lazy_t("supervisor-account-district-hint"),
        filters=[strip],
        validators=[_SHORT],
    )

    def wanted(self) -> NewAccount:
        """Return what was filled in."""
        return NewAccount(
            username=self.username.data or "",
            name=self.name.data or "",
            role=Role(self.role.data),
            uscc=(self.uscc.data or "").upper(),
            certificate_no=self.certificate_no.data or "",
            agency=self.agency.data or "",
            district=self.district.data or "",
        )
