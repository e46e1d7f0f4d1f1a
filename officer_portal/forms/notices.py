"""The forms about telling a firm: which times, a later day, why it is called off."""

from datetime import date
from typing import Final

from wtforms import DateField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length

from supervision_code.domain.notices import Slot
from supervision_code.queries.notices import ToldOfVisit
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t
from supervision_code.web.notice_words import words_of

_MOST: Final = 40


class TimesForm(Form):
    """The times that the firm is offered."""

    slots = SelectMultipleField(lazy_t("officer-notice-times"))

    @classmethod
    def before(cls, told: ToldOfVisit) -> "TimesForm":
        """Return the form as it is first shown, the usual times chosen."""
        form = cls(formdata=None, data={"slots": sorted(told.usual)})
        form.offer(told)
        return form

    @classmethod
    def sent(cls, told: ToldOfVisit) -> "TimesForm":
        """Return the form as it was filled in."""
        form = cls()
        form.offer(told)
        return form

    def offer(self, told: ToldOfVisit) -> None:
        """Offer what is free, the usual times first."""
        usual = [slot for slot in told.free if slot.code in told.usual]
        others = [slot for slot in told.free if slot.code not in told.usual][:_MOST]
        self._slots = {slot.code: slot for slot in (*usual, *others)}
        self.slots.choices = [(code, words_of(slot)) for code, slot in self._slots.items()]

    @property
    def chosen(self) -> list[Slot]:
        """Return the times chosen, once the form was found valid."""
        return [self._slots[code] for code in self.slots.data or ()]


class ReasonForm(Form):
    """Why the firm is told something else now; it reads these words."""

    reason = TextAreaField(
        lazy_t("officer-notice-reason"),
        filters=[strip],
        validators=[InputRequired(lazy_t("officer-notice-reason-missing")), Length(max=400)],
    )

    @property
    def why(self) -> str:
        """Return the reason."""
        return self.reason.data or ""


class PutOffForm(Form):
    """A later day, and why; without a notice nobody need be told why."""

    day = DateField(lazy_t("officer-plan-day"), validators=[InputRequired(lazy_t("officer-plan-day-missing"))])
    reason = TextAreaField(lazy_t("officer-notice-reason"), filters=[strip], validators=[Length(max=400)])

    @property
    def chosen_day(self) -> date:
        """Return the day, once the form was found valid."""
        return self.day.data or date.min

    @property
    def why(self) -> str:
        """Return the reason."""
        return self.reason.data or ""
