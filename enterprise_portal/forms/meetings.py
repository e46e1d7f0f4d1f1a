"""The forms of scanning an officer's code."""

from wtforms import HiddenField
from wtforms.validators import InputRequired

from supervision_code.web.forms import Form
from supervision_code.web.messages import lazy_t


class OfficerCodeForm(Form):
    """What the camera read."""

    text = HiddenField(validators=[InputRequired(lazy_t("enterprise-met-scan-missing"))])
