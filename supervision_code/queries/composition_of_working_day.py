"""The queries of an officer's working day, made in one place: from plans to signed records."""

from collections.abc import Callable
from dataclasses import dataclass

from config.settings import Settings
from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.paper_making import PaperMaker
from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import DocumentClaims
from supervision_code.domain.days import WorkCalendar
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.arrivals import ArrivalQueries
from supervision_code.queries.assignments import AssignmentQueries
from supervision_code.queries.calendars import CalendarQueries
from supervision_code.queries.checklists import ChecklistQueries
from supervision_code.queries.documents import DocumentQueries
from supervision_code.queries.duties import DutyQueries
from supervision_code.queries.field_devices import FieldDeviceQueries
from supervision_code.queries.field_packages import FieldPackageQueries
from supervision_code.queries.inspection_plan_choices import InspectionPlanChoiceQueries
from supervision_code.queries.inspection_plan_objects import InspectionPlanObjectQueries
from supervision_code.queries.inspection_plan_pages import InspectionPlanPageQueries
from supervision_code.queries.inspection_plan_tables import InspectionPlanTableQueries
from supervision_code.queries.inspection_plans import InspectionPlanQueries
from supervision_code.queries.inspection_task_pages import InspectionTaskPageQueries
from supervision_code.queries.inspection_tasks import InspectionTaskQueries
from supervision_code.queries.joinings import JoiningQueries
from supervision_code.queries.mails import MailQueries
from supervision_code.queries.notices import NoticeQueries
from supervision_code.queries.officer_faces import OfficerFaceQueries
from supervision_code.queries.own_notices import OwnNoticeQueries
from supervision_code.queries.photos import PhotoQueries
from supervision_code.queries.planned_visits import PlannedVisitQueries
from supervision_code.queries.presence import PresenceQueries
from supervision_code.queries.proposal_pages import ProposalPageQueries
from supervision_code.queries.proposals import ProposalQueries
from supervision_code.queries.public_documents import PublicDocumentQueries
from supervision_code.queries.published_plans import PublishedPlanQueries
from supervision_code.queries.rectifications import RectificationQueries
from supervision_code.queries.results import ResultQueries
from supervision_code.queries.rosters import RosterQueries
from supervision_code.queries.saved_visits import SavedVisitQueries
from supervision_code.queries.savings import SavingQueries
from supervision_code.queries.voidings import VoidingQueries


@dataclass(frozen=True, slots=True, kw_only=True)
class QueriesOfWorkingDay:
    """Everything that looks at plans, tasks, notices, days, presence, results, documents and phones."""

    arrivals: ArrivalQueries
    assignments: AssignmentQueries
    calendars: CalendarQueries
    checklists: ChecklistQueries
    documents: DocumentQueries
    duties: DutyQueries
    field_devices: FieldDeviceQueries
    field_packages: FieldPackageQueries
    inspection_plan_choices: InspectionPlanChoiceQueries
    inspection_plan_objects: InspectionPlanObjectQueries
    inspection_plan_pages: InspectionPlanPageQueries
    inspection_plan_tables: InspectionPlanTableQueries
    inspection_plans: InspectionPlanQueries
    inspection_task_pages: InspectionTaskPageQueries
    inspection_tasks: InspectionTaskQueries
    joinings: JoiningQueries
    mails: MailQueries
    notices: NoticeQueries
    officer_faces: OfficerFaceQueries
    own_notices: OwnNoticeQueries
    photos: PhotoQueries
    planned_visits: PlannedVisitQueries
    presence: PresenceQueries
    proposal_pages: ProposalPageQueries
    proposals: ProposalQueries
    public_documents: PublicDocumentQueries
    published_plans: PublishedPlanQueries
    rectifications: RectificationQueries
    results: ResultQueries
    rosters: RosterQueries
    saved_visits: SavedVisitQueries
    savings: SavingQueries
    voidings: VoidingQueries


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAccess:
    """What is known of documents outside the database: their files, how they are set, and their codes."""

    files: FileStore
    maker: PaperMaker
    verify: Callable[[object], DocumentClaims | None]


def make_queries_of_working_day(
    database: Database,
    settings: Settings,
    clock: Clock,
    policies: PolicyBook,
    calendar: WorkCalendar,
    reader: CodeReader,
    papers: PaperAccess,
    log_keys: Callable[[], list[str]],
) -> QueriesOfWorkingDay:
    """Return the queries of the working day over this database; ``log_keys`` says whose signatures phones believe."""
    return QueriesOfWorkingDay(
        arrivals=ArrivalQueries(database, clock, policies),
        assignments=AssignmentQueries(database, policies),
        calendars=CalendarQueries(database, clock, policies, calendar),
        checklists=ChecklistQueries(database),
        documents=DocumentQueries(database, clock, policies, papers.files, papers.maker),
        duties=DutyQueries(database),
        field_devices=FieldDeviceQueries(database, clock),
        field_packages=FieldPackageQueries(database, clock, policies, settings.code_hosts, log_keys),
        inspection_plan_choices=InspectionPlanChoiceQueries(database),
        inspection_plan_objects=InspectionPlanObjectQueries(database, clock, policies, calendar),
        inspection_plan_pages=InspectionPlanPageQueries(database, clock, policies),
        inspection_plan_tables=InspectionPlanTableQueries(database),
        inspection_plans=InspectionPlanQueries(database),
        inspection_task_pages=InspectionTaskPageQueries(database, clock),
        inspection_tasks=InspectionTaskQueries(database, clock),
        joinings=JoiningQueries(database, clock, policies),
        mails=MailQueries(database, clock, settings.mail.host if settings.mail else ""),
        notices=NoticeQueries(database, clock, policies, calendar),
        officer_faces=OfficerFaceQueries(database, clock, policies, reader),
        own_notices=OwnNoticeQueries(database, clock),
        photos=PhotoQueries(database, papers.files),
        planned_visits=PlannedVisitQueries(database, clock),
        presence=PresenceQueries(database, clock, policies),
        proposal_pages=ProposalPageQueries(database, clock, policies, calendar),
        proposals=ProposalQueries(database, clock, policies, calendar),
        public_documents=PublicDocumentQueries(database, papers.verify),
        published_plans=PublishedPlanQueries(database, clock, policies),
        rectifications=RectificationQueries(database, clock),
        results=ResultQueries(database),
        rosters=RosterQueries(database, clock),
        saved_visits=SavedVisitQueries(database),
        savings=SavingQueries(database),
        voidings=VoidingQueries(database),
    )
