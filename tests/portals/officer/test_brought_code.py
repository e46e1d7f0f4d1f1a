"""A code read by the phone's own camera: its public page leads here, and one tap goes on as after a scan."""

from werkzeug.test import Client

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from supervision_code.web.front import create_front
from tests.factories.accounts import PASSWORD
from tests.factories.small_city import SmallCity
from tests.portals.officer.scenes import code_of
from tests.support.pages import Page
from tests.support.portals import VisitPortal
from tests.support.second_steps import fresh_recovery_code


def test_the_code_page_leads_an_officer_to_the_firm_through_the_sign_in(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    path = code_of(supervision, city.firm).removeprefix(supervision.settings.public_url)
    code_page = Page(Client(create_front(supervision)).get(path).get_data(as_text=True))
    onward = next(link for link in code_page.links if link.startswith("/officer/scan?"))
    officer = visit_portal("officer")
    to_sign_in = officer.fetch(onward.removeprefix("/officer")).headers["Location"]
    sign_in = officer.get(to_sign_in.removeprefix("/officer"))
    username = city.accounts[Role.OFFICER].username
    code = fresh_recovery_code(supervision, username)
    second = officer.send(
        sign_in.forms[0].action.removeprefix("/officer"), {"username": username, "password": PASSWORD}
    )

    brought = officer.send(second.form_with("recovery").action.removeprefix("/officer"), {"recovery": code})
    text = brought.form_with("text").fields["text"]
    firm = officer.send("/scan", {"text": text})

    assert brought.heading == "接着登记"
    assert city.firm.name in firm.text


def test_a_text_that_is_no_code_is_refused_with_its_reason(city: SmallCity, visit_portal: VisitPortal) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    brought = officer.get("/scan?text=%3Cb%3E%22evil")

    answer = officer.send("/scan", {"text": brought.form_with("text").fields["text"]}, status=422)

    assert "没有统一社会信用代码" in answer.text
