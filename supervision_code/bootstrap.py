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
from supervision_code.queries.composition import Queries, make_queries
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
        queries=make_queries(base, settings, time, in_force, calendar, reader),
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
