"""The form of an emergency: which kind, why at once, and the firm."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from officer_portal.forms.firm_searches import ChosenFirm, firm_words
from supervision_code.domain.visits import EMERGENCIES, ExceptionKind
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import label, lazy_t


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, label(kind)) for kind in ExceptionKind if kind in EMERGENCIES]


def reason_of(kind: ExceptionKind) -> str:
    """Return how the kept reason of an emergency of this kind begins."""
    return f"{label(kind)}："


class _HappenedForm(Form):
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


class EmergencyForm(_HappenedForm):
    """Looks for the firm."""

    q = firm_words()


class ChosenEmergencyForm(_HappenedForm, ChosenFirm):
    """Goes to the firm that was chosen."""
