"""The form that replaces a code."""

from enum import StrEnum

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import label, lazy_t


class ReissueReason(StrEnum):
    """Why a firm replaces its code."""

    LOST = "lost"
    DAMAGED = "damaged"
    MISUSED = "misused"
    OTHER = "other"


class ReissueForm(Form):
    """Why the code is replaced."""

    reason = RadioField(
        lazy_t("enterprise-reissue-reason"),
        choices=choices_of(ReissueReason),
        validators=[InputRequired(lazy_t("enterprise-reissue-reason-missing"))],
    )
    more = StringField(lazy_t("enterprise-reissue-more"), filters=[strip], validators=[Length(max=200)])

    @property
    def why(self) -> str:
        """Return the reason in words, as it goes on record."""
        chosen = label(ReissueReason(self.reason.data))
        return f"{chosen}: {self.more.data}" if self.more.data else chosen
