"""Joining put together for its page: the firm, the visit under way, the form, and the verdict on it."""

from dataclasses import dataclass, replace
from uuid import UUID

from officer_portal.arrivals import Fields, part_of
from officer_portal.forms.joinings import JoiningForm
from officer_portal.verdicts import Verdict, joining_verdict
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.visit_drafts import Joining
from supervision_code.product import Supervision
from supervision_code.queries.arrivals import FirmPage
from supervision_code.queries.joinings import JoiningPage


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningArrival:
    """Everything the page shows."""

    firm: FirmPage
    form: JoiningForm
    page: JoiningPage
    verdict: Verdict
    policy: SupervisionPolicy

    @property
    def joining(self) -> Joining:
        """Return the joining as the form describes it."""
        return self.form.joining(self.firm.id, self.page.visit_id, self.firm.scan.id)


def joining_of(
    product: Supervision, actor: Actor, firm: FirmPage, visit_id: UUID, fields: Fields | None
) -> JoiningArrival:
    """Put the page together from what was sent, or from what was chosen last."""
    queries, policy = product.queries, product.in_force.policy
    form = JoiningForm(formdata=fields)
    last = replace(queries.officers.last_choice(actor), type=None)
    form.own = part_of(product, actor, None, fields, last)
    form.own.bring_forward(last)
    page = queries.joinings.preview(actor, form.joining(firm.id, visit_id, firm.scan.id))
    verdict = joining_verdict(firm, form.own, page.breaches, queries.officers.own(actor), policy)
    return JoiningArrival(firm=firm, form=form, page=page, verdict=verdict, policy=policy)
