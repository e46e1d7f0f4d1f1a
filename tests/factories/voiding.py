"""Voiding in one step, for tests that are about what follows from it: one supervisor asks, another decides."""

from dataclasses import replace
from uuid import UUID, uuid5

from supervision_code.domain.permissions import Actor
from supervision_code.product import Supervision


def void(supervision: Supervision, decider: Actor, enterprise_id: UUID, visit_id: UUID, reason: str) -> None:
    """Ask as a colleague of the decider, and decide."""
    colleague = replace(decider, account_id=uuid5(decider.account_id, "colleague"), name="同事")
    request = supervision.voidings.ask(colleague, enterprise_id, visit_id, reason)
    supervision.voidings.decide(decider, enterprise_id, request, granted=True, note="")
