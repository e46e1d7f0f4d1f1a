"""What a supervisor does about a record: let it stand, or void it."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.web.forms import strip
from supervision_code.web.messages import lazy_t
from supervisor_portal.forms.steps import StepForm


class VoidForm(StepForm):
    """Why the record is void; firm and agency read it."""

    step = "void"
    reason = TextAreaField(
        lazy_t("supervisor-visit-void-reason"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-visit-void-reason-missing")), Length(max=1000)],
    )


class KeepForm(StepForm):
    """Why the record stands; the firm reads it."""

    step = "keep"
    answer = TextAreaField(
        lazy_t("supervisor-dispute-answer"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-dispute-answer-missing")), Length(max=1000)],
    )
