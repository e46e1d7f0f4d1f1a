"""The forms around a visit: which ones to list, and how one ended."""

from typing import Any, Final
from uuid import UUID

from wtforms import DateField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from supervision_code.domain.days import day_of
from supervision_code.domain.evidence import Position
from supervision_code.domain.visit_drafts import Leaving
from supervision_code.domain.visits import Outcome, VisitKind
from supervision_code.web.current import now
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import label, lazy_t, t

QUICK: Final = {VisitKind.INSPECTION: Outcome.NO_PROBLEM, VisitKind.SERVICE: Outcome.SERVICE_GIVEN}
"""What a visit usually ends with: one tap."""
_OTHERS: Final = {
    VisitKind.INSPECTION: (Outcome.CORRECTED_ON_SITE, Outcome.RECTIFY_BY_DATE, Outcome.CASE_OPENED),
    VisitKind.SERVICE: (Outcome.CORRECTED_ON_SITE, Outcome.RECTIFY_BY_DATE),
}


class LeavingForm(Form):
    """How the visit ended."""

    outcome = RadioField(
        lazy_t("officer-visit-outcome"),
        validate_choice=False,
        validators=[DataRequired(lazy_t("officer-visit-outcome-missing"))],
    )
    result = TextAreaField(
        lazy_t("officer-visit-result"),
        filters=[strip],
        validators=[Optional(), Length(max=2000, message=lazy_t("officer-visit-result-long"))],
    )
    rectify_by = DateField(lazy_t("officer-visit-rectify-by"), validators=[Optional()])

    def offer(self, kind: VisitKind) -> None:
        """Offer what a visit of this kind can end with besides the usual."""
        self.outcome.choices = [(outcome.value, label(outcome)) for outcome in _OTHERS[kind]]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and tell everything that a result other than the usual one lacks at once."""
        fine = bool(super().validate(extra_validators))
        if self.outcome.data in {outcome.value for outcome in QUICK.values()}:
            return fine
        if not self.result.data:
            self.result.errors = [*self.result.errors, t("error-reason-missing-result")]
            fine = False
        by = self.rectify_by
        if self.outcome.data == Outcome.RECTIFY_BY_DATE and not by.errors and (not by.data or by.data < day_of(now())):
            by.errors = [t("error-invalid-value-expected-day-ahead")]
            fine = False
        return fine

    def leaving(self, enterprise_id: UUID, visit_id: UUID, position: Position | None) -> Leaving | None:
        """Return the end as it is meant, or None when no outcome of ours was chosen."""
        outcome = next((word for word in Outcome if word.value == self.outcome.data), None)
        if outcome is None:
            return None
        return Leaving(
            enterprise_id=enterprise_id,
            visit_id=visit_id,
            outcome=outcome,
            result=self.result.data or "",
            rectify_by=self.rectify_by.data if outcome is Outcome.RECTIFY_BY_DATE else None,
            position=position,
        )
