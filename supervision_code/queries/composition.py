"""All queries of the product, made in one place."""

from collections.abc import Callable
from dataclasses import dataclass

from config.settings import Settings
from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.paper_making import PaperMaker
from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import DocumentClaims
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.notes import NoteKey, NoteSigner
from supervision_code.domain.retention import Retention
from supervision_code.domain.signers import SignedState
from supervision_code.domain.witnesses import WitnessBook
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.policy_book import PolicyBook
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
from supervision_code.queries.assignments import AssignmentQueries
from supervision_code.queries.audits import AuditQueries
from supervision_code.queries.calendars import CalendarQueries
from supervision_code.queries.checklists import ChecklistQueries
from supervision_code.queries.clients import ClientQueries
from supervision_code.queries.codes import CodeQueries
from supervision_code.queries.complaint_case_pages import ComplaintCasePageQueries
from supervision_code.queries.complaint_cases import ComplaintCaseQueries
from supervision_code.queries.complaints import ComplaintQueries
from supervision_code.queries.confidential_proofs import ConfidentialProofQueries
from supervision_code.queries.disputes import DisputeQueries
from supervision_code.queries.districts import DistrictQueries
from supervision_code.queries.documents import DocumentQueries
from supervision_code.queries.duties import DutyQueries
from supervision_code.queries.enterprises import EnterpriseQueries
from supervision_code.queries.field_devices import FieldDeviceQueries
from supervision_code.queries.field_packages import FieldPackageQueries
from supervision_code.queries.findings import FindingQueries
from supervision_code.queries.firm_pages import FirmPageQueries
from supervision_code.queries.firms import FirmQueries
from supervision_code.queries.health import HealthQueries
from supervision_code.queries.held_events import HeldEventQueries
from supervision_code.queries.inbox import InboxQueries
from supervision_code.queries.inspection_plan_choices import InspectionPlanChoiceQueries
from supervision_code.queries.inspection_plan_objects import InspectionPlanObjectQueries
from supervision_code.queries.inspection_plan_pages import InspectionPlanPageQueries
from supervision_code.queries.inspection_plan_tables import InspectionPlanTableQueries
from supervision_code.queries.inspection_plans import InspectionPlanQueries
from supervision_code.queries.inspection_task_pages import InspectionTaskPageQueries
from supervision_code.queries.inspection_tasks import InspectionTaskQueries
from supervision_code.queries.joinings import JoiningQueries
from supervision_code.queries.ledger import LedgerQueries
from supervision_code.queries.mails import MailQueries
from supervision_code.queries.notices import NoticeQueries
from supervision_code.queries.officer_faces import OfficerFaceQueries
from supervision_code.queries.officers import OfficerQueries
from supervision_code.queries.operations import OperationsQueries
from supervision_code.queries.overview import OverviewQueries
from supervision_code.queries.own_notices import OwnNoticeQueries
from supervision_code.queries.own_visit_pages import OwnVisitPageQueries
from supervision_code.queries.own_visits import OwnVisitQueries
from supervision_code.queries.personal_data import PersonalDataQueries
from supervision_code.queries.photos import PhotoQueries
from supervision_code.queries.planned_visits import PlannedVisitQueries
from supervision_code.queries.policies import PolicyQueries
from supervision_code.queries.policy_drafts import PolicyDraftQueries
from supervision_code.queries.presence import PresenceQueries
from supervision_code.queries.previews import PreviewQueries
from supervision_code.queries.proposal_pages import ProposalPageQueries
from supervision_code.queries.proposals import ProposalQueries
from supervision_code.queries.public_codes import PublicCodeQueries
from supervision_code.queries.public_documents import PublicDocumentQueries
from supervision_code.queries.published_plans import PublishedPlanQueries
from supervision_code.queries.receipts import ReceiptQueries
from supervision_code.queries.rectifications import RectificationQueries
from supervision_code.queries.results import ResultQueries
from supervision_code.queries.rosters import RosterQueries
from supervision_code.queries.saved_visits import SavedVisitQueries
from supervision_code.queries.savings import SavingQueries
from supervision_code.queries.second_factors import SecondFactorQueries
from supervision_code.queries.trail import TrailQueries
from supervision_code.queries.visit_events import VisitEventQueries
from supervision_code.queries.visit_pages import VisitPageQueries
from supervision_code.queries.visits import VisitQueries
from supervision_code.queries.voidings import VoidingQueries
from supervision_code.queries.witnesses import WitnessQueries
from supervision_code.queries.work_list import WorkListQueries


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
    assignments: AssignmentQueries
    audits: AuditQueries
    calendars: CalendarQueries
    checklists: ChecklistQueries
    clients: ClientQueries
    codes: CodeQueries
    complaint_case_pages: ComplaintCasePageQueries
    complaint_cases: ComplaintCaseQueries
    complaints: ComplaintQueries
    confidential_proofs: ConfidentialProofQueries
    disputes: DisputeQueries
    districts: DistrictQueries
    duties: DutyQueries
    documents: DocumentQueries
    enterprises: EnterpriseQueries
    field_devices: FieldDeviceQueries
    field_packages: FieldPackageQueries
    findings: FindingQueries
    firm_pages: FirmPageQueries
    firms: FirmQueries
    health: HealthQueries
    held_events: HeldEventQueries
    inbox: InboxQueries
    inspection_plan_choices: InspectionPlanChoiceQueries
    inspection_plan_objects: InspectionPlanObjectQueries
    inspection_plan_pages: InspectionPlanPageQueries
    inspection_plan_tables: InspectionPlanTableQueries
    inspection_plans: InspectionPlanQueries
    inspection_task_pages: InspectionTaskPageQueries
    inspection_tasks: InspectionTaskQueries
    joinings: JoiningQueries
    ledger: LedgerQueries
    mails: MailQueries
    officer_faces: OfficerFaceQueries
    notices: NoticeQueries
    officers: OfficerQueries
    operations: OperationsQueries
    overview: OverviewQueries
    own_notices: OwnNoticeQueries
    own_visit_pages: OwnVisitPageQueries
    own_visits: OwnVisitQueries
    personal_data: PersonalDataQueries
    photos: PhotoQueries
    planned_visits: PlannedVisitQueries
    policies: PolicyQueries
    policy_drafts: PolicyDraftQueries
    presence: PresenceQueries
    previews: PreviewQueries
    proposal_pages: ProposalPageQueries
    proposals: ProposalQueries
    saved_visits: SavedVisitQueries
    savings: SavingQueries
    public_codes: PublicCodeQueries
    published_plans: PublishedPlanQueries
    public_documents: PublicDocumentQueries
    receipts: ReceiptQueries
    rectifications: RectificationQueries
    results: ResultQueries
    rosters: RosterQueries
    second_factors: SecondFactorQueries
    trail: TrailQueries
    visit_events: VisitEventQueries
    visit_pages: VisitPageQueries
    visits: VisitQueries
    voidings: VoidingQueries
    witnesses: WitnessQueries
    work_list: WorkListQueries


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAccess:
    """What is known of the log outside the database, by a log's name: who signs and witnesses, and what was signed."""

    promises: Callable[[str], NoteSigner]
    witnesses: WitnessBook
    remembered: Callable[[str], SignedState | None]
    known_key: Callable[[str], NoteKey | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAccess:
    """What is known of documents outside the database: their files, how they are set, and their codes."""

    files: FileStore
    maker: PaperMaker
    verify: Callable[[object], DocumentClaims | None]


def make_queries(
    database: Database,
    settings: Settings,
    clock: Clock,
    policies: PolicyBook,
    calendar: WorkCalendar,
    reader: CodeReader,
    retention: Retention,
    log: LogAccess,
    papers: PaperAccess,
) -> Queries:
    """Return every query over this database."""
    witness_keys = [one.key.text for one in log.witnesses.witnesses]
    promise_key = log.promises(settings.log_id).key.text
    ledger = LedgerQueries(database, clock, settings.log_id, log.promises, witness_keys)
    return Queries(
        accounts=AccountQueries(database),
        agencies=AgencyQueries(database, clock),
        agency_alerts=AgencyAlertQueries(database, clock, policies),
        agency_pages=AgencyPageQueries(database, clock, policies),
        alert_pages=AlertPageQueries(database, clock, policies),
        alerts=AlertQueries(database, clock),
        area_visit_pages=AreaVisitPageQueries(database, policies),
        area_visits=AreaVisitQueries(database, clock, policies),
        arrivals=ArrivalQueries(database, clock, policies),
        calendars=CalendarQueries(database, clock, policies, calendar),
        checklists=ChecklistQueries(database),
        clients=ClientQueries(database, clock),
        assignments=AssignmentQueries(database, policies),
        audits=AuditQueries(database, settings.log_id, log.remembered, log.known_key),
        codes=CodeQueries(database, origin=settings.public_url, fonts_folder=settings.fonts_folder),
        complaint_case_pages=ComplaintCasePageQueries(database, clock, policies, calendar),
        complaint_cases=ComplaintCaseQueries(database, clock, policies),
        complaints=ComplaintQueries(database, clock, calendar),
        confidential_proofs=ConfidentialProofQueries(database),
        disputes=DisputeQueries(database),
        districts=DistrictQueries(database),
        duties=DutyQueries(database),
        documents=DocumentQueries(database, clock, policies, papers.files, papers.maker),
        enterprises=EnterpriseQueries(database),
        field_devices=FieldDeviceQueries(database, clock),
        field_packages=FieldPackageQueries(
            # before the first sealing the log publishes no key, and its promises are given all the same
            database,
            clock,
            policies,
            settings.code_hosts,
            lambda: [promise_key, *ledger.keys().split()],
        ),
        findings=FindingQueries(database, clock),
        firm_pages=FirmPageQueries(database, clock, policies),
        firms=FirmQueries(database, clock),
        health=HealthQueries(database, clock),
        held_events=HeldEventQueries(database),
        inbox=InboxQueries(database),
        inspection_plan_choices=InspectionPlanChoiceQueries(database),
        inspection_plan_objects=InspectionPlanObjectQueries(database, clock, policies, calendar),
        inspection_plan_pages=InspectionPlanPageQueries(database, clock, policies),
        inspection_plan_tables=InspectionPlanTableQueries(database),
        inspection_plans=InspectionPlanQueries(database),
        inspection_task_pages=InspectionTaskPageQueries(database, clock),
        inspection_tasks=InspectionTaskQueries(database, clock),
        joinings=JoiningQueries(database, clock, policies),
        ledger=ledger,
        officer_faces=OfficerFaceQueries(database, clock, policies, reader),
        notices=NoticeQueries(database, clock, policies, calendar),
        mails=MailQueries(database, clock, settings.mail.host if settings.mail else ""),
        officers=OfficerQueries(database, clock),
        operations=OperationsQueries(database, clock, policies),
        overview=OverviewQueries(database, clock),
        own_notices=OwnNoticeQueries(database, clock),
        own_visit_pages=OwnVisitPageQueries(database, clock, policies),
        own_visits=OwnVisitQueries(database, clock, policies),
        personal_data=PersonalDataQueries(database, clock, retention),
        photos=PhotoQueries(database, papers.files),
        planned_visits=PlannedVisitQueries(database, clock),
        policies=PolicyQueries(database, clock, policies),
        policy_drafts=PolicyDraftQueries(database, clock, policies),
        presence=PresenceQueries(database, clock, policies),
        previews=PreviewQueries(database, clock, policies, calendar),
        proposal_pages=ProposalPageQueries(database, clock, policies, calendar),
        proposals=ProposalQueries(database, clock, policies, calendar),
        saved_visits=SavedVisitQueries(database),
        savings=SavingQueries(database),
        public_codes=PublicCodeQueries(database, reader),
        published_plans=PublishedPlanQueries(database),
        public_documents=PublicDocumentQueries(database, papers.verify),
        receipts=ReceiptQueries(database, log.promises, witnesses=len(log.witnesses.witnesses)),
        rectifications=RectificationQueries(database, clock),
        results=ResultQueries(database),
        rosters=RosterQueries(database, clock),
        second_factors=SecondFactorQueries(database, clock),
        trail=TrailQueries(database, clock),
        visit_events=VisitEventQueries(database),
        visit_pages=VisitPageQueries(database),
        visits=VisitQueries(database),
        voidings=VoidingQueries(database),
        witnesses=WitnessQueries(database, clock, log.witnesses, settings.log_id),
        work_list=WorkListQueries(database, clock),
    )
