"""The steps of a complaint as forms; each has a prefix of its own, for they share a page."""

from typing import Final

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from supervision_code.domain.complaints import Conclusion
from supervision_code.domain.letters import LONGEST_LETTER, LetterScope
from supervision_code.web.forms import choices_of, strip
from supervision_code.web.messages import lazy_t
from supervisor_portal.forms.steps import StepForm

_LONGEST: Final = Length(max=2000)


def _text(label: str, missing: str = "") -> TextAreaField:
    required = [DataRequired(lazy_t(missing))] if missing else []
    return TextAreaField(lazy_t(label), filters=[strip], validators=[*required, _LONGEST])


class AcceptForm(StepForm):
    """A note that only supervisors read."""

    step = "accept"
    note = _text("supervisor-complaint-note")


class DeclineForm(StepForm):
    """Why the complaint is not taken up; the firm reads it."""

    step = "decline"
    reason = _text("supervisor-complaint-decline-reason", "supervisor-complaint-reason-missing")


class TransferForm(StepForm):
    """To whom it belongs, and why; the firm reads both."""

    step = "transfer"
    to = StringField(
        lazy_t("supervisor-complaint-transfer-to"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-complaint-transfer-to-missing")), Length(max=160)],
    )
    reason = _text("supervisor-complaint-transfer-reason", "supervisor-complaint-reason-missing")


class ExtendForm(StepForm):
    """Why it takes longer; the firm reads it."""

    step = "extend"
    reason = _text("supervisor-complaint-extend-reason", "supervisor-complaint-reason-missing")


class ConcludeForm(StepForm):
    """What was found, and on what that rests; the note stays with the supervisors."""

    step = "conclude"
    conclusion = RadioField(
        lazy_t("supervisor-complaint-conclusion"),
        choices=choices_of(Conclusion),
        validators=[DataRequired(lazy_t("supervisor-complaint-conclusion-missing"))],
    )
    note = _text("supervisor-complaint-conclude-note", "supervisor-complaint-conclude-note-missing")


class ReplyForm(StepForm):
    """What the firm is told."""

    step = "reply"
    text = _text("supervisor-complaint-reply-text", "supervisor-complaint-reply-missing")


class IdentityForm(StepForm):
    """Why the identity is opened."""

    step = "identity"
    reason = TextAreaField(
        lazy_t("supervisor-complaint-identity-reason"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-complaint-identity-reason-missing")), Length(max=500)],
    )


class LetterForm(StepForm):
    """What the agency is to read, and how closely it says when it was."""

    step = "letter"
    scope = RadioField(
        lazy_t("supervisor-letter-scope"),
        choices=choices_of(LetterScope),
        default=LetterScope.MONTH.value,
        validators=[DataRequired(lazy_t("supervisor-letter-scope-missing"))],
    )
    text = TextAreaField(
        lazy_t("supervisor-letter-text"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-letter-text-missing")), Length(max=LONGEST_LETTER)],
    )
