"""What a re-check of a rectification found."""

from uuid import UUID

from wtforms import DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from supervision_code.domain.rectifications import RecheckOutcome
from supervision_code.services.rectifications import Recheck
from supervision_code.web.forms import Form, choices_of, strip
from supervision_code.web.messages import lazy_t


class RecheckForm(Form):
    """Passed, a new date, or a case."""

    outcome = RadioField(
        lazy_t("officer-recheck-outcome"),
        choices=choices_of(RecheckOutcome),
        validators=[InputRequired(lazy_t("officer-recheck-outcome-missing"))],
    )
    due = DateField(lazy_t("officer-recheck-due"), validators=[Optional()])
    note = TextAreaField(
        lazy_t("officer-recheck-note"),
        filters=[strip],
        validators=[Optional(), Length(max=2000, message=lazy_t("officer-visit-result-long"))],
    )

    def recheck(self, enterprise_id: UUID, rectification_id: UUID) -> Recheck:
        """Return the re-check as it is meant."""
        outcome = RecheckOutcome(self.outcome.data)
        return Recheck(
            enterprise_id=enterprise_id,
            rectification_id=rectification_id,
            outcome=outcome,
            note=self.note.data or "",
            due=self.due.data if outcome is RecheckOutcome.NEW_DATE else None,
        )
