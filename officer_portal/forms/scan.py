"""The forms of the scan page: a recognised text, a picture, a typed text, and the search for a firm."""

from enum import StrEnum

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from officer_portal.forms.firm_searches import ChosenFirm, firm_words
from officer_portal.forms.reasons import reason_words
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t

_LONGEST_REASON = 400
_CREDIT_CODE_LENGTH = 18


class NoScanReason(StrEnum):
    """Why there was nothing to scan, the usual ones first."""

    NOT_SHOWN = "not_shown"
    UNREADABLE = "unreadable"
    NOBODY_THERE = "nobody_there"
    OUTAGE = "outage"
    OTHER = "other"


class ScanForm(Form):
    """What the camera read."""

    text = HiddenField(validators=[InputRequired(lazy_t("officer-scan-text-missing"))])


class PictureForm(Form):
    """A picture from the album."""

    picture = FileField(
        lazy_t("officer-scan-picture"),
        validators=[FileRequired(lazy_t("officer-scan-picture-missing"))],
        render_kw={"accept": "image/*"},
    )


class ReasonForm(Form):
    """Why there was nothing to scan."""

    reason = RadioField(
        lazy_t("officer-scan-reason"),
        choices=choices_of(NoScanReason),
        validators=[InputRequired(lazy_t("officer-scan-reason-missing"))],
    )
    more = StringField(
        lazy_t("officer-scan-reason-more"), filters=[strip], validators=[Optional(), Length(max=_LONGEST_REASON - 20)]
    )

    def words(self) -> str:
        """Return the reason as it is kept: empty when it says nothing."""
        if not self.reason.data:
            return ""
        return reason_words(NoScanReason(self.reason.data), self.more.data or "", other=NoScanReason.OTHER)


class TypedForm(ReasonForm):
    """A text that was typed or pasted in."""

    text = TextAreaField(
        lazy_t("officer-scan-typed"),
        filters=[strip],
        validators=[InputRequired(lazy_t("officer-scan-typed-missing"))],
        render_kw={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"},
    )

    def looks_like_a_credit_code(self) -> bool:
        """Say whether what was typed can only be meant as a credit code."""
        text = self.text.data or ""
        return len(text) == _CREDIT_CODE_LENGTH and text.isalnum()


class SearchForm(ReasonForm):
    """Looks for the firm; nothing is shown before the reason is given."""

    q = firm_words()


class ChosenForm(ReasonForm, ChosenFirm):
    """Goes to the firm that was chosen."""
