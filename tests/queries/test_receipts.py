"""Receipts: each reader gets the parts it may see, they verify offline, and old ones go on verifying."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from config.settings import Settings, read_settings
from supervision_code.adapters.checkpoint_signer import CheckpointSigner
from supervision_code.adapters.log_keys import LogKeys
from supervision_code.adapters.note_signing import verifier_of
from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.checkpoints import parse_receipt
from supervision_code.domain.digests import SHA256
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.merkle import leaf_hash, root_of
from supervision_code.domain.notes import NoteVerifier, parse_key
from supervision_code.domain.permissions import Role
from supervision_code.domain.receipt_checking import ReceiptFault, check_receipt
from supervision_code.domain.receipts import parse_extra, parse_parts
from supervision_code.domain.visit_drafts import AgencyPart, OpenedVisit
from supervision_code.domain.visits import DisputeGround, InspectionType
from supervision_code.persistence import checkpoints, ledger, schema
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.receipts import ReceiptQueries
from supervision_code.services.sealing import SealingService
from tests.adapters.papers import small_photo
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.services.test_visits import SITE, draft_of, opened, scanned
from tests.support.clock import FRIDAY_TEN, StoppedClock


@pytest.fixture
def product(tmp_path: Path, database: Database, clock: StoppedClock) -> Supervision:
    own: Settings = replace(read_settings({"DATA_DIR": str(tmp_path / "data")}), log_id="test-log")
    return bootstrap(own, clock=clock, database=database, passwords=PASSWORDS)


@pytest.fixture
def visit(product: Supervision, city: SmallCity) -> OpenedVisit:
    """A disputed visit with a position."""
    visit = product.visits.open(city.actor(Role.OFFICER), draft_of(city, scanned(product, city, SITE)))
    product.answers.dispute(
        city.actor(Role.ENTERPRISE_ADMINISTRATOR), visit.visit_id, DisputeGround.NOBODY_CAME, "没有来过人"
    )
    return visit


def verifiers(product: Supervision) -> list[NoteVerifier]:
    return [verifier_of(parse_key(line)) for line in product.queries.ledger.keys().splitlines()]


def test_before_the_sealing_there_is_the_promise_and_after_it_the_proof(
    product: Supervision, city: SmallCity, visit: OpenedVisit
) -> None:
    firm = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    waiting = product.queries.receipts.file_of(firm, visit.enterprise_id, visit.visit_id)
    parts = check_receipt(waiting.text, [], hash_algorithm)
    assert [(part.kind, part.index, part.faults) for part in parts] == [
        ("visit_opened", None, ()),
        ("dispute", None, ()),
    ]
    product.sealing.seal()
    sealed = product.queries.receipts.file_of(firm, visit.enterprise_id, visit.visit_id)
    known = verifiers(product)
    assert [part.faults for part in check_receipt(sealed.text, known, hash_algorithm)] == [(), ()]
    assert [part.faults for part in check_receipt(waiting.text, known, hash_algorithm)] == [(), ()]
    rows = product.queries.receipts.of_visit(firm, visit.enterprise_id, visit.visit_id)
    assert [(row.kind, row.number, row.size) for row in rows] == [
        (LedgerKind.VISIT_OPENED, 1, 2),
        (LedgerKind.DISPUTE, 2, 2),
    ]


def test_an_agency_hears_nothing_of_a_dispute_and_a_firm_not_where_officers_stood(
    product: Supervision, city: SmallCity, visit: OpenedVisit
) -> None:
    receipts, at = product.queries.receipts, (visit.enterprise_id, visit.visit_id)
    agency = parse_parts(receipts.file_of(city.actor(Role.OFFICER), *at).text)
    firm = parse_parts(receipts.file_of(city.actor(Role.ENTERPRISE_ADMINISTRATOR), *at).text)
    supervisor = parse_parts(receipts.file_of(city.actor(Role.SUPERVISOR), *at).text)
    assert [b'"kind":"dispute"' in part.extra.replace(b"\\", b"") for part in agency] == [False]
    assert [b"latitude_e7" in part.extra for part in agency] == [True]
    assert [b"latitude_e7" in part.extra for part in firm] == [False, False]
    assert len(supervisor) == 2


def test_who_comes_along_reads_nothing_of_the_other_agencys_photos(product: Supervision, city: SmallCity) -> None:
    officer, partner = city.actor(Role.OFFICER), city.other_actor(Role.OFFICER)
    theirs = AgencyPart(agency=YJJ, type=InspectionType.ROUTINE, items=("YJJ-1",), officers=(city.officers[2].id,))
    draft = draft_of(city, scanned(product, city))
    visit = product.visits.open(officer, replace(draft, parts=(*draft.parts, theirs)))
    at = (visit.enterprise_id, visit.visit_id)
    photo = product.photos.add(officer, *at, small_photo(), caption="kitchen")
    product.photos.withdraw(officer, *at, photo, "mistaken")
    product.photos.add(partner, *at, small_photo() + b"\0", caption="pharmacy")
    (shown,) = product.queries.photos.of_visit(partner, *at)
    assert shown.caption == "pharmacy"
    with pytest.raises(NoSuchRecord):
        product.queries.photos.picture(partner, *at, photo)
    receipts = product.queries.receipts
    for reader, agency, words in (
        (officer, SCJG, [b"", b"kitchen", b"mistaken", b""]),
        (partner, YJJ, [b"", b"", b"", b"pharmacy"]),
    ):
        asked = "".join(text for _, text in receipts.for_agency(*at, agency))
        for text in (receipts.file_of(reader, *at).text, asked):
            said = [part.extra for part in parse_parts(text)]
            assert [[word for word in (b"kitchen", b"mistaken", b"pharmacy") if word in one] for one in said] == [
                [word] if word else [] for word in words
            ]


@pytest.mark.parametrize("role", [Role.ENTERPRISE_ADMINISTRATOR, Role.OFFICER, Role.SUPERVISOR])
def test_the_receipts_of_others_are_not_found(
    product: Supervision, city: SmallCity, visit: OpenedVisit, role: Role
) -> None:
    with pytest.raises(NoSuchRecord):
        product.queries.receipts.file_of(city.other_actor(role), visit.enterprise_id, visit.visit_id)
    with pytest.raises(NoSuchRecord):
        product.queries.receipts.of_visit(city.actor(role), visit.enterprise_id, UUID(int=7))


def test_a_changed_receipt_does_not_hold(product: Supervision, city: SmallCity, visit: OpenedVisit) -> None:
    product.sealing.seal()
    text = product.queries.receipts.whole_file_of(visit.visit_id).text
    other = opened(product, city, over_limit_reason="复查")
    product.sealing.seal()
    foreign = product.queries.receipts.whole_file_of(other.visit_id).text
    first, second = (parse_parts(one)[0] for one in (text, foreign))
    mixed = str(replace(parse_receipt(str(first)), extra=second.extra))
    faults = check_receipt(mixed, verifiers(product), hash_algorithm)[0].faults
    assert faults == (ReceiptFault.PROOF,)
    wrong_keys = [verifier_of(replace(one.key, public=bytes(31) + b"\x01")) for one in verifiers(product)]
    unsigned = check_receipt(text, wrong_keys, hash_algorithm)[0].faults
    assert unsigned == (ReceiptFault.PROMISE_SIGNATURE, ReceiptFault.LOG_SIGNATURE)


class LogAgainstList(RuleBasedStateMachine):
    """The log and a plain list: whatever is appended, sealed and restarted, both hold the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = _folders.pop()
        self.database = Database.connect(f"sqlite:///{self.folder / 'log.db'}", log_id="log")
        schema.upgrade(self.database.engine)
        self.bodies: list[bytes] = []
        self.entries: list[UUID] = []
        self.receipts: list[str] = []
        self.restart()

    @rule()
    def restart(self) -> None:
        keys = LogKeys(self.folder / "keys")
        signer = CheckpointSigner(self.folder / "ledger", keys.checkpoints)
        self.keys = keys
        self.sealing = SealingService(self.database, StoppedClock(), signer, "log", SHA256)
        self.queries = ReceiptQueries(self.database, keys.promises, 0)

    @rule(number=st.integers(1, 40))
    def append(self, number: int) -> None:
        drafts = [LedgerDraft(kind=LedgerKind.ROLE_GRANTED, at=FRIDAY_TEN, facts={"n": n}) for n in range(number)]
        with self.database.begin() as session:
            self.entries += ledger.append_all(session, drafts)

    @rule()
    def seal(self) -> None:
        self.sealing.seal()
        with self.database.read() as session:
            kept = checkpoints.newest(session, "log")
        if kept is None:
            assert self.entries == []
            return
        assert kept.size == len(self.entries)
        self.bodies = [_body_of(self.queries, entry) for entry in self.entries]
        assert kept.root == root_of(leaf_hash(body) for body in self.bodies)

    @rule(data=st.data())
    def take_a_receipt(self, data: st.DataObject) -> None:
        if self.entries:
            entry = data.draw(st.sampled_from(self.entries))
            self.receipts.append(self.queries.receipt_of_entry(entry))

    @invariant()
    def every_receipt_ever_taken_verifies(self) -> None:
        known = [verifier_of(self.keys.checkpoints("log").key), verifier_of(self.keys.promises("log").key)]
        for receipt in self.receipts[-5:] + self.receipts[:2]:
            assert [part.faults for part in check_receipt(receipt, known, hash_algorithm)] == [()]

    def teardown(self) -> None:
        self.database.close()


_folders: list[Path] = []


def _body_of(queries: ReceiptQueries, entry: UUID) -> bytes:
    return parse_extra(parse_parts(queries.receipt_of_entry(entry))[0].extra).body.encode()


def test_the_log_is_a_list_to_which_one_can_only_add(tmp_path: Path) -> None:
    _folders.extend(tmp_path / str(number) for number in range(400))
    for folder in _folders:
        folder.mkdir()
    run_state_machine_as_test(
        LogAgainstList, settings=hypothesis_settings(max_examples=6, stateful_step_count=12, deadline=None)
    )
