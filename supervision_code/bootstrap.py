"""Settings in, a ready set of services and queries out."""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.policy import read_policy_file
from config.settings import Settings
from supervision_code.adapters import credit_codes
from supervision_code.adapters.passwords import Passwords
from supervision_code.adapters.signing_keys import generate_private_pem, write_private_pem
from supervision_code.adapters.system_clock import SystemClock
from supervision_code.adapters.token_signing import KeySet, TokenSigner
from supervision_code.adapters.working_calendar import load_working_calendar
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.session import Database
from supervision_code.queries.accounts import AccountQueries
from supervision_code.queries.agencies import AgencyQueries
from supervision_code.queries.agency_alerts import AgencyAlertQueries
from supervision_code.queries.agency_pages import AgencyPageQueries
from supervision_code.queries.alert_pages import AlertPageQueries
from supervision_code.queries.alerts import AlertQueries
from supervision_code.queries.area_visit_pages import AreaVisitPageQueries
from supervision_code.queries.area_visits import AreaVisitQueries
from supervision_code.queries.arrivals import ArrivalQueries
from supervision_code.queries.codes import CodeQueries
from supervision_code.queries.complaint_case_pages import ComplaintCasePageQueries
from supervision_code.queries.complaint_cases import ComplaintCaseQueries
from supervision_code.queries.complaints import ComplaintQueries
from supervision_code.queries.disputes import DisputeQueries
from supervision_code.queries.districts import DistrictQueries
from supervision_code.queries.enterprises import EnterpriseQueries
from supervision_code.queries.findings import FindingQueries
from supervision_code.queries.firm_pages import FirmPageQueries
from supervision_code.queries.firms import FirmQueries
from supervision_code.queries.health import HealthQueries
from supervision_code.queries.inbox import InboxQueries
from supervision_code.queries.joinings import JoiningQueries
from supervision_code.queries.officers import OfficerQueries
from supervision_code.queries.operations import OperationsQueries
from supervision_code.queries.overview import OverviewQueries
from supervision_code.queries.own_visit_pages import OwnVisitPageQueries
from supervision_code.queries.own_visits import OwnVisitQueries
from supervision_code.queries.plans import PlanQueries
from supervision_code.queries.policies import PolicyQueries
from supervision_code.queries.previews import PreviewQueries
from supervision_code.queries.public_codes import PublicCodeQueries
from supervision_code.queries.trail import TrailQueries
from supervision_code.queries.visit_pages import VisitPageQueries
from supervision_code.queries.visits import VisitQueries
from supervision_code.queries.work_list import WorkListQueries
from supervision_code.services.accounts import AccountService
from supervision_code.services.alerts import AlertService
from supervision_code.services.answers import AnswerService
from supervision_code.services.codes import CodeService
from supervision_code.services.complaints import ComplaintService
from supervision_code.services.disclosures import DisclosureService
from supervision_code.services.disputes import DisputeService
from supervision_code.services.inbox import InboxService
from supervision_code.services.joinings import JoiningService
from supervision_code.services.plans import PlanService
from supervision_code.services.policies import PolicyService
from supervision_code.services.reminders import ReminderService
from supervision_code.services.rollups import RollupService
from supervision_code.services.scans import ScanService
from supervision_code.services.sessions import SessionService
from supervision_code.services.upkeep import UpkeepService
from supervision_code.services.visits import VisitService


@dataclass(frozen=True, slots=True, kw_only=True)
class Queries:
    """Everything that only looks."""

    accounts: AccountQueries
    agencies: AgencyQueries
    agency_alerts: AgencyAlertQueries
    agency_pages: AgencyPageQueries
    alert_pages: AlertPageQueries
    alerts: AlertQueries
    area_visit_pages: AreaVisitPageQueries
    area_visits: AreaVisitQueries
    arrivals: ArrivalQueries
    codes: CodeQueries
    complaint_case_pages: ComplaintCasePageQueries
    complaint_cases: ComplaintCaseQueries
    complaints: ComplaintQueries
    disputes: DisputeQueries
    districts: DistrictQueries
    enterprises: EnterpriseQueries
    findings: FindingQueries
    firm_pages: FirmPageQueries
    firms: FirmQueries
    health: HealthQueries
    inbox: InboxQueries
    joinings: JoiningQueries
    officers: OfficerQueries
    operations: OperationsQueries
    overview: OverviewQueries
    own_visit_pages: OwnVisitPageQueries
    own_visits: OwnVisitQueries
    plans: PlanQueries
    policies: PolicyQueries
    previews: PreviewQueries
    public_codes: PublicCodeQueries
    trail: TrailQueries
    visit_pages: VisitPageQueries
    visits: VisitQueries
    work_list: WorkListQueries


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """A running product: what the portals, the jobs and the command line call."""

    settings: Settings
    database: Database
    clock: Clock
    in_force: PolicyInForce
    calendar: WorkCalendar
    secret_key: str
    accounts: AccountService
    alerts: AlertService
    sessions: SessionService
    code_reader: CodeReader
    codes: CodeService
    complaints: ComplaintService
    disclosures: DisclosureService
    disputes: DisputeService
    scans: ScanService
    visits: VisitService
    joinings: JoiningService
    answers: AnswerService
    plans: PlanService
    policies: PolicyService
    inbox: InboxService
    reminders: ReminderService
    rollups: RollupService
    upkeep: UpkeepService
    queries: Queries


