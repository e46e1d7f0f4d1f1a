"""Settings in, a ready set of services and queries out."""

import secrets
from pathlib import Path

from config.policy import PolicyFileError, read_policy_file
from config.settings import Settings
from supervision_code.adapters import credit_codes
from supervision_code.adapters.checkpoint_signer import CheckpointSigner
from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.key_ring import KeyRing
from supervision_code.adapters.log_keys import log_keys_of
from supervision_code.adapters.mail import smtp_of
from supervision_code.adapters.paper_making import PaperMaker
from supervision_code.adapters.papers import PaperPrinter
from supervision_code.adapters.passkeys import Passkeys
from supervision_code.adapters.passwords import Passwords
from supervision_code.adapters.private_files import make_private_file, require_private
from supervision_code.adapters.secret_box import SecretBox
from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.adapters.system_clock import SystemClock
from supervision_code.adapters.witness_client import WitnessClient
from supervision_code.adapters.working_calendar import load_working_calendar
from supervision_code.domain.clock import Clock
from supervision_code.domain.mails import SendsMail
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.domain.retention import Retention
from supervision_code.domain.retention_parsing import parse_retention
from supervision_code.domain.witnesses import WitnessBook, parse_witnesses
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.composition import LogAccess, make_queries
from supervision_code.queries.composition_of_working_day import PaperAccess
from supervision_code.services.accounts import AccountService
from supervision_code.services.addresses import AddressService
from supervision_code.services.alerts import AlertService
from supervision_code.services.answers import AnswerService
from supervision_code.services.assignments import AssignmentService
from supervision_code.services.clients import ClientService
from supervision_code.services.codes import CodeService
from supervision_code.services.complaints import ComplaintService
from supervision_code.services.confidential_batches import ConfidentialBatchService
from supervision_code.services.disclosures import DisclosureService
from supervision_code.services.disputes import DisputeService
from supervision_code.services.document_signing import DocumentSigningService
from supervision_code.services.documents import DocumentService
from supervision_code.services.duties import DutyService
from supervision_code.services.field_devices import FieldDeviceService
from supervision_code.services.firm_wishes import FirmWishService
from supervision_code.services.held_events import HeldEventService
from supervision_code.services.inbox import InboxService
from supervision_code.services.inspection_plan_objects import InspectionPlanObjectService
from supervision_code.services.inspection_plans import InspectionPlanService
from supervision_code.services.inspection_tasks import InspectionTaskService
from supervision_code.services.joinings import JoiningService
from supervision_code.services.keys import KeyService
from supervision_code.services.letters import LetterService
from supervision_code.services.mails import MailService
from supervision_code.services.meetings import MeetingService
from supervision_code.services.merging import MergingService
from supervision_code.services.notices import NoticeService
from supervision_code.services.passed_visits import PassedVisitService
from supervision_code.services.personal_data import PersonalDataService
from supervision_code.services.photos import PhotoService
from supervision_code.services.planned_visits import PlannedVisitService
from supervision_code.services.policies import PolicyService
from supervision_code.services.policy_drafts import PolicyDraftService
from supervision_code.services.policy_trials import PolicyTrialService
from supervision_code.services.portraits import PortraitService
from supervision_code.services.presence import PresenceService
from supervision_code.services.proposals import ProposalService
from supervision_code.services.rectifications import RectificationService
from supervision_code.services.reminders import ReminderService
from supervision_code.services.retention import RetentionService
from supervision_code.services.rollups import RollupService
from supervision_code.services.scans import ScanService
from supervision_code.services.sealing import SealingService
from supervision_code.services.second_factors import SecondFactorService
from supervision_code.services.second_steps import SecondStepService
from supervision_code.services.sessions import SessionService
from supervision_code.services.sign_ins import SignInService
from supervision_code.services.stored_files import StoredFileService
from supervision_code.services.thinning import ThinningService
from supervision_code.services.upkeep import UpkeepService
from supervision_code.services.visit_events import VisitEventService
from supervision_code.services.visits import VisitService
from supervision_code.services.voidings import VoidingService
from supervision_code.services.witnesses import WitnessService


