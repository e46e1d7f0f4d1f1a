"""A person's requests: everything about him is handed out, what may go goes, and what must stay says until when."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.complaints import ComplaintGround
from supervision_code.domain.errors import AccountInUse, NoSuchRecord, NotPermitted, ReasonMissing
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.retention import PersonalPart, Verdict
from supervision_code.persistence.grant_words import DatabaseRole
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import SmallCity
from tests.services.test_complaints import FILING
from tests.services.test_retention import HERE, visit_here
from tests.support.clock import StoppedClock
from tests.support.roles import InRole

TEN_YEARS = timedelta(days=3653)
_WHY = "本人书面申请，2026年11月20日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    supervision: Supervision
    city: SmallCity
    clock: StoppedClock

    @property
    def operator(self) -> Actor:
        return self.city.actor(Role.OPERATOR)

    def disable(self, role: Role) -> Account:
        account = self.city.accounts[role]
        self.supervision.accounts.set_active(self.operator, account.username, active=False)
        return account

    def erase(self, role: Role) -> dict[PersonalPart, Verdict]:
        person = self.city.accounts[role]
        verdicts = self.supervision.personal_data.erase(self.operator, person.officer_id or person.id, _WHY)
        assert self.supervision.personal_data.erase_waiting() == 1
        return {verdict.part: verdict for verdict in verdicts}


@pytest.fixture
def scene(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> Scene:
    """An officer came and left, and scanned once more for nothing."""
    visit_here(supervision, city, clock)
    supervision.scans.recognise(city.actor(Role.OFFICER), city.firm.uscc, HERE)
    return Scene(supervision=supervision, city=city, clock=clock)


def test_an_officer_is_told_everything_about_himself(scene: Scene) -> None:
    officer = scene.city.actor(Role.OFFICER)
    record = scene.supervision.queries.personal_data.own(officer).as_json(scene.clock.now())
    parts = record["parts"]

    assert parts["officer"][0]["certificate"] == scene.city.officers[0].certificate_no
    assert parts["account"][0]["username"] == scene.city.accounts[Role.OFFICER].username
    assert parts["arrivals"][0]["arrival"] == "22.5432, 114.058"
    assert len(parts["arrivals"]) == 2
    assert "complaints" not in parts


def test_a_firms_member_is_told_of_own_complaints_and_the_operator_is_not(scene: Scene) -> None:
    firm = scene.city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    scene.supervision.complaints.file(scene.city.actor(Role.ENTERPRISE_ADMINISTRATOR), FILING)
    queries = scene.supervision.queries.personal_data
    own = queries.own(firm).as_json(scene.clock.now())
    told = queries.of(scene.operator, firm.account_id).as_json(scene.clock.now())

    assert len(own["parts"]["complaints"]) == 1
    assert "complaints" not in told["parts"]
    assert "complaint" not in str(told)


def test_the_operators_view_is_the_same_whether_somebody_complained_or_not(scene: Scene) -> None:
    firm = scene.city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    queries = scene.supervision.queries.personal_data
    before = queries.of(scene.operator, firm.account_id)
    scene.clock.pass_by(minutes=1)
    scene.supervision.complaints.file(scene.city.actor(Role.ENTERPRISE_ADMINISTRATOR), FILING)

    assert queries.of(scene.operator, firm.account_id) == before


def test_handing_out_is_on_the_trail_with_its_reason(scene: Scene) -> None:
    person = scene.city.accounts[Role.OFFICER].officer_id
    assert person is not None
    with pytest.raises(ReasonMissing):
        scene.supervision.personal_data.record_export(scene.operator, person, " ")
    scene.supervision.personal_data.record_export(scene.operator, person, _WHY)

    with scene.supervision.database.read() as session:
        entry = session.scalars(select(TrailEntry).where(TrailEntry.action == "personal_data:exported")).one()
    assert (entry.subject, entry.note, entry.account_id) == (str(person), _WHY, scene.operator.account_id)


def test_nobody_is_erased_who_can_still_sign_in(scene: Scene) -> None:
    with pytest.raises(AccountInUse):
        scene.erase(Role.OFFICER)


def test_an_officer_goes_part_by_part_as_time_passes(scene: Scene) -> None:
    scene.disable(Role.OFFICER)
    verdicts = scene.erase(Role.OFFICER)

    assert verdicts[PersonalPart.ARRIVALS].goes
    assert verdicts[PersonalPart.POSITIONS].goes
    assert not verdicts[PersonalPart.VISITS].goes
    assert verdicts[PersonalPart.OFFICER].until is not None
    with scene.supervision.database.read() as session:
        visit = session.scalars(select(Visit)).one()
        assert visit.positions_coarse
        assert session.scalars(select(Scan)).one().visit_id is not None
        officer = session.get_one(Officer, scene.city.officers[0].id)
        assert officer.name == scene.city.officers[0].name
    scene.clock.set(scene.clock.now() + TEN_YEARS + timedelta(days=1))
    assert scene.erase(Role.OFFICER)[PersonalPart.OFFICER].goes

    with scene.supervision.database.read() as session:
        officer = session.get_one(Officer, scene.city.officers[0].id)
        account = session.get_one(Account, scene.city.accounts[Role.OFFICER].id)
        names = set(session.scalars(select(TrailEntry.account_name).where(TrailEntry.account_id == account.id)))
    assert officer.name == ""
    assert officer.certificate_no == f"erased-{officer.id.hex}"
    assert (account.name, account.username, account.active) == ("", f"erased-{account.id.hex}", False)
    assert names <= {""}


def test_what_the_ledger_opens_about_positions_goes_with_the_request(scene: Scene) -> None:
    scene.disable(Role.OFFICER)
    scene.erase(Role.OFFICER)

    with scene.supervision.database.read() as session:
        kinds = list(session.scalars(select(LedgerEntry.kind)))
    assert kinds.count(LedgerKind.OPENING_DESTROYED) == 1


def test_a_complaint_is_forgotten_when_its_file_has_served_its_time_and_nobody_is_told(scene: Scene) -> None:
    account = scene.disable(Role.ENTERPRISE_ADMINISTRATOR)
    scene.supervision.complaints.file(scene.city.actor(Role.ENTERPRISE_ADMINISTRATOR), FILING)
    with scene.supervision.database.begin() as session:
        session.execute(update(Complaint).values(status="replied", replied_at=scene.clock.now()))
    assert "complaints" not in {str(part) for part in scene.erase(Role.ENTERPRISE_ADMINISTRATOR)}
    with scene.supervision.database.read() as session:
        assert session.scalars(select(Complaint.filed_by)).one() == account.id
    scene.clock.set(scene.clock.now() + TEN_YEARS + timedelta(days=1))
    scene.erase(Role.ENTERPRISE_ADMINISTRATOR)

    with scene.supervision.database.read() as session:
        complaint = session.scalars(select(Complaint)).one()
    assert (complaint.filed_by, complaint.text) == (None, "")
    assert complaint.ground in ComplaintGround


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_only_the_operator_answers_requests(scene: Scene, role: Role) -> None:
    actor, person = scene.city.actor(role), scene.city.accounts[Role.OFFICER].id
    service, queries = scene.supervision.personal_data, scene.supervision.queries.personal_data
    for act in (
        lambda: service.record_export(actor, person, _WHY),
        lambda: service.erase(actor, person, _WHY),
        lambda: queries.of(actor, person),
        lambda: queries.find(actor, "任何人"),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_people_are_found_by_exactly_their_name_or_number(scene: Scene) -> None:
    officer = scene.city.officers[0]
    find = scene.supervision.queries.personal_data.find
    for words in (officer.name, officer.certificate_no, scene.city.accounts[Role.OFFICER].username):
        assert officer.id in {row.id for row in find(scene.operator, f" {words} ")}
    assert find(scene.operator, officer.certificate_no[:-1]) == []
    assert find(scene.operator, " ") == []
    assert scene.supervision.personal_data.id_of(officer.certificate_no) == officer.id
    with pytest.raises(NoSuchRecord):
        scene.supervision.personal_data.id_of("nobody")


def test_the_workers_role_of_the_database_may_end_and_erase_all_of_it(
    scene: Scene, settings: Settings, database: Database, clock: StoppedClock
) -> None:
    scene.disable(Role.OFFICER)
    scene.supervision.complaints.file(scene.city.actor(Role.ENTERPRISE_ADMINISTRATOR), FILING)
    with database.begin() as session:
        session.execute(update(Complaint).values(status="replied", replied_at=clock.now()))
    scene.disable(Role.ENTERPRISE_ADMINISTRATOR)
    clock.set(clock.now() + TEN_YEARS + timedelta(days=1))
    for role in (Role.OFFICER, Role.ENTERPRISE_ADMINISTRATOR):
        person = scene.city.accounts[role]
        scene.supervision.personal_data.erase(scene.operator, person.officer_id or person.id, _WHY)
    limited = InRole(database, DatabaseRole.WORKER) if database.dialect == "postgresql" else database
    worker = bootstrap(settings, clock=clock, database=limited, passwords=PASSWORDS)

    assert worker.personal_data.erase_waiting() == 2
    assert worker.retention.end_all() > 0
