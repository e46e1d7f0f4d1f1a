"""All queries of the product, made in one place."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from config.settings import Settings
from supervision_code.domain.clock import Clock
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
from supervision_code.queries.audits import AuditQueries
from supervision_code.queries.clients import ClientQueries
from supervision_code.queries.codes import CodeQueries
from supervision_code.queries.complaint_case_pages import ComplaintCasePageQueries
from supervision_code.queries.complaint_cases import ComplaintCaseQueries
from supervision_code.queries.complaints import ComplaintQueries
from supervision_code.queries.composition_of_working_day import (
    PaperAccess,
    QueriesOfWorkingDay,
    make_queries_of_working_day,
)
from supervision_code.queries.confidential_proofs import ConfidentialProofQueries
from supervision_code.queries.disputes import DisputeQueries
from supervision_code.queries.districts import DistrictQueries
from supervision_code.queries.enterprises import EnterpriseQueries
from supervision_code.queries.findings import FindingQueries
from supervision_code.queries.firm_pages import FirmPageQueries
from supervision_code.queries.firms import FirmQueries
from supervision_code.queries.health import HealthQueries
from supervision_code.queries.held_events import HeldEventQueries
from supervision_code.queries.inbox import InboxQueries
from supervision_code.queries.ledger import LedgerQueries
from supervision_code.queries.officers import OfficerQueries
from supervision_code.queries.operations import OperationsQueries
from supervision_code.queries.overview import OverviewQueries
from supervision_code.queries.own_visit_pages import OwnVisitPageQueries
from supervision_code.queries.own_visits import OwnVisitQueries
from supervision_code.queries.personal_data import PersonalDataQueries
from supervision_code.queries.policies import PolicyQueries
from supervision_code.queries.policy_drafts import PolicyDraftQueries
from supervision_code.queries.previews import PreviewQueries
from supervision_code.queries.public_codes import PublicCodeQueries
from supervision_code.queries.receipts import ReceiptQueries
from supervision_code.queries.second_factors import SecondFactorQueries
from supervision_code.queries.trail import TrailQueries
from supervision_code.queries.visit_events import VisitEventQueries
from supervision_code.queries.visit_pages import VisitPageQueries
from supervision_code.queries.visits import VisitQueries
from supervision_code.queries.witnesses import WitnessQueries
from supervision_code.queries.work_list import WorkListQueries


@dataclass(frozen=True, slots=True, kw_only=True)
class Queries(QueriesOfWorkingDay):
    """Everything that only looks."""

    accounts: AccountQueries
    agencies: AgencyQueries
    agency_alerts: AgencyAlertQueries
    agency_pages: AgencyPageQueries
    alert_pages: AlertPageQueries
    alerts: AlertQueries
    area_visit_pages: AreaVisitPageQueries
    area_visits: AreaVisitQueries
    audits: AuditQueries
    clients: ClientQueries
    codes: CodeQueries
    complaint_case_pages: ComplaintCasePageQueries
    complaint_cases: ComplaintCaseQueries
    complaints: ComplaintQueries
    confidential_proofs: ConfidentialProofQueries
    disputes: DisputeQueries
    districts: DistrictQueries
    enterprises: EnterpriseQueries
    findings: FindingQueries
    firm_pages: FirmPageQueries
    firms: FirmQueries
    health: HealthQueries
    held_events: HeldEventQueries
    inbox: InboxQueries
    ledger: LedgerQueries
    officers: OfficerQueries
    operations: OperationsQueries
    overview: OverviewQueries
    own_visit_pages: OwnVisitPageQueries
    own_visits: OwnVisitQueries
    personal_data: PersonalDataQueries
    policies: PolicyQueries
    policy_drafts: PolicyDraftQueries
    previews: PreviewQueries
    public_codes: PublicCodeQueries
    receipts: ReceiptQueries
    second_factors: SecondFactorQueries
    trail: TrailQueries
    visit_events: VisitEventQueries
    visit_pages: VisitPageQueries
    visits: VisitQueries
    witnesses: WitnessQueries
    work_list: WorkListQueries


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAccess:
    """What is known of the log outside the database, by a log's name: who signs and witnesses, and what was signed."""

    promises: Callable[[str], NoteSigner]
    witnesses: WitnessBook
    remembered: Callable[[str], SignedState | None]
    known_key: Callable[[str], NoteKey | None]


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
    working_day = make_queries_of_working_day(
        database,
        settings,
        clock,
        policies,
        calendar,
        reader,
        papers,
        # before the first sealing the log publishes no key, and its promises are given all the same
        log_keys=lambda: [promise_key, *ledger.keys().split()],
    )
    return Queries(
        **{field.name: getattr(working_day, field.name) for field in fields(working_day)},
        accounts=AccountQueries(database),
        agencies=AgencyQueries(database, clock),
        agency_alerts=AgencyAlertQueries(database, clock, policies),
        agency_pages=AgencyPageQueries(database, clock, policies),
        alert_pages=AlertPageQueries(database, clock, policies),
        alerts=AlertQueries(database, clock),
        area_visit_pages=AreaVisitPageQueries(database, policies),
        area_visits=AreaVisitQueries(database, clock, policies),
        audits=AuditQueries(database, settings.log_id, log.remembered, log.known_key),
        clients=ClientQueries(database, clock),
        codes=CodeQueries(database, origin=settings.public_url, fonts_folder=settings.fonts_folder),
        complaint_case_pages=ComplaintCasePageQueries(database, clock, policies, calendar),
        complaint_cases=ComplaintCaseQueries(database, clock, policies),
        complaints=ComplaintQueries(database, clock, calendar),
        confidential_proofs=ConfidentialProofQueries(database),
        disputes=DisputeQueries(database),
        districts=DistrictQueries(database),
        enterprises=EnterpriseQueries(database),
        findings=FindingQueries(database, clock),
        firm_pages=FirmPageQueries(database, clock, policies),
        firms=FirmQueries(database, clock),
        health=HealthQueries(database, clock),
        held_events=HeldEventQueries(database),
        inbox=InboxQueries(database),
        ledger=ledger,
        officers=OfficerQueries(database, clock),
        operations=OperationsQueries(database, clock, policies),
        overview=OverviewQueries(database, clock),
        own_visit_pages=OwnVisitPageQueries(database, clock, policies),
        own_visits=OwnVisitQueries(database, clock, policies),
        personal_data=PersonalDataQueries(database, clock, retention),
        policies=PolicyQueries(database, clock, policies),
        policy_drafts=PolicyDraftQueries(database, clock, policies),
        previews=PreviewQueries(database, clock, policies, calendar),
        public_codes=PublicCodeQueries(database, reader),
        receipts=ReceiptQueries(database, log.promises, witnesses=len(log.witnesses.witnesses)),
        second_factors=SecondFactorQueries(database, clock),
        trail=TrailQueries(database, clock),
        visit_events=VisitEventQueries(database),
        visit_pages=VisitPageQueries(database),
        visits=VisitQueries(database),
        witnesses=WitnessQueries(database, clock, log.witnesses, settings.log_id),
        work_list=WorkListQueries(database, clock),
    )
