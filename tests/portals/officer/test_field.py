"""Phones that work without network: set up by their officers, ended by them, and taken over at the desk."""

import base64
import hashlib
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from officer_portal.field_imports import Imported, ImportFate
from officer_portal.field_words import KEYS
from officer_portal.views import field_imports
from supervision_code.domain.clients import ClientKind
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, NotPermitted, TokenRefused
from supervision_code.domain.field_files import NotAFieldFile, parse_field_file
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.documents import VisitPhoto
from supervision_code.persistence.models.machine_clients import HeldEvent, MachineClient, ReceivedEvent
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from supervision_code.services.field_devices import NewPhone
from tests.architecture.house import ROOT
from tests.factories.small_city import SmallCity
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.machines import Machines, closed, opened
from tests.support.phones import PaperPhone
from tests.support.portals import VisitPortal

VISIT = "019aab5e-3f00-7c1e-9b1a-5d2f6a7c8e90"
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def count(supervision: Supervision, what: type[Any]) -> int:
    with supervision.database.read() as session:
        return session.query(what).count()


@ON_SQLITE
def test_a_phone_is_a_device_of_its_officer_and_the_same_one_when_set_up_again(
    supervision: Supervision, city: SmallCity, phone: PaperPhone
) -> None:
    caller = supervision.clients.admit(phone.given.token)
    assert (caller.kind, caller.agency) == (ClientKind.DEVICE, "SCJG")
    assert caller.officer is not None
    assert caller.officer.officer_id == city.officers[0].id
    again = phone.set_up(phone.client_id)
    assert again.client_id == phone.client_id
    assert supervision.clients.admit(again.token).client_id == phone.client_id
    with pytest.raises(TokenRefused):
        supervision.clients.admit(phone.given.token)


@ON_SQLITE
def test_another_key_or_another_officer_is_another_phone(
    supervision: Supervision, city: SmallCity, phone: PaperPhone
) -> None:
    other_key = PaperPhone(supervision, city.actor(Role.OFFICER))
    assert other_key.set_up(phone.client_id).client_id != phone.client_id
    stolen = NewPhone(name="手机", public_key=phone.public_key, client_id=phone.client_id)
    assert supervision.field_devices.set_up(city.other_actor(Role.OFFICER), stolen).client_id != phone.client_id


@ON_SQLITE
def test_who_has_no_certificate_sets_up_no_phone_and_no_key_is_no_phone(
    supervision: Supervision, city: SmallCity, phone: PaperPhone
) -> None:
    with pytest.raises(NotPermitted):
        PaperPhone(supervision, city.actor(Role.AGENCY_MANAGER))
    for name, key in (("", phone.public_key), ("手" * 81, phone.public_key), ("手机", "no key"), ("手机", "BA")):
        with pytest.raises(InvalidValue):
            supervision.field_devices.set_up(city.actor(Role.OFFICER), NewPhone(name=name, public_key=key))


@ON_SQLITE
def test_a_phone_ends_by_its_officer_by_signing_out_everywhere_and_with_the_account(
    supervision: Supervision, city: SmallCity, phone: PaperPhone
) -> None:
    officer = city.actor(Role.OFFICER)
    with pytest.raises(NoSuchRecord):
        supervision.field_devices.end(city.other_actor(Role.OFFICER), phone.client_id)
    supervision.field_devices.end(officer, phone.client_id)
    with pytest.raises(IllegalMove):
        supervision.field_devices.end(officer, phone.client_id)
    second, foreign = PaperPhone(supervision, officer), PaperPhone(supervision, city.other_actor(Role.OFFICER))
    supervision.sessions.end_others(officer, "")
    for ended in (phone, second):
        with pytest.raises(TokenRefused):
            supervision.clients.admit(ended.given.token)
    supervision.clients.admit(foreign.given.token)
    supervision.accounts.set_active(None, "other-officer", active=False)
    with pytest.raises(TokenRefused):
        supervision.clients.admit(foreign.given.token)
    assert [row.active for row in supervision.queries.field_devices.own(officer)] == [False, False]


