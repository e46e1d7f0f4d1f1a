"""On every visit's page: how it is sealed and witnessed, and its receipt; for its firm, its agency, its supervisor."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from config.settings import Settings, read_settings
from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from supervision_code.services.witnesses import WitnessService
from tests.factories.busy_area import happened
from tests.factories.small_city import SmallCity
from tests.services.test_witnesses import Scene, away, witness_key
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal

PLACES = [
    ("enterprise", Role.ENTERPRISE_MEMBER, "/visits/{visit}"),
    ("officer", Role.OFFICER, "/visits/{firm}/{visit}"),
    ("supervisor", Role.SUPERVISOR, "/visits/{firm}/{visit}"),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of an installation with three witnesses."""
    tables = [
        f'[[witness]]\ntitle = "见证方{n}"\nurl = "{Scene.url(n)}"\nkey = "{witness_key(n).public.text}"\n'
        for n in range(3)
    ]
    (tmp_path / "witnesses.toml").write_text("".join(tables))
    return read_settings({"DATA_DIR": str(tmp_path)})


@pytest.fixture
def scene(supervision: Supervision, clock: StoppedClock, tmp_path: Path) -> Scene:
    """Three witnesses that know the key of the product's own log; the third is away."""
    scene = Scene(supervision.database, clock, tmp_path, 3)
    scene.client.instead[scene.url(2)] = away
    return scene


@pytest.fixture
def watched(supervision: Supervision, scene: Scene) -> Supervision:
    """The product with these witnesses."""
    service = WitnessService(scene.database, scene.clock, scene.client, scene.book, supervision.settings.log_id)
    return replace(supervision, witnesses=service)


@pytest.fixture
def visit(supervision: Supervision, city: SmallCity) -> UUID:
    return happened(supervision, city.firm, FRIDAY_TEN, officers=(city.officers[0].id,))


def visitor_at(visit_portal: VisitPortal, city: SmallCity, portal: str, role: Role) -> Visitor:
    return visit_portal(portal, city.accounts[role])


@pytest.mark.parametrize(("portal", "role", "path"), PLACES)
def test_the_page_says_how_the_visit_is_sealed_and_hands_out_its_receipt(
    watched: Supervision,
    visit_portal: VisitPortal,
    city: SmallCity,
    scene: Scene,
    visit: UUID,
    portal: str,
    role: Role,
    path: str,
) -> None:
    visitor = visitor_at(visit_portal, city, portal, role)
    address = path.format(firm=city.firm.id, visit=visit)
    assert "已登记，正在封存" in visitor.get(address).text
    assert visitor.fetch(f"{address}/receipt").get_data(as_text=True).startswith("supervision-code/promise@v1\n")

    watched.sealing.seal()
    log_key = watched.queries.ledger.keys().splitlines()[0]
    for witness in scene.client.witnesses.values():
        witness._memory.add_log(log_key, 0)
    watched.witnesses.submit()

    page = visitor.get(address)
    assert "3个见证方中2个已见证" in page.text
    receipt = visitor.fetch(f"{address}/receipt")
    assert receipt.headers["Content-Disposition"].endswith('.receipt.txt"')
    assert receipt.headers["Cache-Control"] == "no-store"
    text = receipt.get_data(as_text=True)
    assert text.startswith("c2sp.org/tlog-proof@v1\n")
    assert {f"— w{number}.example" in text for number in (0, 1)} == {True}


def test_the_entry_of_a_broken_rule_bears_its_own_name(
    supervision: Supervision, visit_portal: VisitPortal, city: SmallCity
) -> None:
    days = (FRIDAY_TEN - timedelta(days=number) for number in range(3, -1, -1))
    last = [happened(supervision, city.firm, day, officers=(city.officers[0].id,)) for day in days][-1]

    page = visit_portal("supervisor", city.accounts[Role.SUPERVISOR]).get(f"/visits/{city.firm.id}/{last}")

    assert "发现过频" in page.texts("dt")


def test_nobody_else_gets_the_receipt(
    supervision: Supervision, visit_portal: VisitPortal, city: SmallCity, visit: UUID
) -> None:
    for portal, role, path in PLACES:
        stranger = visit_portal(portal, city.other_accounts[role])
        stranger.get(f"{path.format(firm=city.firm.id, visit=visit)}/receipt", status=404)
