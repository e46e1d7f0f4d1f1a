"""The steps of an alert as forms."""

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.domain.alerts import Settlement
from supervision_code.web.forms import choices_of, strip
from supervision_code.web.messages import lazy_t
from supervisor_portal.forms.steps import StepForm


class AskForm(StepForm):
    """Whom to ask, and what."""

    step = "ask"
    agency = SelectField(lazy_t("supervisor-alert-ask-agency"), validators=[DataRequired()])
    text = TextAreaField(
        lazy_t("supervisor-alert-ask-text"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-alert-ask-text-missing")), Length(max=2000)],
    )


class SettleForm(StepForm):
    """How the alert ends, and why."""

    step = "settle"
    settlement = RadioField(
        lazy_t("supervisor-alert-settlement"),
        choices=choices_of(Settlement),
        validators=[DataRequired(lazy_t("supervisor-alert-settlement-missing"))],
    )
    reason = TextAreaField(
        lazy_t("supervisor-alert-reason"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-alert-reason-missing")), Length(max=2000)],
    )