@ON_SQLITE
def test_the_package_holds_the_own_agency_and_today_only(
    supervision: Supervision, city: SmallCity, phone: PaperPhone, clock: StoppedClock
) -> None:
    officer, day = city.actor(Role.OFFICER), day_of(clock.now())
    plan = supervision.planned_visits.plan
    today = plan(officer, city.firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), "")
    sent = {one.id for one in city.officers[:2]}
    supervision.assignments.assign(city.actor(Role.AGENCY_MANAGER), city.firm.id, today, sent)
    plan(officer, city.firm.id, day + timedelta(days=9), InspectionType.ROUTINE, ("SCJG-1",), "")
    plan(city.other_actor(Role.OFFICER), city.other_firm.id, day, InspectionType.ROUTINE, ("YJJ-1",), "")
    list(supervision.codes.issue_missing())
    machine = Machines(supervision, city).stranger(phone.given.token)
    package = machine.get("/field-package").get_json()
    assert [firm["uscc"] for firm in package["firms"]] == [city.firm.uscc]
    assert len(package["firms"][0]["codes"]) == 1
    assert package["firms"][0]["going"] == sorted(one.certificate_no for one in city.officers[:2])
    assert {item["code"] for item in package["items"]} == {"SCJG-1", "SCJG-2"}
    assert package["officer"]["certificate"] == city.officers[0].certificate_no
    assert [one["name"] for one in package["colleagues"]] == [city.officers[1].name]
    assert any("/promise+" in key for key in package["log_keys"])
    assert city.other_firm.uscc not in json.dumps(package)
    assert Machines(supervision, city).system().get("/field-package").status_code == 404


@ON_SQLITE
def test_a_photo_is_taken_once_with_a_receipt_and_only_from_the_phone_that_came(
    supervision: Supervision, city: SmallCity, phone: PaperPhone
) -> None:
    machines = Machines(supervision, city)
    machine, stranger = machines.stranger(phone.given.token), machines.device("other-officer")
    machine.send(opened(city, VISIT))
    sent = photo()
    post = [one.photograph(VISIT, sent) for one in (machine, machine, stranger)]
    assert [answer.status_code for answer in post] == [200, 200, 404]
    assert post[0].get_json() == post[1].get_json()
    assert post[0].get_json()["receipt"]["promise"].startswith("supervision-code/promise@v1\n")
    assert count(supervision, VisitPhoto) == 1
    for wrong in (
        {**sent, "sha256": "0" * 64},
        {**sent, "content": "?"},
        {**sent, "content": "aGVsbG8=", "sha256": hashlib.sha256(b"hello").hexdigest()},
        {"event": "visit_photo"},
        {**sent, "content": "照片"},
        {**sent, "content": "a"},
    ):
        answer = machine.photograph(VISIT, wrong)
        assert answer.status_code == 422
        assert "held" not in answer.get_json()


def photo() -> dict[str, Any]:
    seen = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 180, 160)).save(seen, "JPEG")
    return {
        "event": "visit_photo",
        "visit": VISIT,
        "sha256": hashlib.sha256(seen.getvalue()).hexdigest(),
        "content": base64.b64encode(seen.getvalue()).decode(),
        "claimed_at": FRIDAY_TEN.isoformat(),
    }


@ON_SQLITE
def test_the_desk_takes_each_record_once_before_after_and_beside_the_phone(
    supervision: Supervision, city: SmallCity, phone: PaperPhone, imported: Callable[[bytes], Imported]
) -> None:
    events = (opened(city, VISIT), photo(), closed(city, VISIT))
    Machines(supervision, city).stranger(phone.given.token).send(events[0])
    supervision.field_devices.end(city.actor(Role.OFFICER), phone.client_id)
    supervision.accounts.set_active(None, "officer", active=False)
    first, again = imported(phone.export(*events)), imported(phone.export(*events))
    assert [record.fate for record in first.records] == [ImportFate.KNOWN, ImportFate.TAKEN, ImportFate.TAKEN]
    assert again.count(ImportFate.KNOWN) == 3
    assert (count(supervision, Visit), count(supervision, ReceivedEvent), count(supervision, VisitPhoto)) == (1, 2, 1)


@ON_SQLITE
def test_what_was_changed_in_the_file_is_held_and_stops_nothing(
    supervision: Supervision, city: SmallCity, phone: PaperPhone, imported: Callable[[bytes], Imported]
) -> None:
    forger = PaperPhone(supervision, city.actor(Role.OFFICER))
    foreign = forger.record(opened(city, VISIT, kind="service", purpose="patrol"))
    own = [
        phone.record(event) for event in (closed(city, VISIT), {"event": "visit_closed", "visit": "none"}, opened(city))
    ]
    done = imported(phone.file([foreign, *own]))
    assert [record.fate for record in done.records] == [
        ImportFate.HELD,
        ImportFate.HELD,
        ImportFate.HELD,
        ImportFate.TAKEN,
    ]
    assert count(supervision, HeldEvent) == 3


