"""A person looks at the own data and takes it away; the operator answers a request, in a real browser, quietly."""

import json
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, ConsoleMessage

from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import AgencyPart, VisitDraft
from supervision_code.domain.visits import InspectionType, VisitKind
from tests.factories.small_city import SCJG
from tests.journeys.serving import Served, come_in
from tests.services.test_retention import HERE


def an_officer_came(served: Served) -> None:
    officer = served.city.actor(Role.OFFICER)
    scan = served.supervision.scans.recognise(officer, served.city.firm.uscc, HERE)
    assert not isinstance(scan, str)
    part = AgencyPart(
        agency=SCJG, type=InspectionType.ROUTINE, items=("SCJG-1",), officers=(served.city.officers[1].id,)
    )
    draft = VisitDraft(enterprise_id=scan.enterprise_id, scan_id=scan.scan_id, kind=VisitKind.INSPECTION, parts=(part,))
    served.supervision.visits.open(officer, draft)


def test_an_officer_reads_and_downloads_what_is_kept_about_him(
    served: Served, new_visitor: Callable[..., BrowserContext]
) -> None:
    an_officer_came(served)
    page = new_visitor().new_page()
    spoken: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            spoken.append(message.text)

    page.on("console", listen)
    come_in(page, served, "officer", "officer")
    page.goto(served.address("/officer/account/"))
    page.get_by_role("link", name="我的个人信息").click()
    assert page.get_by_role("heading", level=1).inner_text() == "我的个人信息"
    with page.expect_download() as under_way:
        page.get_by_role("link", name="下载全部").click()
    kept = json.loads(under_way.value.path().read_text(encoding="utf-8"))
    assert kept["parts"]["officer"][0]["name"] == served.city.officers[0].name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert spoken == []


def test_the_operator_answers_a_request_to_erase(served: Served, new_visitor: Callable[..., BrowserContext]) -> None:
    an_officer_came(served)
    served.supervision.accounts.set_active(served.city.actor(Role.OPERATOR), "officer", active=False)
    page = new_visitor().new_page()
    come_in(page, served, "supervisor", "operator")
    page.goto(served.address("/supervisor/personal-data/"))
    page.locator("input[name=words]").fill(served.city.officers[0].certificate_no)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=served.city.officers[0].name).click()
    page.locator("textarea[name=erase-reason]").fill("本人书面申请")
    page.get_by_role("button", name="删除").click()
    page.get_by_text("已受理").wait_for(timeout=timedelta(seconds=10).total_seconds() * 1000)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert served.supervision.personal_data.erase_waiting() == 1
