"""Joint visits answered together: those of an agency that reach and break no limit, agreed to in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord
from supervision_code.domain.permissions import Actor
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.product import Supervision
from supervision_code.queries.paging import Cut
from supervision_code.queries.proposal_pages import ProposalPage
from supervision_code.queries.proposals import ProposalView

LOOKED_AT: Final = 150
"""How many proposals, the soonest first, are judged for one page; the others come on the next."""
Place = tuple[UUID, UUID]
"""The firm and the joint visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What can be agreed to in one go."""

    good: tuple[ProposalPage, ...]
    others: int
    """Proposals looked at that want a look of their own."""
    beyond: int
    """Proposals not looked at yet."""
    next: str
    """Where in the list the next batch begins; empty: nothing is left to look at."""
    passed: int
    """Proposals of earlier batches that still wait."""

    @property
    def looked_at(self) -> int:
        """Return how many still wait up to the end of this batch, when nothing in it is agreed to."""
        return self.passed + len(self.good) + self.others

    @property
    def places(self) -> str:
        """Return the places of the good ones as one text for the form."""
        return ",".join(f"{page.enterprise_id}/{page.id}" for page in self.good)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of it."""

    done: int
    changed: int
    """Those that changed since the page was shown; nothing was answered for them."""


def batch_of(product: Supervision, actor: Actor, at: str = "", passed: int = 0, most: int = LOOKED_AT) -> Batch:
    """Judge the soonest of the proposals that wait for the actor's agency, from where an earlier batch ended.

    ``passed``: how many of earlier batches still wait.
    """
    waiting = product.queries.proposals.page(actor, ProposalView.WAITING, Cut(at=at, limit=most))
    pages = [product.queries.proposal_pages.proposal(actor, row.enterprise_id, row.id) for row in waiting.rows]
    good = tuple(filter(_good, pages))
    left = waiting.numbers[ProposalView.WAITING] - passed - len(pages)
    return Batch(
        good=good,
        others=len(pages) - len(good),
        beyond=max(left, 1) if waiting.older else 0,
        next=waiting.older,
        passed=passed,
    )


def places_in(text: str) -> list[Place]:
    """Read the places of a form, at most ``LOOKED_AT``; what is no place is passed over."""
    found = []
    for one in text.split(",")[:LOOKED_AT]:
        firm, _, plan = one.partition("/")
        try:
            found.append((UUID(firm), UUID(plan)))
        except ValueError:
            continue
    return found


def agree(product: Supervision, actor: Actor, places: Iterable[Place]) -> Answered:
    """Lead or join each of the places that is still good, each in a transaction of its own."""
    answers = [_agree_to(product, actor, place) for place in places]
    return Answered(done=sum(answers), changed=len(answers) - sum(answers))


def _agree_to(product: Supervision, actor: Actor, place: Place) -> bool:
    try:
        page = product.queries.proposal_pages.proposal(actor, *place)
        if not _good(page):
            return False
        if page.leads:
            product.proposals.accept(actor, *place, page.day)
        else:
            product.proposals.join(actor, *place)
    except (IllegalMove, InvalidValue, NoSuchRecord):
        return False
    return True


def _good(page: ProposalPage) -> bool:
    """Say whether the reader's agency has yet to answer, nothing is reached or broken, and the day still holds."""
    asked = page.state is PlannedVisitState.PROPOSED if page.leads else page.own_answer is JoiningAnswer.INVITED
    return asked and not page.breaches and not page.reached and page.day in page.days
