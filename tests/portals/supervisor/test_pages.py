"""Every page opens, in both languages, for those who may."""

import pytest

from tests.support.portals import Visitor

LISTS = (
    "/overview/",
    "/alerts/",
    "/complaints/",
    "/disputes/",
    "/visits/",
    "/findings/",
    "/enterprises/",
    "/agencies/",
    "/policy/",
    "/trail/",
)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", LISTS)
def test_every_list_opens_in_both_languages(supervisor: Visitor, path: str, language: str) -> None:
    page = supervisor.get(f"{path}?language={language}")
    assert page.heading
