"""The firm's choice of a time."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from supervision_code.domain.notices import NOTE_LENGTH, Slot
from supervision_code.queries.own_notices import OwnNoticePage
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t
from supervision_code.web.notice_words import words_of


class ChoiceForm(Form):
    """One of the times offered, and what the officers should know."""

    slot = RadioField(
        lazy_t("enterprise-notice-slot"), validators=[InputRequired(lazy_t("enterprise-notice-slot-missing"))]
    )
    note = TextAreaField(lazy_t("enterprise-notice-note"), filters=[strip], validators=[Length(max=NOTE_LENGTH)])

    @classmethod
    def before(cls, found: OwnNoticePage) -> "ChoiceForm":
        """Return the form as it is first shown: what was chosen before is chosen."""
        notice = found.row.notice
        chosen = notice.chosen.code if notice.chosen else None
        form = cls(formdata=None, data={"slot": chosen, "note": notice.firm_note})
        form.offer(notice.slots)
        return form

    @classmethod
    def sent(cls, found: OwnNoticePage) -> "ChoiceForm":
        """Return the form as it was filled in."""
        form = cls()
        form.offer(found.row.notice.slots)
        return form

    def offer(self, slots: tuple[Slot, ...]) -> None:
        """Offer these times."""
        self.slot.choices = [(slot.code, words_of(slot)) for slot in slots]
        self._slots = {slot.code: slot for slot in slots}

    @property
    def chosen(self) -> Slot:
        """Return the time chosen, once the form was found valid."""
        return self._slots[str(self.slot.data)]
