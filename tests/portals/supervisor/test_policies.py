"""The pages about policies: reading, drafting by form or file, trying, publishing; and who sees none of it."""

import io

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories.accounts import build_actor
from tests.factories.busy_area import BusyArea
from tests.factories.policies import policy_saying
from tests.support.portals import Visitor

CITY = build_actor(Role.SUPERVISOR)


def drafted(visitor: Visitor) -> str:
    """Begin a draft and return its address."""
    visitor.send("/policy/drafts/", {})
    assert visitor.last is not None
    return visitor.last.request.path.removeprefix("/supervisor").removesuffix("/values")


def values_of(visitor: Visitor, draft: str, **changed: str) -> dict[str, str | list[str]]:
    form = next(form for form in visitor.get(f"{draft}/values").forms if form.action.endswith("/values"))
    sets = {"value:counting.types": ["routine", "campaign"]}
    return {**form.fields, **sets, **{f"value:{key.replace('__', '.')}": value for key, value in changed.items()}}


def test_values_are_changed_tried_and_published(city_supervisor: Visitor, supervision: Supervision) -> None:
    draft = drafted(city_supervisor)
    page = city_supervisor.send(f"{draft}/values", values_of(city_supervisor, draft, visit_rate__limit="1"))
    assert "改了1项" in page.text
    assert "1次" in page.text
    tried = city_supervisor.send(f"{draft}/trial", {})
    assert "2家有记录的企业" in tried.text
    form = next(f for f in city_supervisor.get(f"{draft}/publish").forms if f.action.endswith("/publish"))
    sent = {**form.fields, "beginning": "on_a_day", "from_day": "2026-12-01", "reason": "局长办公会决定"}
    after = city_supervisor.send(f"{draft}/publish", sent)
    assert "已发布" in after.text
    assert "12月1日" in after.text
    assert supervision.timeline.versions[-1].in_force.policy.visit_rate.limit == 1
    assert "局长办公会决定" in city_supervisor.get("/policy/publications/2").text
    assert city_supervisor.fetch(f"/policy/{supervision.in_force.sha256}.toml").status_code == 200


def test_what_is_wrong_is_said_beside_its_value_and_nothing_is_kept(city_supervisor: Visitor) -> None:
    draft = drafted(city_supervisor)
    wrong = values_of(city_supervisor, draft, visit_rate__limit="三", annual_cap__A="-1")
    page = city_supervisor.send(f"{draft}/values", wrong, status=422)
    assert "有2处要改" in page.text
    assert "visit_rate.limit" in page.text
    assert "“三”" in page.text
    assert "还没有改动" in city_supervisor.get(draft).text


def test_a_file_is_uploaded_or_every_fault_is_told(city_supervisor: Visitor) -> None:
    def sent(content: bytes) -> dict[str, object]:
        return {"file": (io.BytesIO(content), "policy.toml")}

    text = policy_saying({"dispute_days": "9"})
    page = city_supervisor.send("/policy/drafts/upload", sent(text.encode()))
    assert "改了1项" in page.text
    faulty = text.replace("dispute_days", "dispute_dayz").replace("gap_days = 30", "gap_days = 999")
    page = city_supervisor.send("/policy/drafts/upload", sent(faulty.encode()), status=422)
    assert "dispute_dayz" in page.text
    assert "999" in page.text
    assert "文件写法有误" in city_supervisor.send("/policy/drafts/upload", sent(b"= ="), status=422).text
    assert "不是文本文件" in city_supervisor.send("/policy/drafts/upload", sent(b"\xff\xfe"), status=422).text
    assert "0.2 MB" in city_supervisor.send("/policy/drafts/upload", sent(b"#" * 200_001), status=422).text
    assert "请选择文件" in city_supervisor.send("/policy/drafts/upload", {}, status=422).text


def test_a_publication_asks_for_a_reason_and_a_day(city_supervisor: Visitor) -> None:
    draft = drafted(city_supervisor)
    city_supervisor.send(f"{draft}/values", values_of(city_supervisor, draft, dispute_days="9"))
    form = next(f for f in city_supervisor.get(f"{draft}/publish").forms if f.action.endswith("/publish"))
    page = city_supervisor.send(f"{draft}/publish", {**form.fields, "beginning": "on_a_day"}, status=422)
    assert "请写明为什么改" in page.text
    late = {**form.fields, "beginning": "on_a_day", "from_day": "2026-11-20", "reason": "试行"}
    assert "请选明天或以后的日子" in city_supervisor.send(f"{draft}/publish", late, status=422).text
    no_day = {**form.fields, "beginning": "on_a_day", "reason": "试行"}
    assert "请选明天或以后的日子" in city_supervisor.send(f"{draft}/publish", no_day, status=422).text


def test_a_draft_is_given_up(city_supervisor: Visitor) -> None:
    draft = drafted(city_supervisor)
    assert "草稿已放弃" in city_supervisor.send(f"{draft}/given-up", {}).text
    assert "已放弃" in city_supervisor.get(draft).text


@pytest.mark.parametrize("visitor", ["supervisor", "guest", "operator"])
def test_others_neither_see_the_ways_nor_may_go_them(
    visitor: str, city_supervisor: Visitor, request: pytest.FixtureRequest
) -> None:
    draft = drafted(city_supervisor)
    other: Visitor = request.getfixturevalue(visitor)
    for path in (draft, f"{draft}/values", f"{draft}/publish", "/policy/drafts/upload"):
        other.get(path, status=403)
    for path in ("/policy/drafts/", f"{draft}/trial", f"{draft}/given-up"):
        other.send(path, {}, status=403)
    if visitor != "operator":
        assert "起草新版本" not in other.get("/policy/").text
        assert other.get("/policy/publications/1").heading


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page_opens_in_both_languages(city_supervisor: Visitor, language: str) -> None:
    draft = drafted(city_supervisor)
    city_supervisor.send(f"{draft}/trial", {})
    for path in ("/policy/", draft, f"{draft}/values", f"{draft}/publish", "/policy/drafts/upload"):
        assert city_supervisor.get(f"{path}?language={language}").heading


def test_an_address_that_only_takes_forms_leads_to_the_page_above_it(city_supervisor: Visitor, area: BusyArea) -> None:
    draft = drafted(city_supervisor)
    firm, visit = area.city.firm, area.visits[0]
    for path, page in (
        (f"{draft}/trial", draft),
        (f"/complaints/{area.complaint.id}/accept", f"/complaints/{area.complaint.id}"),
        (f"/visits/{firm.id}/{visit}/void", f"/visits/{firm.id}/{visit}"),
        (f"/visits/{firm.id}/{visit}/disputes/{area.dispute.id}", f"/visits/{firm.id}/{visit}"),
        (f"/enterprises/{firm.uscc}/revoke-code", f"/enterprises/{firm.uscc}"),
    ):
        answer = city_supervisor.fetch(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/supervisor{page}")
    assert city_supervisor.fetch("/sign-out").status_code == 405