def bootstrap(
    settings: Settings,
    *,
    clock: Clock | None = None,
    database: Database | None = None,
    passwords: Passwords | None = None,
    sender: SendsMail | None = None,
) -> Supervision:
    """Return the product for these settings; makes the signing key on the first start.

    Raises PolicyError, RetentionError or PolicyFileError when such a file is wrong, KeyProblem or NotPrivate when a key
    or secret cannot be used.
    """
    time = clock or SystemClock()
    base = database or Database.connect(
        settings.database_url, log_id=settings.log_id, statement_seconds=settings.statement_seconds
    )
    book = PolicyBook(read_policy(settings.policy_file), time)
    ring = KeyRing(settings.keys_folder, time)
    log_keys = log_keys_of(settings.keys_folder, settings.ledger_algorithm)
    signer = CheckpointSigner(settings.ledger_folder, log_keys.checkpoints)
    sealing = SealingService(base, time, signer, settings.log_id, hash_algorithm(settings.ledger_algorithm))
    sealing.adopt()
    retention = read_retention(settings.retention_file)
    cosigners = read_witnesses(settings.witnesses_file)
    log = LogAccess(
        promises=log_keys.promises,
        witnesses=cosigners,
        remembered=signer.remembered,
        known_key=log_keys.known_key,
    )
    calendar = load_working_calendar(settings.holidays_file)
    box = SecretBox.from_file(settings.keys_folder / "second_factors.key")
    hashes, passkeys = passwords or Passwords(), Passkeys(settings.public_url)
    reader = CodeReader(verify=ring.verify, is_credit_code=credit_codes.is_valid, hosts=settings.code_hosts)
    files = FileStore(settings.files_folder)
    maker = PaperMaker(
        PaperPrinter(settings.fonts_folder),
        files,
        lambda claims: ring.signer().sign_document(claims),
        settings.public_url,
    )
    # The ring is asked each time: its keys change.
    papers = PaperAccess(files=files, maker=maker, verify=lambda token: ring.keys.verify_document(token))  # noqa: PLW0108
    return Supervision(
        settings=settings,
        database=base,
        clock=time,
        policy_book=book,
        calendar=calendar,
        secret_key=_secret(settings.data_folder / "secret_key"),
        box=box,
        accounts=AccountService(base, time, hashes),
        sign_ins=SignInService(base, time, hashes, box),
        second_steps=SecondStepService(base, time, box, passkeys),
        second_factors=SecondFactorService(base, time, box, passkeys),
        sessions=SessionService(base, time),
        code_reader=reader,
        clients=ClientService(base, time),
        codes=CodeService(base, time, ring, origin=settings.public_url),
        scans=ScanService(base, time, reader),
        visits=VisitService(base, time, book),
        joinings=JoiningService(base, time, book),
        meetings=MeetingService(base, time, book, reader),
        portraits=PortraitService(base, time),
        presence=PresenceService(base, time, book, ring, reader, origin=settings.public_url),
        answers=AnswerService(base, time, book),
        personal_data=PersonalDataService(base, time, retention),
        photos=PhotoService(base, time, files),
        planned_visits=PlannedVisitService(base, time, book),
        passed_visits=PassedVisitService(base, time, book),
        notices=NoticeService(base, time, book, calendar),
        firm_wishes=FirmWishService(base, time),
        inspection_tasks=InspectionTaskService(base, time),
        policies=PolicyService(base, time, book),
        policy_drafts=PolicyDraftService(base, time, book),
        policy_trials=PolicyTrialService(base, time, book),
        addresses=AddressService(base, time, box, mail_is_on=settings.mail is not None),
        mails=MailService(base, time, box, sender or smtp_of(settings.mail), settings.public_url),
        assignments=AssignmentService(base, time, book),
        alerts=AlertService(base, time, book, calendar),
        complaints=ComplaintService(base, time, book, calendar),
        confidential_batches=ConfidentialBatchService(base, time, settings.batch_minutes),
        disclosures=DisclosureService(base, time),
        disputes=DisputeService(base, time),
        document_signing=DocumentSigningService(base, time, files, maker),
        documents=DocumentService(base, time, book, maker),
        duties=DutyService(base, time, book),
        rectifications=RectificationService(base, time),
        voidings=VoidingService(base, time, book),
        field_devices=FieldDeviceService(base, time),
        letters=LetterService(base, time, book),
        merging=MergingService(base, time, book, calendar),
        proposals=ProposalService(base, time, book, calendar),
        inbox=InboxService(base, time),
        inspection_plans=InspectionPlanService(base, time, book, calendar),
        inspection_plan_objects=InspectionPlanObjectService(base, time, book, calendar),
        keys=KeyService(base, time, ring),
        reminders=ReminderService(base, time, book, calendar),
        retention=RetentionService(base, time, retention),
        rollups=RollupService(base, time),
        sealing=sealing,
        stored_files=StoredFileService(base, time, files),
        thinning=ThinningService(base, time, settings.log_id),
        held_events=HeldEventService(base, time),
        visit_events=VisitEventService(base, time, book, reader),
        upkeep=UpkeepService(base, time),
        witnesses=WitnessService(base, time, WitnessClient(), cosigners, settings.log_id),
        queries=make_queries(base, settings, time, book, calendar, reader, retention, log, papers),
    )


def for_portal(supervision: Supervision, portal: str) -> Supervision:
    """Return the product as a portal has it: over the portal's own login to the database, where one is set."""
    settings = supervision.settings
    url = settings.portal_database_urls.get(portal)
    if url is None:
        return supervision
    database = Database.connect(
        url, log_id=settings.log_id, statement_seconds=settings.statement_seconds, tells_reach=True
    )
    database.watch()
    return bootstrap(settings, clock=supervision.clock, database=database)


def read_policy(file: Path) -> PolicyInForce:
    """Return the policy in a file, with its hash. Raises PolicyError naming each wrong key."""
    read = read_policy_file(file)
    return PolicyInForce(policy=parse_policy(read.tables), sha256=read.sha256, text=read.text)


def read_retention(file: Path) -> Retention:
    """Return how long personal data is kept, as a file says. Raises RetentionError naming each wrong key."""
    return parse_retention(read_policy_file(file).tables)


def read_witnesses(file: Path) -> WitnessBook:
    """Return who witnesses the log, as a file says. Raises PolicyFileError naming what is wrong."""
    tables = read_policy_file(file).tables
    try:
        return parse_witnesses(tables)
    except ValueError as error:
        raise PolicyFileError(f"{file}: {error}") from error


def _secret(file: Path) -> str:
    require_private(file)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_private_file(file, secrets.token_urlsafe(48).encode())
    return file.read_text(encoding="utf-8").strip()