def bootstrap(
    settings: Settings,
    *,
    clock: Clock | None = None,
    database: Database | None = None,
    passwords: Passwords | None = None,
) -> Supervision:
    """Return the product for these settings; makes the signing key on the first start.

    Raises PolicyError when the policy file is wrong.
    """
    time = clock or SystemClock()
    base = database or Database.connect(settings.database_url, log_id=settings.log_id)
    in_force = read_policy(settings.policy_file)
    signer, keys = _keys(settings.keys_folder, time.now().date())
    calendar = load_working_calendar(settings.holidays_file)
    reader = CodeReader(verify=keys.verify, is_credit_code=credit_codes.is_valid, hosts=settings.code_hosts)
    return Supervision(
        settings=settings,
        database=base,
        clock=time,
        in_force=in_force,
        calendar=calendar,
        secret_key=_secret(settings.data_folder / "secret_key"),
        accounts=AccountService(base, time, passwords or Passwords()),
        sessions=SessionService(base, time),
        code_reader=reader,
        codes=CodeService(base, time, signer, keys, origin=settings.public_url),
        scans=ScanService(base, time, reader),
        visits=VisitService(base, time, in_force),
        joinings=JoiningService(base, time, in_force),
        answers=AnswerService(base, time, in_force),
        plans=PlanService(base, time),
        policies=PolicyService(base, time),
        alerts=AlertService(base, time, in_force, calendar),
        complaints=ComplaintService(base, time, in_force, calendar),
        disclosures=DisclosureService(base, time),
        disputes=DisputeService(base, time),
        inbox=InboxService(base, time),
        reminders=ReminderService(base, time),
        rollups=RollupService(base, time),
        upkeep=UpkeepService(base, time),
        queries=_queries(base, settings, time, in_force, calendar, reader),
    )


def _queries(
    database: Database,
    settings: Settings,
    clock: Clock,
    in_force: PolicyInForce,
    calendar: WorkCalendar,
    reader: CodeReader,
) -> Queries:
    return Queries(
        accounts=AccountQueries(database),
        agencies=AgencyQueries(database, clock),
        agency_alerts=AgencyAlertQueries(database, clock, in_force),
        agency_pages=AgencyPageQueries(database, clock, in_force),
        alert_pages=AlertPageQueries(database, clock, in_force),
        alerts=AlertQueries(database, clock),
        area_visit_pages=AreaVisitPageQueries(database, in_force),
        area_visits=AreaVisitQueries(database, clock, in_force),
        arrivals=ArrivalQueries(database, clock, in_force),
        codes=CodeQueries(database, origin=settings.public_url, fonts_folder=settings.fonts_folder),
        complaint_case_pages=ComplaintCasePageQueries(database, clock, in_force, calendar),
        complaint_cases=ComplaintCaseQueries(database, clock),
        complaints=ComplaintQueries(database, clock, calendar),
        disputes=DisputeQueries(database),
        districts=DistrictQueries(database),
        enterprises=EnterpriseQueries(database),
        findings=FindingQueries(database, clock),
        firm_pages=FirmPageQueries(database, clock, in_force),
        firms=FirmQueries(database, clock),
        health=HealthQueries(database, clock),
        inbox=InboxQueries(database),
        joinings=JoiningQueries(database, clock, in_force),
        officers=OfficerQueries(database, clock),
        operations=OperationsQueries(database, clock, in_force),
        overview=OverviewQueries(database, clock),
        own_visit_pages=OwnVisitPageQueries(database, clock, in_force),
        own_visits=OwnVisitQueries(database, clock, in_force),
        plans=PlanQueries(database, clock),
        policies=PolicyQueries(database, in_force),
        previews=PreviewQueries(database, clock, in_force, calendar),
        public_codes=PublicCodeQueries(database, reader),
        trail=TrailQueries(database, clock),
        visit_pages=VisitPageQueries(database),
        visits=VisitQueries(database),
        work_list=WorkListQueries(database, clock),
    )


def read_policy(file: Path) -> PolicyInForce:
    """Return the policy in a file, with its hash. Raises PolicyError naming each wrong key."""
    read = read_policy_file(file)
    return PolicyInForce(policy=parse_policy(read.tables), sha256=read.sha256, text=read.text)


def _keys(folder: Path, today: date) -> tuple[TokenSigner, KeySet]:
    """Return the signer with the newest key (``<kid>.pem``, by name) and the set of all public keys."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = sorted(folder.glob("?.pem"))
    if not files:
        kid = _kid_of(today)
        write_private_pem(folder / f"{kid}.pem", generate_private_pem())
        files = [folder / f"{kid}.pem"]
    signers = [TokenSigner.from_file(file, file.stem) for file in files]
    return signers[-1], KeySet(signer.verification_key for signer in signers)


def _kid_of(today: date) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(today.year - 2026) % 26]


def _secret(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()
