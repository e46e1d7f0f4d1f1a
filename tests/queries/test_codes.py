"""The firm's code as a row, a drawing, pixels and a poster."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from supervision_code.adapters.qr_reading import read_codes
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.permissions import Actor, Role
from supervision_code.product import Supervision
from supervision_code.queries.codes import CodeRow
from supervision_code.web.messages import t_in
from tests.factories.small_city import SmallCity


@pytest.fixture
def shop(supervision: Supervision, city: SmallCity) -> Actor:
    list(supervision.codes.issue_missing())
    return city.actor(Role.ENTERPRISE_ADMINISTRATOR)


@pytest.fixture
def own(supervision: Supervision, shop: Actor) -> CodeRow:
    return supervision.queries.codes.own(shop)


def test_the_own_code_is_the_one_in_force(supervision: Supervision, city: SmallCity, shop: Actor) -> None:
    first = supervision.queries.codes.own(shop)
    supervision.codes.reissue(shop, "海报丢了")
    second = supervision.queries.codes.own(shop)
    assert (first.generation, second.generation) == (1, 2)
    assert first.address != second.address
    assert (second.name, second.tail) == (city.firm.name, city.firm.uscc[-4:])


def test_a_firm_without_a_code_has_none(supervision: Supervision, city: SmallCity) -> None:
    actor = city.actor(Role.ENTERPRISE_MEMBER)
    assert supervision.queries.codes.find_own(actor) is None
    with pytest.raises(NoSuchRecord):
        supervision.queries.codes.own(actor)
    with pytest.raises(NoSuchRecord):
        supervision.queries.codes.of_firm(city.firm.uscc)


def test_the_command_line_finds_a_code_by_credit_code(supervision: Supervision, city: SmallCity, own: CodeRow) -> None:
    assert supervision.queries.codes.of_firm(city.firm.uscc) == own


def test_the_picture_reads_as_the_address(supervision: Supervision, own: CodeRow) -> None:
    pixels = supervision.queries.codes.png(own.address)
    assert Image.open(io.BytesIO(pixels)).size == (1200, 1200)
    assert read_codes(pixels) == (own.address,)


def test_the_drawing_says_what_it_is(supervision: Supervision, own: CodeRow) -> None:
    drawn = supervision.queries.codes.svg(own.address, "监督码")
    assert drawn.startswith("<svg")
    assert "<title>监督码</title>" in drawn


def test_the_poster_is_one_page_with_name_and_both_languages(supervision: Supervision, own: CodeRow) -> None:
    poster = supervision.queries.codes.poster(own, t_in)
    assert supervision.queries.codes.poster(own, t_in) == poster
    reader = PdfReader(io.BytesIO(poster))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert own.name in text.replace("\n", "")
    assert "行政执法监督码" in text
    assert "Official domain" in text
    assert own.tail in text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPERVISOR, Role.OPERATOR])
def test_only_a_firm_has_a_code_of_its_own(supervision: Supervision, city: SmallCity, role: Role) -> None:
    with pytest.raises(NotPermitted):
        supervision.queries.codes.find_own(city.actor(role))
