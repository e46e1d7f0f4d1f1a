"""What every search for a firm asks: its name or credit code, and then which of those found it is."""

from uuid import UUID

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from supervision_code.web.forms import Form, strip, uuid_of
from supervision_code.web.messages import lazy_t


def firm_words() -> StringField:
    """Return a field for name or credit code; problems are told in the order in which a form makes its fields."""
    return StringField(
        lazy_t("officer-scan-words"),
        filters=[strip],
        validators=[
            InputRequired(lazy_t("officer-scan-words-missing")),
            Length(min=2, max=80, message=lazy_t("officer-scan-words-short")),
        ],
        render_kw={"autocomplete": "off", "enterkeyhint": "search"},
    )


class ChosenFirm(Form):
    """The firm chosen among those found."""

    enterprise = HiddenField(validators=[InputRequired()])

    def enterprise_id(self) -> UUID | None:
        """Return the firm's id, or None when the field holds none."""
        return uuid_of(self.enterprise.data)
