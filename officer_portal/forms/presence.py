"""The forms of who is there: naming a colleague, saying that one did not come, and the portrait."""

from enum import StrEnum
from uuid import UUID

from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from officer_portal.forms.reasons import reason_words
from supervision_code.queries.officers import OfficerChoice
from supervision_code.web.forms import Form, choices_of, strip, uuid_of
from supervision_code.web.messages import lazy_t


class AbsentReason(StrEnum):
    """Why a named officer did not come, the usual ones first."""

    OTHER_TASK = "other_task"
    NAMED_BY_MISTAKE = "named_by_mistake"
    REPLACED = "replaced"
    ILL = "ill"
    OTHER = "other"


class NameForm(Form):
    """A colleague who was forgotten at the opening."""

    officer = SelectField(lazy_t("officer-presence-name"), validators=[InputRequired()])

    def offer(self, officers: tuple[OfficerChoice, ...]) -> None:
        """Offer these colleagues."""
        self.officer.choices = [(str(one.id), one.name) for one in officers]

    def officer_id(self) -> UUID | None:
        """Return who was chosen; None for what is no id."""
        return uuid_of(self.officer.data)


class AbsentForm(Form):
    """Why somebody who was named did not come."""

    reason = RadioField(
        lazy_t("officer-presence-absent-reason"),
        choices=choices_of(AbsentReason),
        validators=[InputRequired(lazy_t("officer-presence-absent-reason-missing"))],
    )
    more = StringField(
        lazy_t("officer-presence-absent-more"), filters=[strip], validators=[Optional(), Length(max=300)]
    )

    def words(self) -> str:
        """Return the reason as it is kept: empty when it says nothing."""
        if not self.reason.data:
            return ""
        return reason_words(AbsentReason(self.reason.data), self.more.data or "", other=AbsentReason.OTHER)


class PortraitForm(Form):
    """A portrait from a file."""

    picture = FileField(
        lazy_t("officer-portrait-picture"),
        validators=[FileRequired(lazy_t("officer-portrait-picture-missing"))],
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
