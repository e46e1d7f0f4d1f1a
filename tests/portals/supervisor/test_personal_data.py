"""The operator's pages for requests about personal data, and everybody's own page."""

import json
from uuid import UUID

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories.busy_area import BusyArea
from tests.support.portals import Visitor, VisitPortal

_WHY = "本人书面申请，2026年11月20日"


def officer_of(area: BusyArea) -> UUID:
    return area.city.officers[0].id


def test_a_request_is_answered_from_search_to_file(operator: Visitor, area: BusyArea) -> None:
    found = operator.send("/personal-data/", {"words": area.city.officers[0].certificate_no}, status=200)
    address = f"/personal-data/{officer_of(area)}"
    assert f"/supervisor{address}" in found.links
    page = operator.get(address)
    assert page.heading == area.city.officers[0].name
    assert "检查与服务记录" in page.text
    assert "请填写理由" in operator.send(f"{address}/export", {"export-reason": " "}, status=422).text
    token = operator.csrf_token()
    answer = operator._client.post(f"/supervisor{address}/export", data={"csrf_token": token, "export-reason": _WHY})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="person-{officer_of(area)}.json"'
    assert json.loads(answer.get_data())["parts"]["officer"][0]["name"] == area.city.officers[0].name


def test_who_is_in_use_cannot_be_erased_and_who_is_not_is_told_part_by_part(
    operator: Visitor, area: BusyArea, supervision: Supervision
) -> None:
    address = f"/personal-data/{officer_of(area)}"
    assert "请先停用账号" in operator.get(address).text
    assert "请先停用" in operator.send(f"{address}/erase", {"erase-reason": _WHY}, status=422).text
    account = area.city.accounts[Role.OFFICER]
    supervision.accounts.set_active(area.city.actor(Role.OPERATOR), account.username, active=False)
    done = operator.send(f"{address}/erase", {"erase-reason": _WHY}, status=200)
    assert "已受理" in done.text
    assert "后可删" in done.text


def test_nobody_found_says_what_to_do(operator: Visitor) -> None:
    assert "没有查到" in operator.send("/personal-data/", {"words": "没有这个人"}, status=200).text
    assert "请输入" in operator.send("/personal-data/", {"words": ""}, status=422).text


def test_the_supervisor_has_no_such_pages(supervisor: Visitor, area: BusyArea) -> None:
    supervisor.get("/personal-data/", status=403)
    supervisor.get(f"/personal-data/{officer_of(area)}", status=403)


@pytest.mark.parametrize(
    ("portal", "role"),
    [
        ("enterprise", Role.ENTERPRISE_MEMBER),
        ("officer", Role.OFFICER),
        ("officer", Role.AGENCY_MANAGER),
        ("supervisor", Role.SUPERVISOR),
        ("supervisor", Role.OPERATOR),
    ],
)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_sees_and_takes_away_the_own_data(
    visit_portal: VisitPortal, area: BusyArea, portal: str, role: Role, language: str
) -> None:
    account = area.city.accounts[role]
    visitor = visit_portal(portal, account)
    page = visitor.get(f"/account/data/?language={language}")
    assert account.username in page.text
    assert f"/{portal}/account/data/file" in page.links
    file = visitor.fetch("/account/data/file")
    assert file.status_code == 200
    assert json.loads(file.get_data())["parts"]["account"][0]["username"] == account.username
    assert file.headers["Cache-Control"] == "no-store"