@ON_SQLITE
def test_the_clock_the_phone_measured_is_seen_through_at_the_desk(
    supervision: Supervision, city: SmallCity, phone: PaperPhone, imported: Callable[[bytes], Imported]
) -> None:
    slow = (FRIDAY_TEN - timedelta(days=3)).isoformat()
    imported(phone.export(opened(city, VISIT, claimed_at=slow), offset_ms=3 * 86_400_000))
    with supervision.database.read() as session:
        assert session.query(Visit).one().started_at == FRIDAY_TEN


@ON_SQLITE
def test_a_file_of_another_agency_or_of_nobody_is_refused_whole(
    supervision: Supervision, city: SmallCity, imported: Callable[[bytes], Imported]
) -> None:
    foreign = PaperPhone(supervision, city.other_actor(Role.OFFICER))
    for content in (
        foreign.export(opened(city)),
        foreign.export(opened(city), client="019aab5e-3f00-7c1e-9b1a-5d2f6a7c8e90"),
    ):
        with pytest.raises(NoSuchRecord):
            imported(content)
    for content in (
        b"",
        b"[]",
        b"\xff",
        b'{"format": "other"}',
        foreign.export(),
        foreign.export(opened(city), records="no"),
        foreign.export(opened(city)).replace(b'"bytes": "', b'"bytes": "?'),
    ):
        with pytest.raises(NotAFieldFile):
            parse_field_file(content)
    assert count(supervision, Visit) == 0


def test_the_pages_set_up_end_and_import(
    supervision: Supervision, city: SmallCity, phone: PaperPhone, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    assert phone.name in officer.get("/field-devices/").text
    officer.send(f"/field-devices/{phone.client_id}/end", {})
    page = officer.send(
        "/field-devices/", {"name": "新手机", "public_key": phone.public_key, "client": "x"}, status=200
    )
    assert "sc_" not in page.text
    assert officer.last is not None
    assert "sc_" in officer.last.get_data(as_text=True)
    assert officer.last.headers["Cache-Control"] == "no-store"
    officer.send("/field-devices/", {"name": "", "public_key": ""}, status=422)
    content = phone.export(opened(city, VISIT))
    for file, status in ((content, 200), (b"no", 422)):
        officer.send("/field-imports/", {"file": (io.BytesIO(file), "export.json")}, status=status)
    foreign = PaperPhone(supervision, city.other_actor(Role.OFFICER)).export(opened(city))
    officer.send("/field-imports/", {"file": (io.BytesIO(foreign), "export.json")}, status=422)
    with supervision.database.read() as session:
        assert session.query(MachineClient).filter_by(name="新手机").one().public_key == phone.public_key


def test_every_word_the_app_asks_for_is_handed_out() -> None:
    scripts = [file.read_text(encoding="utf-8") for file in (ROOT / "static/src/js/field").rglob("*.js")]
    asked = {key for script in scripts for key in re.findall(r'\bt\("(field-[a-z0-9-]+)"', script)}
    beginnings = {start for script in scripts for start in re.findall(r"\bt\(`(field-[a-z-]+-)\$", script)}
    assert len(asked) > 100
    assert asked - set(KEYS) == set()
    assert {start for start in beginnings if not any(key.startswith(start) for key in KEYS)} == set()


@ON_SQLITE
def test_the_files_of_the_app_are_the_same_for_everybody_and_name_nobody(
    city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer, nobody = visit_portal("officer", city.accounts[Role.OFFICER]), visit_portal("officer")
    for path in ("/field/", "/field/words.json", "/field/manifest.webmanifest", "/service-worker.js"):
        seen = [visitor.fetch(path) for visitor in (officer, nobody)]
        assert seen[0].get_data() == seen[1].get_data()
        assert all(answer.status_code == 200 and "Set-Cookie" not in answer.headers for answer in seen)
    assert nobody.fetch("/service-worker.js").headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert officer.fetch("/field/who.json").get_json()["name"] == city.accounts[Role.OFFICER].name


def test_a_week_of_photos_is_more_than_a_usual_form() -> None:
    week = 60 * 1_340_000  # photos of a million characters each, in base64 once more
    assert getattr(field_imports.take, "upload_limit", 0) > week
