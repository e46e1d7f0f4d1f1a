"""What an officer's phone loads before it can scan: little enough for a slow network."""

import re
from typing import Final

import pytest

from supervision_code.domain.permissions import Role
from tests.factories.small_city import SmallCity
from tests.support.portals import VisitPortal

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
_LOADED: Final = re.compile(r'(?:href|src|data-words|data-icons)="(/officer/(?:static|field)/[^"#]+)')
_OF_THE_DECODER: Final = ("scan_worker", "zxing_reader")
_HEAD: Final = 900
"""Bytes of an answer's headers, generously."""
_MOST: Final = 150_000


@pytest.mark.parametrize("screen", ["/scan", "/field/"])
def test_the_scan_page_is_small_before_the_decoder(visit_portal: VisitPortal, city: SmallCity, screen: str) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    page = officer.fetch(screen).get_data()
    files = {file for file in _LOADED.findall(page.decode()) if not any(name in file for name in _OF_THE_DECODER)}
    sizes = {}
    for file in files:
        answer = officer.fetch(file.removeprefix("/officer"), headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200, file
        sizes[file] = len(answer.get_data()) + _HEAD
        answer.close()
    assert len(sizes) >= 4
    assert len(page) + _HEAD + sum(sizes.values()) <= _MOST, sizes
