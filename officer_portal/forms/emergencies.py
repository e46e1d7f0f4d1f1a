"""The form of an emergency: which kind, why at once, and the firm."""

from uuid import UUID

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from supervision_code.domain.visits import EMERGENCIES, ExceptionKind
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import label, lazy_t


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, label(kind)) for kind in ExceptionKind if kind in EMERGENCIES]


def reason_of(kind: ExceptionKind) -> str:
    """Return how the kept reason of an emergency of this kind begins."""
    return f"{label(kind)}："


class _EmergencyForm(Form):
    """What happened."""

    kind = RadioField(
        lazy_t("officer-emergency-kind"),
        choices=_kinds,
        validators=[InputRequired(lazy_t("officer-emergency-kind-missing"))],
    )
    why = TextAreaField(
        lazy_t("officer-emergency-why"),
        filters=[strip],
        validators=[InputRequired(lazy_t("officer-emergency-why-missing")), Length(max=300)],
    )

    def words(self) -> str:
        """Return the reason as it is kept."""
        return f"{reason_of(ExceptionKind(self.kind.data))}{self.why.data}"


class EmergencyForm(_EmergencyForm):
    """Sent by GET to look for the firm."""

    class Meta:
        csrf = False

    q = StringField(
        lazy_t("officer-scan-words"),
        filters=[strip],
        validators=[
            InputRequired(lazy_t("officer-scan-words-missing")),
            Length(min=2, max=80, message=lazy_t("officer-scan-words-short")),
        ],
        render_kw={"autocomplete": "off", "enterkeyhint": "search"},
    )


class ChosenEmergencyForm(_EmergencyForm):
    """Sent by POST with the firm that was chosen."""

    enterprise = HiddenField(validators=[InputRequired()])

    def enterprise_id(self) -> UUID | None:
        """Return the firm's id, or None when the field holds none."""
        try:
            return UUID(self.enterprise.data or "")
        except ValueError:
            return None
