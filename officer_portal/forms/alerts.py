"""The agency's answer to a supervisor's question."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t


class AnswerForm(Form):
    """What the agency has to say."""

    text = TextAreaField(
        lazy_t("officer-alert-answer"),
        filters=[strip],
        validators=[DataRequired(lazy_t("officer-alert-answer-missing")), Length(max=2000)],
    )
