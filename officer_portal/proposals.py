"""A proposed joint visit put together for its page: what it is, what it would break, and the forms that answer it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from officer_portal.forms.proposals import AcceptForm, DeclineForm, HandOverForm
from officer_portal.verdicts import Verdict, Words, verdict_of_plan
from supervision_code.domain.permissions import Actor
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.product import Supervision
from supervision_code.queries.proposal_pages import ProposalPage
from supervision_code.web.messages import label, t

_AHEAD: Final = frozenset({PlannedVisitState.PROPOSED, PlannedVisitState.PLANNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Everything the page shows."""

    page: ProposalPage
    verdict: Verdict
    accept: AcceptForm
    hand_over: HandOverForm
    decline: DeclineForm

    @property
    def may_accept(self) -> bool:
        """Say whether the reader's agency leads and has not agreed yet."""
        return self.page.leads and self.page.state is PlannedVisitState.PROPOSED

    @property
    def may_join(self) -> bool:
        """Say whether the reader's agency is asked and has not answered."""
        return self.page.own_answer is JoiningAnswer.INVITED and self.page.state in _AHEAD

    @property
    def may_decline(self) -> bool:
        """Say whether the reader's agency can leave, with others left to come."""
        if self.page.leads:
            return self.may_accept and bool(self.hand_over.agency.choices)
        return self.page.state in _AHEAD


def proposal_of(product: Supervision, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> Proposal:
    """Put the page together; a form that was sent is filled with what was sent. Raises NoSuchRecord."""
    page = product.queries.proposal_pages.proposal(actor, enterprise_id, plan_id)
    verdict = verdict_of_plan(page.breaches, page.reached, _words(page, product.in_force.policy))
    accept, hand_over = AcceptForm(prefix="accept"), HandOverForm(prefix="hand-over")
    accept.offer(page)
    hand_over.offer(page)
    return Proposal(
        page=page, verdict=verdict, accept=accept, hand_over=hand_over, decline=DeclineForm(prefix="decline")
    )


def _words(page: ProposalPage, policy: SupervisionPolicy) -> Words:
    names = dict(page.names) | {period.id: period.name for period in policy.quiet_periods}
    tier = label(page.risk_tier) if page.risk_tier else t("officer-verdict-tier-unknown")
    return Words(agency=page.own, names=names, tier=tier, policy=policy)
