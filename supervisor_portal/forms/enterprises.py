"""What a supervisor does about a firm's code."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.web.forms import strip
from supervision_code.web.messages import lazy_t
from supervisor_portal.forms.steps import StepForm


class RevokeForm(StepForm):
    """Why the code is revoked; the firm reads it."""

    step = "revoke"
    reason = TextAreaField(
        lazy_t("supervisor-code-reason"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-code-reason-missing")), Length(max=400)],
    )
