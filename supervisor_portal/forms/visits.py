"""What a supervisor does about a record: let it stand, ask to void it, or decide what another asked."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from supervision_code.web.forms import strip
from supervision_code.web.messages import lazy_t, t
from supervisor_portal.forms.steps import StepForm


class VoidForm(StepForm):
    """Why the record should be void; when it is, the firm reads it."""

    step = "void"
    reason = TextAreaField(
        lazy_t("supervisor-visit-void-reason"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-visit-void-reason-missing")), Length(max=1000)],
    )


class KeepForm(StepForm):
    """Why the record stands; the firm reads it."""

    step = "keep"
    answer = TextAreaField(
        lazy_t("supervisor-dispute-answer"),
        filters=[strip],
        validators=[DataRequired(lazy_t("supervisor-dispute-answer-missing")), Length(max=1000)],
    )


def _decisions() -> list[tuple[str, str]]:
    return [("yes", t("supervisor-void-yes")), ("no", t("supervisor-void-no"))]


class DecideForm(StepForm):
    """Whether a visit is voided as somebody else asked; a no needs a reason."""

    step = "decide"
    decision = RadioField(
        lazy_t("supervisor-void-decision"),
        choices=_decisions,
        validators=[InputRequired(lazy_t("supervisor-void-decision-missing"))],
    )
    note = TextAreaField(lazy_t("supervisor-void-note"), filters=[strip], validators=[Optional(), Length(max=1000)])

    @property
    def granted(self) -> bool:
        """Say whether the answer is yes."""
        return bool(self.decision.data == "yes")
