"""The form that joins a visit under way: the own part, and a reason when joining breaks a rule."""

from typing import Any
from uuid import UUID

from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from officer_portal.forms.arrivals import PartForm
from supervision_code.domain.visit_drafts import Joining
from supervision_code.domain.visits import VisitKind
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t, t


class JoiningForm(Form):
    """What is not part of the own part."""

    over_limit_reason = TextAreaField(
        lazy_t("officer-arrival-over-limit-reason"),
        filters=[strip],
        validators=[Optional(), Length(max=1000, message=lazy_t("officer-arrival-too-long"))],
    )

    own: PartForm

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; whoever joins must say what for."""
        fine = bool(super().validate(extra_validators))
        if not self.own.items.data:
            self.own.items.errors = [t("error-item-missing")]
            self.problems.append(t("error-item-missing"))
            return False
        return fine

    def joining(self, enterprise_id: UUID, visit_id: UUID, scan_id: UUID) -> Joining:
        """Return the joining as it is meant."""
        return Joining(
            enterprise_id=enterprise_id,
            visit_id=visit_id,
            scan_id=scan_id,
            part=self.own.part(VisitKind.INSPECTION),
            over_limit_reason=self.over_limit_reason.data or "",
        )
