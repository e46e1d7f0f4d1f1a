"""The form that gives up a task."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t


class DropForm(Form):
    """Why a task is given up."""

    reason = TextAreaField(
        lazy_t("officer-task-drop-reason"),
        filters=[strip],
        validators=[InputRequired(lazy_t("officer-notice-reason-missing")), Length(max=400)],
    )

    @property
    def why(self) -> str:
        """Return the reason."""
        return self.reason.data or ""
