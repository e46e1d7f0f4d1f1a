"""The forms of photos: several files with one caption, and why one is withdrawn."""

import json
from datetime import UTC, datetime
from typing import Final

from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t

_CAPTION: Final = 200
_REASON: Final = 400
_LAST_MILLISECOND: Final = 253_402_300_799_000


class PhotosForm(Form):
    """Photos from the camera, or files at a computer; ``taken`` says when, in milliseconds, where there is script."""

    photos = MultipleFileField(
        lazy_t("officer-photos-files"),
        render_kw={"accept": "image/*", "capture": "environment", "multiple": True, "data-photos": ""},
    )
    caption = StringField(lazy_t("officer-photos-caption"), filters=[strip], validators=[Length(max=_CAPTION)])
    taken = HiddenField()

    def taken_at(self, position: int) -> datetime | None:
        """Return when the photo at this place was taken, as the phone claims; None when it does not say."""
        try:
            said = json.loads(self.taken.data or "[]")
            value = said[position]
        except (ValueError, LookupError, TypeError, RecursionError):
            return None
        if type(value) is not int or not 0 < value < _LAST_MILLISECOND:
            return None
        return datetime.fromtimestamp(value / 1000, UTC)


class WithdrawalForm(Form):
    """Why a photo is withdrawn."""

    reason = StringField(
        lazy_t("officer-photos-reason"),
        filters=[strip],
        validators=[InputRequired(lazy_t("officer-photos-reason-missing")), Length(max=_REASON)],
    )
