"""Scans: what is recognised is kept, and what is refused too."""

import hashlib

import pytest
from sqlalchemy import select

from supervision_code.adapters import qr_pictures
from supervision_code.domain.codes import Refusal
from supervision_code.domain.errors import InvalidValue, NoSuchRecord, NotPermitted, ReasonMissing
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import ScanChannel
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.scans import ScanRef
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock


def issued(supervision: Supervision, city: SmallCity) -> None:
    assert sum(supervision.codes.issue_missing()) == 2


def static_address(supervision: Supervision, database: Database, city: SmallCity) -> str:
    with database.read() as session:
        token = session.scalars(
            select(SupervisionCode.token)
            .where(SupervisionCode.enterprise_id == city.firm.id)
            .order_by(SupervisionCode.generation.desc())
        ).first()
    return f"{supervision.settings.public_url}/c/{token}"


def channel_of(database: Database, found: ScanRef | Refusal) -> ScanChannel:
    assert isinstance(found, ScanRef)
    with database.read() as session:
        return session.get_one(Scan, (found.enterprise_id, found.scan_id)).channel


def test_the_poster_the_live_code_and_the_licence_each_lead_to_the_firm(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    issued(supervision, city)
    officer = city.actor(Role.OFFICER)
    live = supervision.codes.live_code(city.actor(Role.ENTERPRISE_MEMBER)).address
    for text, channel in (
        (static_address(supervision, database, city), ScanChannel.STATIC_CODE),
        (live, ScanChannel.LIVE_CODE),
        (f"https://licence.example/{city.firm.uscc}", ScanChannel.LICENCE_QR),
    ):
        found = supervision.scans.recognise(officer, text)
        assert channel_of(database, found) is channel


def test_a_live_code_that_is_over_is_refused_and_the_refusal_kept_without_the_text(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    issued(supervision, city)
    text = supervision.codes.live_code(city.actor(Role.ENTERPRISE_MEMBER)).address
    clock.pass_by(minutes=2)
    assert supervision.scans.recognise(city.actor(Role.OFFICER), text) is Refusal.EXPIRED
    with database.read() as session:
        kept = session.scalars(select(ScanRefusal)).one()
    assert (kept.refusal, kept.text_sha256) == ("expired", hashlib.sha256(text.encode()).hexdigest())


def test_a_replaced_or_revoked_code_stops_working_at_once(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    issued(supervision, city)
    old = static_address(supervision, database, city)
    assert supervision.codes.reissue(city.actor(Role.ENTERPRISE_ADMINISTRATOR), "海报丢了") == 2
    assert supervision.scans.recognise(city.actor(Role.OFFICER), old) is Refusal.SUPERSEDED
    second = static_address(supervision, database, city)
    assert isinstance(supervision.scans.recognise(city.actor(Role.OFFICER), second), ScanRef)
    assert supervision.codes.revoke(city.actor(Role.SUPERVISOR), city.firm.id, "发现假码") == 3
    assert supervision.scans.recognise(city.actor(Role.OFFICER), second) is Refusal.REVOKED


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", Refusal.NO_CREDIT_CODE),
        ("https://elsewhere.example/c/a.b.c", Refusal.FOREIGN_HOST),
        ("91350100M000100Y43", Refusal.UNKNOWN_CODE),
        ("x" * 601, Refusal.TOO_LONG),
        ("\ud800", Refusal.NO_CREDIT_CODE),
    ],
)
def test_a_text_that_is_no_code_of_ours_is_refused(
    supervision: Supervision, city: SmallCity, text: str, refusal: Refusal
) -> None:
    assert supervision.scans.recognise(city.actor(Role.OFFICER), text) is refusal


def test_codes_are_revoked_and_replaced_only_within_reach_and_with_a_reason(
    supervision: Supervision, city: SmallCity
) -> None:
    issued(supervision, city)
    with pytest.raises(NoSuchRecord):
        supervision.codes.revoke(city.other_actor(Role.SUPERVISOR), city.firm.id, "假码")
    with pytest.raises(ReasonMissing):
        supervision.codes.revoke(city.actor(Role.SUPERVISOR), city.firm.id, "  ")
    with pytest.raises(NotPermitted):
        supervision.codes.reissue(city.actor(Role.ENTERPRISE_MEMBER), "丢了")


def test_codes_are_issued_once_and_for_one_firm_when_asked(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    with pytest.raises(NoSuchRecord):
        supervision.codes.live_code(city.actor(Role.ENTERPRISE_MEMBER))
    assert sum(supervision.codes.issue_missing(city.firm.uscc)) == 1
    assert sum(supervision.codes.issue_missing()) == 1
    assert sum(supervision.codes.issue_missing()) == 0
    with pytest.raises(NoSuchRecord):
        list(supervision.codes.issue_missing("91350100M000100Y43"))


def test_public_keys_and_the_policy_go_on_record_once(supervision: Supervision) -> None:
    assert [supervision.codes.publish_keys(), supervision.codes.publish_keys()] == [1, 0]
    assert [supervision.policies.publish(supervision.in_force) for _ in range(2)] == [True, False]


def test_a_picture_from_the_album_is_read_on_the_server(supervision: Supervision, city: SmallCity) -> None:
    picture = qr_pictures.png(f"https://licence.example/{city.firm.uscc}", 400)
    assert supervision.scans.read_picture(city.actor(Role.OFFICER), picture).endswith(city.firm.uscc)
    for content in (b"not a picture", b""):
        with pytest.raises(InvalidValue):
            supervision.scans.read_picture(city.actor(Role.OFFICER), content)


def test_a_search_needs_a_reason_and_a_firm(supervision: Supervision, city: SmallCity, database: Database) -> None:
    officer = city.actor(Role.OFFICER)
    with pytest.raises(ReasonMissing):
        supervision.scans.by_search(officer, city.firm.id, " ")
    with pytest.raises(NoSuchRecord):
        supervision.scans.by_search(officer, city.officers[0].id, "没有码")
    found = supervision.scans.by_search(officer, city.firm.id, "没有码")
    assert channel_of(database, found) is ScanChannel.SEARCH
    with pytest.raises(NotPermitted):
        supervision.scans.by_search(city.actor(Role.AGENCY_MANAGER), city.firm.id, "没有码")
