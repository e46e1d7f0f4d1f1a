"""What somebody tries with a phone's export on its way to the desk: earlier times, other names, other files."""

import base64
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from officer_portal.field_imports import Imported, ImportFate
from officer_portal.views import field_imports
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.field_files import NotAFieldFile, parse_field_file
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.machine_clients import HeldEvent, ReceivedEvent
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.clock import FRIDAY_TEN
from tests.support.machines import closed, opened, part
from tests.support.phones import PaperPhone
from tests.support.portals import VisitPortal

VISIT = "019aab5e-3f00-7c1e-9b1a-5d2f6a7c8e90"
DAY_MS = 86_400_000

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def stored(supervision: Supervision, what: type[Any]) -> list[Any]:
    with supervision.database.read() as session:
        return list(session.scalars(select(what)))


def edited(content: bytes, **head: Any) -> bytes:
    """Write something else into the head of a file, whose signature stays as it was."""
    file = json.loads(content)
    told = {**json.loads(base64.b64decode(file["head"])), **head}
    return json.dumps({**file, "head": base64.b64encode(json.dumps(told).encode()).decode()}).encode()


@pytest.mark.parametrize("offset", [-5 * DAY_MS, 0, None, "-1"])
def test_no_edited_clock_moves_a_visit(
    supervision: Supervision, phone: PaperPhone, city: SmallCity, imported: Callable[[bytes], Imported], offset: object
) -> None:
    slow = (FRIDAY_TEN - timedelta(days=3)).isoformat()
    file = phone.export(opened(city, VISIT, claimed_at=slow), offset_ms=3 * DAY_MS)
    done = imported(edited(file, offset_ms=offset))
    assert (done.count(ImportFate.HELD), done.whole, stored(supervision, Visit)) == (1, False, [])
    assert imported(file).whole
    [visit] = stored(supervision, Visit)
    assert visit.started_at == FRIDAY_TEN


def test_no_record_is_given_another_time_or_the_clock_of_another_file(
    supervision: Supervision, phone: PaperPhone, city: SmallCity, imported: Callable[[bytes], Imported]
) -> None:
    true, early = opened(city, VISIT), (FRIDAY_TEN - timedelta(days=2)).isoformat()
    record = phone.record(true)
    moved = phone.record({**true, "claimed_at": early})
    of_before = json.loads(phone.export(closed(city, VISIT), offset_ms=-5 * DAY_MS))
    for file in (
        {**json.loads(phone.file([record])), "records": [{**record, "bytes": moved["bytes"]}]},
        {**json.loads(phone.file([record])), "records": [{**moved, "signature": record["signature"]}]},
        {**of_before, "records": [record]},
    ):
        done = imported(json.dumps(file).encode())
        assert (done.count(ImportFate.HELD), done.whole) == (1, False)
    assert stored(supervision, Visit) == []
    assert imported(phone.file([record])).count(ImportFate.TAKEN) == 1


def test_nobody_writes_in_the_name_of_another_officer(
    supervision: Supervision, phone: PaperPhone, city: SmallCity, imported: Callable[[bytes], Imported]
) -> None:
    victim, colleague = phone, PaperPhone(supervision, city.actor(Role.OFFICER), "同事的手机")
    foreign = city.officers[1].certificate_no
    named = [opened(city, parts=[part(city, officers=[foreign])]), closed(city, VISIT, officer=foreign)]
    assert imported(victim.export(*named)).count(ImportFate.HELD) == 2
    in_his_name = edited(colleague.export(opened(city)), client=str(victim.client_id))
    assert imported(in_his_name).count(ImportFate.HELD) == 1
    under_his_head = {**json.loads(victim.export()), "records": [colleague.record(opened(city))]}
    assert imported(json.dumps(under_his_head).encode()).count(ImportFate.HELD) == 1
    assert stored(supervision, Visit) == []


def test_a_file_twice_in_another_order_or_with_records_left_out_changes_nothing_and_says_so(
    supervision: Supervision, phone: PaperPhone, city: SmallCity, imported: Callable[[bytes], Imported]
) -> None:
    whole = json.loads(phone.export(opened(city, VISIT), closed(city, VISIT)))
    first = json.dumps({**whole, "records": whole["records"][:1]}).encode()
    turned = json.dumps({**whole, "records": whole["records"][::-1] * 2}).encode()
    done = imported(first)
    assert (done.count(ImportFate.TAKEN), done.whole) == (1, False)
    done = imported(turned)
    assert [record.fate for record in done.records] == [ImportFate.KNOWN] * 2 + [ImportFate.TAKEN, ImportFate.KNOWN]
    assert (done.whole, len(stored(supervision, ReceivedEvent)), stored(supervision, HeldEvent)) == (True, 2, [])


def test_a_file_of_another_installation_is_nobodys_here(
    phone: PaperPhone, city: SmallCity, imported: Callable[[bytes], Imported]
) -> None:
    elsewhere = phone.export(opened(city), client="019aab5e-0000-7c1e-9b1a-5d2f6a7c8e90")
    with pytest.raises(NoSuchRecord):
        imported(elsewhere)


def test_a_file_that_breaks_off_or_is_of_the_form_before_is_no_file(phone: PaperPhone, city: SmallCity) -> None:
    content = phone.export(opened(city))
    for length in (1, len(content) // 2, len(content) - 1):
        with pytest.raises(NotAFieldFile):
            parse_field_file(content[:length])
    for head in ({"records": None}, {"records": "no"}, {"client": 1}, {"format": "supervision-code/field-export@v1"}):
        with pytest.raises(NotAFieldFile):
            parse_field_file(edited(content, **head))
    with pytest.raises(NotAFieldFile):
        parse_field_file(content.replace(b"@v2", b"@v1"))


def test_a_file_of_a_hundred_megabytes_is_refused_with_a_sentence(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert getattr(field_imports.take, "upload_limit", 0) < 100 * 1024 * 1024
    monkeypatch.setattr(field_imports.take, "upload_limit", 10_000)
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    page = officer.send("/field-imports/", {"file": (io.BytesIO(bytes(20_000)), "export.json")}, status=413)
    assert "太大" in page.text
    assert stored(supervision, Visit) == []
