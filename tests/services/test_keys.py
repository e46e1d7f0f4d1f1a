"""Keys on record: rotated with an overlap, revoked, published once however many start at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.codes import Refusal
from supervision_code.domain.key_turns import OVERLAP
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import EvidenceLevel, ScanChannel, evidence_at_scan
from supervision_code.persistence.key_records import signed_by_revoked
from supervision_code.persistence.models.codes import SigningKey, SupervisionCode
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.policies import PolicyVersion
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.code_register import CodeRegisterQueries
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import SmallCity, build_small_city
from tests.support.clock import StoppedClock


@pytest.fixture
def own(settings: Settings, database: Database, clock: StoppedClock, tmp_path: Path) -> Supervision:
    """The product with a key folder of its own."""
    return bootstrap(replace(settings, data_folder=tmp_path), clock=clock, database=database, passwords=PASSWORDS)


def entries(session: Session, kind: LedgerKind) -> int:
    return session.scalar(select(func.count()).where(LedgerEntry.kind == kind)) or 0


def test_a_rotated_key_is_on_record_before_it_signs(own: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    assert own.codes.publish_keys() == 1
    made = own.keys.rotate(OVERLAP)
    list(own.codes.issue_missing())

    assert [(standing.turn.kid, standing.signs, standing.waits) for standing in own.keys.standings()] == [
        ("A", True, False),
        ("B", False, True),
    ]
    with own.database.read() as session:
        assert {"A", "B"} == set(session.scalars(select(SigningKey.kid)))
        assert set(session.scalars(select(SupervisionCode.kid))) == {"A"}
        assert entries(session, LedgerKind.KEY_PUBLISHED) == 2
    clock.set(made.signs_from)
    own.codes.reissue(city.actor(Role.ENTERPRISE_ADMINISTRATOR), "更换")
    assert own.keys.standings()[1].codes == 1


def test_a_code_of_a_revoked_key_is_taken_and_counts_as_a_licence_does(own: Supervision, city: SmallCity) -> None:
    own.codes.publish_keys()
    list(own.codes.issue_missing())
    firm = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    texts = [own.codes.live_code(firm).address, own.queries.codes.own(firm).address]
    hanging = own.keys.revoke("A")

    assert hanging >= 1
    for text in texts:
        found = own.scans.recognise(city.actor(Role.OFFICER), text)
        assert not isinstance(found, Refusal)
        with own.database.read() as session:
            scan = session.get_one(Scan, (found.enterprise_id, found.scan_id))
            assert scan.channel is ScanChannel.STATIC_CODE
            assert signed_by_revoked(session, scan.code_id)
        assert evidence_at_scan(scan.channel) is evidence_at_scan(ScanChannel.LICENCE_QR) is EvidenceLevel.STATIC_CODE
        page = own.queries.arrivals.arrival(city.actor(Role.OFFICER), found.enterprise_id, found.scan_id)
        assert page.scan.key_revoked


def test_revoking_again_leaves_one_entry(own: Supervision) -> None:
    own.codes.publish_keys()
    own.keys.revoke("A")
    own.keys.revoke("A")

    with own.database.read() as session:
        assert entries(session, LedgerKind.KEY_REVOKED) == 1
        assert session.get_one(SigningKey, "A").revoked_at is not None
        assert session.get_one(SigningKey, "B").revoked_at is None
    assert own.keys.standings()[1].signs


@pytest.mark.parametrize("kind", ["sqlite_file", "postgresql_own"])
def test_what_is_started_several_times_at_once_happens_once(
    request: pytest.FixtureRequest, settings: Settings, clock: StoppedClock, kind: str
) -> None:
    database: Database = request.getfixturevalue(kind)
    build_small_city(database)
    own = bootstrap(settings, clock=clock, database=database, passwords=PASSWORDS)

    def at_once(work: Callable[[], int]) -> int:
        with ThreadPoolExecutor(6) as crowd:
            return sum(crowd.map(lambda _: work(), range(6)))

    firms = CodeRegisterQueries(database).firms_without_code()
    assert at_once(own.codes.publish_keys) == len(own.codes.keys.keys)
    assert at_once(lambda: int(own.policies.publish(own.in_force))) == 1
    assert at_once(lambda: sum(own.codes.issue_missing())) == firms > 0
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(PolicyVersion)) == 1
        assert session.scalar(select(func.count()).select_from(SupervisionCode)) == firms
        assert entries(session, LedgerKind.KEY_PUBLISHED) == len(own.codes.keys.keys)
