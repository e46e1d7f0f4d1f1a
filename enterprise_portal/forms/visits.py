"""The form that disputes a record."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from supervision_code.domain.visits import DisputeGround
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t


class DisputeForm(Form):
    """What is wrong, in one tap, and more if one likes."""

    ground = RadioField(
        lazy_t("enterprise-dispute-ground"),
        choices=choices_of(DisputeGround),
        validators=[InputRequired(lazy_t("enterprise-dispute-ground-missing"))],
    )
    text = TextAreaField(lazy_t("enterprise-dispute-text"), filters=[strip], validators=[Length(max=1000)])
