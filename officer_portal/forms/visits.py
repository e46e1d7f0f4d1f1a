"""The forms around a visit: how one ended, a corrected result, and asking for a visit to be voided."""

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from wtforms import BooleanField, DateField, HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from officer_portal.forms.checks import Checks
from supervision_code.domain.checklists import findings_of
from supervision_code.domain.days import day_of
from supervision_code.domain.evidence import Position
from supervision_code.domain.results import Correction
from supervision_code.domain.visit_drafts import Leaving
from supervision_code.domain.visits import Outcome, VisitKind
from supervision_code.queries.results import ResultVersion
from supervision_code.web.current import now
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import label, lazy_t, t

QUICK: Final = {VisitKind.INSPECTION: Outcome.NO_PROBLEM, VisitKind.SERVICE: Outcome.SERVICE_GIVEN}
"""What a visit usually ends with: one tap."""
_OTHERS: Final[Mapping[VisitKind, tuple[Outcome, ...]]] = {
    VisitKind.INSPECTION: (Outcome.CORRECTED_ON_SITE, Outcome.RECTIFY_BY_DATE, Outcome.CASE_OPENED),
    VisitKind.SERVICE: (Outcome.CORRECTED_ON_SITE, Outcome.RECTIFY_BY_DATE),
}
_REASON = Length(max=1000, message=lazy_t("officer-arrival-too-long"))
_NUMBER: Final = re.compile(r"[0-9]{1,6}")


class LeavingForm(Form):
    """How the visit ended for the own agency."""

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
    unscanned_reason = TextAreaField(
        lazy_t("officer-visit-unscanned-reason"), filters=[strip], validators=[Optional(), _REASON]
    )
    usual = BooleanField()
    """Sent by the button that ends the visit as visits usually end, whatever else was tapped."""

    checks: Checks

    def offer(self, kind: VisitKind, checks: Checks, *, all_of_them: bool = False) -> None:
        """Offer what a visit of this kind can end with besides the usual, or with it, and its checklist."""
        usual = (QUICK[kind],) if all_of_them else ()
        self.outcome.choices = [(outcome.value, label(outcome)) for outcome in (*usual, *_OTHERS[kind])]
        if self.usual.data:
            self.outcome.data = QUICK[kind].value
        if kind is VisitKind.SERVICE:
            self.result.label.text = t("officer-visit-service-note")
        self.checks = checks

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and tell everything that a result other than the usual one lacks at once."""
        fine = bool(super().validate(extra_validators))
        if self.outcome.data in {outcome.value for outcome in QUICK.values()}:
            return fine
        if not self.result.data and not findings_of(self.checks.answered()):
            self.result.errors = [*self.result.errors, t("error-reason-missing-result")]
            fine = False
        return self._day_ahead() and fine

    def leaving(self, enterprise_id: UUID, visit_id: UUID, position: Position | None) -> Leaving | None:
        """Return the end as it is meant, or None when no outcome of ours was chosen."""
        outcome = self.chosen()
        if outcome is None:
            return None
        return Leaving(
            enterprise_id=enterprise_id,
            visit_id=visit_id,
            outcome=outcome,
            result=self.result.data or "",
            rectify_by=self.rectify_by.data if outcome is Outcome.RECTIFY_BY_DATE else None,
            position=position,
            checks=self.checks.answered(),
            unscanned_reason=self.unscanned_reason.data or "",
        )

    def chosen(self) -> Outcome | None:
        """Return the outcome that was chosen, when it is one of ours."""
        return next((word for word in Outcome if word.value == self.outcome.data), None)

    def _day_ahead(self) -> bool:
        by = self.rectify_by
        if self.outcome.data != Outcome.RECTIFY_BY_DATE or by.errors:
            return True
        if by.data and by.data >= day_of(now()):
            return True
        by.errors = [t("error-invalid-value-expected-day-ahead")]
        return False


class CorrectionForm(LeavingForm):
    """A further version of the own agency's result."""

    seen = HiddenField(validators=[DataRequired()])
    reason = TextAreaField(
        lazy_t("officer-correct-reason"),
        filters=[strip],
        validators=[DataRequired(lazy_t("officer-correct-reason-missing")), _REASON],
    )

    def show(self, version: ResultVersion) -> None:
        """Show the version that is to be corrected."""
        self.seen.data = str(version.number)
        self.outcome.data, self.result.data = version.outcome.value, version.text
        self.rectify_by.data = version.rectify_by

    def correction(self, enterprise_id: UUID, visit_id: UUID) -> Correction | None:
        """Return the correction as it is meant, or None when it cannot be read."""
        outcome, seen = self.chosen(), self.seen.data or ""
        if outcome is None or _NUMBER.fullmatch(seen) is None:
            return None
        return Correction(
            enterprise_id=enterprise_id,
            visit_id=visit_id,
            seen=int(seen),
            outcome=outcome,
            reason=self.reason.data or "",
            result=self.result.data or "",
            rectify_by=self.rectify_by.data if outcome is Outcome.RECTIFY_BY_DATE else None,
            checks=self.checks.answered(),
        )

    def _day_ahead(self) -> bool:
        """Leave the day to the domain: it may be one that was ahead when the result was first recorded."""
        return True


class VoidingForm(Form):
    """Why the visit should be voided; supervisors read it."""

    reason = TextAreaField(
        lazy_t("officer-void-reason"),
        filters=[strip],
        validators=[DataRequired(lazy_t("officer-void-reason-missing")), _REASON],
    )


class ApprovalForm(Form):
    """What the head of the agency says when approving an emergency afterwards."""

    note = TextAreaField(lazy_t("officer-approve-note"), filters=[strip], validators=[Optional(), _REASON])
