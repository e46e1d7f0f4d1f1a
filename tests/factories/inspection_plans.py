"""Inspection plans on their way: a good draft, and plans taken as far as a test needs them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from supervision_code.domain.inspection_plan_contents import PlanContents
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.permissions import Actor, Role
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.product import Supervision
from supervision_code.services.accounts import actor_of
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.registry import CITY, build_enterprise
from tests.factories.small_city import SmallCity

CONTENTS: Final = PlanContents(
    title="餐饮服务食品安全双随机抽查",
    basis="《中华人民共和国食品安全法》第一百一十条",
    items=("SCJG-1", "SCJG-2"),
    area="南园街道",
    first_day=date(2026, 12, 1),
    last_day=date(2026, 12, 31),
)
THEIRS: Final = replace(CONTENTS, title="工贸企业安全生产检查", items=("YJJ-1",), area="观湖街道")
_WAY: Final = (PlanState.SUBMITTED, PlanState.APPROVED, PlanState.FILED, PlanState.PUBLISHED)


def city_supervisor(supervision: Supervision) -> Actor:
    """A supervisor of the whole city, stored."""
    account = build_account(Role.SUPERVISOR, username="city-supervisor", name="城监督", district=None)
    given(supervision.database, account)
    return actor_of(account)


def some_firms(supervision: Supervision, number: int, *, industry: str = "H6220") -> list[Enterprise]:
    """Firms of Futian in the register."""
    firms = [build_enterprise(f"福田样本企业{place:04d}", industry=industry) for place in range(number)]
    given(supervision.database, *firms)
    return firms


def drafted(
    supervision: Supervision,
    city: SmallCity,
    contents: PlanContents = CONTENTS,
    *,
    firms: Sequence[Enterprise] | None = None,
    next_door: bool = False,
) -> UUID:
    """A draft of an officer, holding the agency's firm unless others are named; returns its id."""
    officer = city.other_actor(Role.OFFICER) if next_door else city.actor(Role.OFFICER)
    if next_door and contents is CONTENTS:
        contents = THEIRS
    plan_id = supervision.inspection_plans.draft(officer, contents)
    own = [city.other_firm if next_door else city.firm]
    codes = [firm.uscc for firm in (own if firms is None else firms)]
    if codes:
        supervision.inspection_plan_objects.choose_listed(officer, plan_id, codes)
    return plan_id


def brought_to(
    supervision: Supervision,
    city: SmallCity,
    state: PlanState,
    contents: PlanContents = CONTENTS,
    *,
    firms: Sequence[Enterprise] | None = None,
    next_door: bool = False,
) -> UUID:
    """A plan that its people took up to a state; returns its id."""
    actor = city.other_actor if next_door else city.actor
    plan_id = drafted(supervision, city, contents, firms=firms, next_door=next_door)
    plans = supervision.inspection_plans
    steps: tuple[Callable[[], object], ...] = (
        lambda: plans.submit(actor(Role.OFFICER), plan_id),
        lambda: plans.approve(actor(Role.AGENCY_MANAGER), plan_id),
        lambda: plans.file(actor(Role.SUPERVISOR), plan_id, "福司备2026-017"),
        lambda: plans.publish(actor(Role.AGENCY_MANAGER), plan_id),
    )
    for after, step in zip(_WAY, steps, strict=True):
        if state is PlanState.DRAFT or _WAY.index(after) > _WAY.index(state):
            break
        step()
    return plan_id


__all__ = ["CITY", "CONTENTS", "THEIRS", "brought_to", "city_supervisor", "drafted", "some_firms"]
