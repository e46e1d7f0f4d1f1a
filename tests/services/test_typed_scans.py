"""Texts that were typed or pasted in: kept apart from scans, with the reason."""

import pytest
from sqlalchemy import func, select

from supervision_code.domain.codes import Refusal
from supervision_code.domain.errors import NotPermitted, ReasonMissing
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import ScanChannel
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity


def test_a_typed_credit_code_is_typed_and_not_scanned(supervision: Supervision, city: SmallCity) -> None:
    found = supervision.scans.typed(city.actor(Role.OFFICER), city.firm.uscc, " 码污损 ")

    assert not isinstance(found, Refusal)
    with supervision.database.read() as session:
        kept = session.scalars(select(Scan)).one()
    assert (kept.channel, kept.reason) == (ScanChannel.TYPED, "码污损")


def test_without_a_reason_nothing_is_kept(supervision: Supervision, city: SmallCity) -> None:
    with pytest.raises(ReasonMissing):
        supervision.scans.typed(city.actor(Role.OFFICER), city.firm.uscc, "  ")

    with supervision.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Scan)) == 0


def test_a_refused_text_is_kept_as_refused(supervision: Supervision, city: SmallCity) -> None:
    refused = supervision.scans.typed(city.actor(Role.OFFICER), "nothing of ours", "码污损")

    assert refused is Refusal.NO_CREDIT_CODE
    with supervision.database.read() as session:
        assert session.scalars(select(ScanRefusal.refusal)).all() == ["no_credit_code"]


def test_only_who_may_scan_may_type(supervision: Supervision, city: SmallCity) -> None:
    with pytest.raises(NotPermitted):
        supervision.scans.typed(city.actor(Role.SUPERVISOR), city.firm.uscc, "码污损")
