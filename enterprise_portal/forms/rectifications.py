"""The firm's report that something was put right."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t


class ReportForm(Form):
    """What was done."""

    report = TextAreaField(
        lazy_t("enterprise-rectification-report"),
        filters=[strip],
        validators=[DataRequired(lazy_t("error-reason-missing-report")), Length(max=2000)],
    )
