"""Forms about plans that are to be filed."""

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t


class FileForm(Form):
    """The number a plan is filed under."""

    number = StringField(
        lazy_t("plan-filing-number"),
        description=lazy_t("supervisor-plan-number-hint"),
        filters=[strip],
        validators=[InputRequired(lazy_t("supervisor-plan-number-missing")), Length(max=64)],
    )


class ReturnForm(Form):
    """Why a plan goes back to its agency."""

    reason = TextAreaField(
        lazy_t("plan-reason"),
        filters=[strip],
        validators=[InputRequired(lazy_t("plan-reason-missing")), Length(max=1000)],
        render_kw={"rows": 3},
    )
