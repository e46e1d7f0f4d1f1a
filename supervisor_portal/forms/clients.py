"""The form for a new machine client."""

from wtforms import IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from supervision_code.domain.clients import USUAL_LIFE, ClientKind, Scope
from supervision_code.services.clients import NewClient
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t

_SHORT = Length(max=64)


class ClientForm(Form):
    """Whose machine it is, what it may do, and how long."""

    kind = RadioField(
        lazy_t("supervisor-client-kind"),
        choices=choices_of(ClientKind),
        validators=[DataRequired(lazy_t("supervisor-client-kind-missing"))],
    )
    name = StringField(
        lazy_t("supervisor-client-name"),
        description=lazy_t("supervisor-client-name-hint"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-client-name-missing")), Length(max=80)],
    )
    agency = StringField(
        lazy_t("supervisor-account-agency"),
        description=lazy_t("supervisor-client-agency-hint"),
        filters=[strip],
        validators=[_SHORT],
    )
    username = StringField(
        lazy_t("supervisor-account-username"),
        description=lazy_t("supervisor-client-username-hint"),
        filters=[strip],
        validators=[_SHORT],
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    scopes = SelectMultipleField(
        lazy_t("supervisor-client-scopes"),
        choices=choices_of(Scope),
        validators=[DataRequired(lazy_t("supervisor-client-scopes-missing"))],
    )
    days = IntegerField(
        lazy_t("supervisor-client-days"),
        default=USUAL_LIFE.days,
        validators=[InputRequired(lazy_t("supervisor-client-days-missing"))],
    )

    def wanted(self) -> NewClient:
        """Return what was filled in."""
        return NewClient(
            name=self.name.data or "",
            kind=ClientKind(self.kind.data),
            scopes=[Scope(word) for word in self.scopes.data or ()],
            days=self.days.data or 0,
            agency=self.agency.data or "",
            username=self.username.data or "",
        )
