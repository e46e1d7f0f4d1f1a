"""Requests about personal data: who, and why it is handed out or erased."""

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t
from supervisor_portal.forms.steps import StepForm


class PersonForm(Form):
    """Exactly a name, a user name or a certificate number; sent, not put into the address, for it names somebody."""

    words = StringField(
        lazy_t("personal-data-words"),
        filters=[strip],
        validators=[DataRequired(lazy_t("personal-data-words-missing")), Length(max=80)],
    )


class _ReasonForm(StepForm):
    reason = TextAreaField(
        lazy_t("personal-data-reason"),
        description=lazy_t("personal-data-reason-hint"),
        filters=[strip],
        validators=[DataRequired(lazy_t("personal-data-reason-missing")), Length(max=1000)],
    )


class ExportForm(_ReasonForm):
    """Why the data is handed out."""

    step = "export"


class EraseForm(_ReasonForm):
    """Why the data is erased."""

    step = "erase"
