"""The form with which a supervisor marks a held event as looked at."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t


class SeenForm(Form):
    """What came of it."""

    note = TextAreaField(
        lazy_t("supervisor-held-note"),
        description=lazy_t("supervisor-held-note-hint"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-held-note-missing")), Length(max=1000)],
    )
