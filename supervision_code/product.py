"""A running product: the services and queries that the portals, the jobs and the command line call."""

from dataclasses import dataclass

from config.settings import Settings
from supervision_code.adapters.secret_box import SecretBox
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.composition import Queries
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """A running product: what the portals, the jobs and the command line call."""

    settings: Settings
    database: Database
    clock: Clock
    policy_book: PolicyBook
    calendar: WorkCalendar
    secret_key: str
    box: SecretBox
    accounts: AccountService
    sign_ins: SignInService
    second_steps: SecondStepService
    second_factors: SecondFactorService
    addresses: AddressService
    alerts: AlertService
    assignments: AssignmentService
    sessions: SessionService
    clients: ClientService
    code_reader: CodeReader
    codes: CodeService
    complaints: ComplaintService
    confidential_batches: ConfidentialBatchService
    disclosures: DisclosureService
    disputes: DisputeService
    document_signing: DocumentSigningService
    documents: DocumentService
    duties: DutyService
    rectifications: RectificationService
    voidings: VoidingService
    field_devices: FieldDeviceService
    letters: LetterService
    merging: MergingService
    scans: ScanService
    visits: VisitService
    joinings: JoiningService
    meetings: MeetingService
    answers: AnswerService
    personal_data: PersonalDataService
    photos: PhotoService
    planned_visits: PlannedVisitService
    passed_visits: PassedVisitService
    notices: NoticeService
    firm_wishes: FirmWishService
    inspection_tasks: InspectionTaskService
    portraits: PortraitService
    presence: PresenceService
    policies: PolicyService
    policy_drafts: PolicyDraftService
    policy_trials: PolicyTrialService
    inbox: InboxService
    proposals: ProposalService
    inspection_plans: InspectionPlanService
    inspection_plan_objects: InspectionPlanObjectService
    keys: KeyService
    mails: MailService
    reminders: ReminderService
    retention: RetentionService
    rollups: RollupService
    sealing: SealingService
    stored_files: StoredFileService
    thinning: ThinningService
    upkeep: UpkeepService
    held_events: HeldEventService
    visit_events: VisitEventService
    witnesses: WitnessService
    queries: Queries

    @property
    def in_force(self) -> PolicyInForce:
        """Return the policy that binds what happens now, asked of the database."""
        return self.timeline.at(self.clock.now())

    @property
    def timeline(self) -> PolicyTimeline:
        """Return all versions of the policy that bind at some time, asked of the database."""
        with self.database.read() as session:
            return self.policy_book.timeline(session)
