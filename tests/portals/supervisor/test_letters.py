"""A letter about a complaint, from the supervisor to the firm and back: words, buttons, and the proof as a file."""

import json

import pytest

from supervision_code.domain.confidential import is_shown_by
from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.busy_area import BusyArea
from tests.factories.registry import FUTIAN
from tests.support.portals import Visitor, VisitPortal

_LETTER = {"letter-text": "请说明贵局近期检查是否都先扫码。", "letter-scope": "day"}


@pytest.fixture
def supervisor(area: BusyArea, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("supervisor", area.city.accounts[Role.SUPERVISOR])


@pytest.fixture
def firm(area: BusyArea, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("enterprise", area.city.accounts[Role.ENTERPRISE_MEMBER])


def _write(supervisor: Visitor, address: str) -> None:
    token = supervisor.csrf_token()
    supervisor.send(f"{address}/letters", {**_LETTER, "letter-csrf_token": token}, token=token)


def test_a_letter_goes_from_the_supervisor_by_the_firm_and_a_second_supervisor_to_the_agency(
    supervision: Supervision, area: BusyArea, supervisor: Visitor, firm: Visitor, visit_portal: VisitPortal
) -> None:
    address, reference = f"/complaints/{area.complaint.id}", area.complaint.reference
    second = build_account(Role.SUPERVISOR, username="second", name="周监督", district=FUTIAN)
    given(supervision.database, second)

    _write(supervisor, address)
    assert "等待企业答复" in supervisor.get(address).text
    asked = firm.get(f"/complaints/{reference}")
    assert _LETTER["letter-text"] in asked.text
    answer = next(form.action for form in asked.forms if "/letters/" in form.action)
    firm.send(answer.removeprefix("/enterprise"), {"answer": "agree"})

    own = supervisor.get(address)
    assert "等待另一位监督人员批准" in own.text
    assert not any(form.action.endswith("/approve") for form in own.forms)
    other = visit_portal("supervisor", second)
    approve = next(form.action for form in other.get(address).forms if form.action.endswith("/approve"))
    assert "函件已发出" in other.send(approve.removeprefix("/supervisor"), {}).text
    agency = visit_portal("officer", area.city.accounts[Role.AGENCY_MANAGER])
    assert _LETTER["letter-text"] in agency.get("/inbox/").text


def test_who_wrote_a_letter_cannot_approve_it_by_hand(
    supervision: Supervision, area: BusyArea, supervisor: Visitor, firm: Visitor
) -> None:
    address = f"/complaints/{area.complaint.id}"
    _write(supervisor, address)
    asked = firm.get(f"/complaints/{area.complaint.reference}")
    answer = next(form.action for form in asked.forms if "/letters/" in form.action)
    firm.send(answer.removeprefix("/enterprise"), {"answer": "agree"})
    letter = answer.rpartition("/")[2]
    refused = supervisor.send(f"{address}/letters/{letter}/approve", {}, status=409)
    assert "需要由另一位监督人员批准" in refused.text
    assert "函件已撤回" in supervisor.send(f"{address}/letters/{letter}/stop", {}).text


def test_a_letter_needs_words(area: BusyArea, supervisor: Visitor) -> None:
    token = supervisor.csrf_token()
    fields = {"letter-text": " ", "letter-scope": "day", "letter-csrf_token": token}
    page = supervisor.send(f"/complaints/{area.complaint.id}/letters", fields, status=422, token=token)
    assert "请填写函件内容" in page.text


def test_the_proof_is_a_file_for_the_supervisor_and_for_the_firm(
    supervision: Supervision, area: BusyArea, supervisor: Visitor, firm: Visitor
) -> None:
    address = f"/complaints/{area.complaint.id}"
    _write(supervisor, address)
    supervision.confidential_batches.seal_when_due()
    texts = []
    for visitor, path in (
        (supervisor, f"{address}/proof.json"),
        (firm, f"/complaints/{area.complaint.reference}/proof.json"),
    ):
        answer = visitor.fetch(path)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        texts.append(answer.get_data(as_text=True))
    assert texts[0] == texts[1]
    assert [is_shown_by(proof) for proof in json.loads(texts[0])["proofs"]] == [True]
