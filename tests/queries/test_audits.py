"""The re-audit: a log that was let alone passes, and whatever its owner does to it is named."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from config.settings import Settings, read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.audits import AuditCounts, AuditProblem
from supervision_code.domain.digests import SHA256
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.notes import Note, parse_note
from supervision_code.domain.permissions import Role
from supervision_code.domain.retention import PersonalPart
from supervision_code.domain.visit_drafts import Leaving
from supervision_code.domain.visits import DisputeGround, Outcome
from supervision_code.persistence import checkpoints, ledger, tree
from supervision_code.persistence.blanking import BLANKS, Erasure
from supervision_code.persistence.erasure import OpeningRef, destroy_openings
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.ledger_tree import LedgerLeaf
from supervision_code.persistence.people import get_person
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.audits import AuditRequest
from supervision_code.services.accounts import NewAccount
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import SmallCity
from tests.factories.voiding import void
from tests.services.test_visits import SITE, draft_of, opened, scanned
from tests.support.clock import StoppedClock


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    """The settings of an installation whose signer has signed nothing yet."""
    return replace(read_settings({"DATA_DIR": str(tmp_path / "data")}), log_id="test-log")


@pytest.fixture
def product(own_settings: Settings, database: Database, city: SmallCity, clock: StoppedClock) -> Supervision:
    """A product in which a code, a policy and keys were published, and visits opened, ended, disputed and voided."""
    product = bootstrap(own_settings, clock=clock, database=database, passwords=PASSWORDS)
    product.policies.publish_file()
    product.codes.publish_keys()
    sum(product.codes.issue_missing())
    live(product, city, clock)
    product.sealing.seal()
    live(product, city, clock)
    product.sealing.seal()
    return product


def live(product: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    """Let two visits happen: one is ended, confirmed and voided, the other disputed; findings follow."""
    officer, owner = city.actor(Role.OFFICER), city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    supervisor = city.actor(Role.SUPERVISOR)
    where = scanned(product, city, SITE)
    first = product.visits.open(officer, replace(draft_of(city, where), over_limit_reason="上级交办"))
    clock.pass_by(minutes=30)
    leaving = Leaving(
        enterprise_id=first.enterprise_id,
        visit_id=first.visit_id,
        outcome=Outcome.CORRECTED_ON_SITE,
        result="台账缺两天，当场补齐",
        position=SITE,
    )
    product.visits.leave(officer, leaving)
    clock.pass_by(hours=2)
    product.answers.confirm(owner, first.visit_id)
    clock.pass_by(days=1)
    second = opened(product, city, over_limit_reason="复查")
    clock.pass_by(hours=1)
    product.answers.dispute(owner, second.visit_id, DisputeGround.NOBODY_CAME, "那天店里没有来过人")
    clock.pass_by(hours=1)
    void(product, supervisor, first.enterprise_id, first.visit_id, "登记错了企业")
    product.codes.reissue(owner, "海报破损")
    clock.pass_by(days=1)


def problems(product: Supervision, given: Note | None = None) -> list[AuditProblem]:
    """Audit everything and return what was found, in its order."""
    return [found.problem for found in product.queries.audits.verify(AuditRequest(given=given), AuditCounts())]


def told(product: Supervision) -> list[tuple[AuditProblem, str]]:
    """Return what was found, with the column or table it is about."""
    found = product.queries.audits.verify(AuditRequest(), AuditCounts())
    return [(one.problem, str(one.facts.get("field") or one.facts.get("table") or "")) for one in found]


def run(database: Database, *statements: str) -> None:
    """Do something past the product, as the database's owner can."""
    with database.begin() as session:
        for statement in statements:
            session.execute(text(statement))


def test_a_log_that_was_let_alone_passes(product: Supervision) -> None:
    counts = AuditCounts()
    assert list(product.queries.audits.verify(AuditRequest(), counts)) == []
    assert counts.entries == counts.leaves > 15
    assert counts.records > 5
    assert counts.checkpoints == 2


def test_entries_that_wait_for_the_sealer_are_no_problem(product: Supervision, city: SmallCity) -> None:
    opened(product, city, over_limit_reason="专项")
    assert problems(product) == []


COLUMNS = {
    "result": ("'没有问题'", "result"),
    "number": ("'20260101-AAAAAA'", "number"),
    "over_limit_reason": ("''", "over_limit_reason"),
    "search_reason": ("'x'", "search_reason"),
    "opened_by": ("NULL", "opened_by"),
    "late": ("NOT late", "late"),
    "outcome": ("'no_problem'", "outcome"),
    "evidence": ("4", "evidence"),
    "void_reason": ("'x'", "void_reason"),
    "latitude": ("latitude + 0.01", "position"),
    "left_longitude": ("left_longitude + 0.01", "left"),
    "day": ("day - 1", "day"),
    "rectify_by": ("'2026-12-01'", "rectify_by"),
    "joint_ref": ("'x'", "joint_ref"),
    "exception_reason": ("'x'", "exception_reason"),
    "lead_agency": ("'YJJ'", "lead"),
    "purpose": ("'training'", "purpose"),
    "channel": ("'typed'", "channel"),
    "kind": ("'service'", "kind"),
    "state": ("'closed'", "state"),
    "plan_id": ("scan_id", "plan"),
    "scan_id": ("NULL", "scan"),
    "exception": ("'emergency'", "exception"),
}
MOMENTS = {
    "started_at": "started",
    "ended_at": "ended",
    "recorded_at": "recorded",
    "confirmed_at": "confirmed",
    "voided_at": "voided",
}
"""What the audit calls the columns."""


def moved(column: str, dialect: str) -> str:
    """Return an expression for the moment ten days earlier."""
    if dialect == "sqlite":
        return f"strftime('%Y-%m-%d %H:%M:%f000', {column}, '-10 days')"
    return f"{column} - interval '10 days'"


def test_every_column_of_a_visit_is_held(product: Supervision, database: Database) -> None:
    values = {column: value for column, (value, _) in COLUMNS.items()}
    values |= {column: moved(column, database.dialect) for column in MOMENTS}
    changes = ", ".join(f"{column} = {value}" for column, value in values.items())
    run(database, f"UPDATE visits SET {changes} WHERE void_reason <> ''")  # noqa: S608 - our own tables
    wrong = {*(named for _, named in COLUMNS.values()), *MOMENTS.values()}
    assert {(AuditProblem.ROW_DIFFERS, column) for column in wrong} <= set(told(product))


def test_every_changed_record_is_named(product: Supervision, database: Database) -> None:
    run(
        database,
        "UPDATE participations SET items = 'SCJG-2'",
        "UPDATE disputes SET text = '', ground = 'not_this_time', answer = 'x'",
        "UPDATE supervision_codes SET token = 'x', state = 'active', ended_because = 'x', kid = '?'",
        "UPDATE policy_versions SET text = ''",
        "UPDATE signing_keys SET public_key = '{}', revoked_at = published_at",
        "UPDATE findings SET \"count\" = 1, policy_sha256 = ''",
    )
    columns = {"parts", "text", "ground", "answer", "token", "state", "reason", "kid", "public_key", "revoked_at"}
    named = {(AuditProblem.ROW_DIFFERS, column) for column in columns | {"count", "policy"}}
    assert named <= set(told(product))


@pytest.mark.parametrize("column", ["ordered_from_above", "voided"])
def test_a_changed_part_is_named(product: Supervision, database: Database, column: str) -> None:
    run(database, f"UPDATE participations SET {column} = NOT {column}")  # noqa: S608 - our own tables
    assert set(told(product)) == {(AuditProblem.ROW_DIFFERS, "parts")}


def test_every_deleted_record_is_named(product: Supervision, database: Database) -> None:
    run(database, "DELETE FROM disputes", "DELETE FROM findings", "DELETE FROM signing_keys")
    tables = {"disputes", "findings", "signing_keys"}
    assert {(AuditProblem.ROW_MISSING, table) for table in tables} <= set(told(product))


def one_visit_more(database: Database) -> None:
    """Put in a visit as somebody would who knows the tables and not the log."""
    fresh = "'0192f0c1000070008000000000000001'"
    with database.begin() as session:
        columns = list(session.execute(text("SELECT * FROM visits LIMIT 1")).mappings().one())
        listed = ", ".join(f'"{column}"' for column in columns)
        chosen = ", ".join(fresh if column == "id" else f'"{column}"' for column in columns)
        cast = chosen.replace(fresh, f"CAST({fresh} AS uuid)") if database.dialect == "postgresql" else chosen
        session.execute(text(f"INSERT INTO visits ({listed}) SELECT {cast} FROM visits LIMIT 1"))  # noqa: S608 - our own tables


def delete_a_visit(database: Database) -> None:
    run(
        database,
        "DELETE FROM findings",
        "DELETE FROM alert_steps",
        "DELETE FROM alerts",
        "DELETE FROM disputes",
        "DELETE FROM void_requests",
        "DELETE FROM visit_results",
        "DELETE FROM visit_officers",
        "DELETE FROM participations",
        "DELETE FROM visits",
    )


def rewrite_an_entry(database: Database) -> None:
    run(database, "UPDATE ledger_entries SET body = replace(body, 'visit_voided', 'visit_closed')")


def back_date_an_entry(database: Database) -> None:
    run(database, f"UPDATE ledger_entries SET recorded_at = {moved('recorded_at', database.dialect)}")  # noqa: S608 - our own tables


def rewrite_an_opening(database: Database) -> None:
    run(database, "UPDATE ledger_openings SET openings = replace(openings, '登记错了企业', '企业要求')")


def forget_an_opening(database: Database) -> None:
    run(database, "DELETE FROM ledger_openings WHERE openings LIKE '%登记错了企业%'")


def delete_an_entry(database: Database) -> None:
    run(
        database,
        "DELETE FROM ledger_openings WHERE openings LIKE '%登记错了企业%'",
        "DELETE FROM ledger_entries WHERE kind = 'visit_voided'",
    )


def swap_leaves(database: Database) -> None:
    swap = 'UPDATE ledger_leaves SET "index" = {0} WHERE "index" = {1}'
    run(database, swap.format(-1, 3), swap.format(3, 4), swap.format(4, -1))


def replace_a_tile(database: Database) -> None:
    zeros = (
        "zeroblob(length(hashes))" if database.dialect == "sqlite" else "decode(repeat('00', length(hashes)), 'hex')"
    )
    run(database, f"UPDATE ledger_tiles SET hashes = {zeros}")  # noqa: S608 - our own tables


def truncate(database: Database) -> None:
    """Cut off what was sealed last: leaves, tiles, checkpoints, entries and what hangs on them."""
    with database.begin() as session:
        first = session.execute(text("SELECT min(size) FROM ledger_checkpoints")).scalar_one()
        gone = f'SELECT entry_id FROM ledger_leaves WHERE "index" >= {first}'  # noqa: S608 - our own tables
        session.execute(text(f"DELETE FROM ledger_openings WHERE entry_id IN ({gone})"))  # noqa: S608 - our own tables
        session.execute(text(f"DELETE FROM ledger_entries WHERE id IN ({gone})"))  # noqa: S608 - our own tables
        session.execute(text(f'DELETE FROM ledger_leaves WHERE "index" >= {first}'))  # noqa: S608 - our own tables
        session.execute(text(f"DELETE FROM ledger_checkpoints WHERE size > {first}"))  # noqa: S608 - our own tables
    grow_again(database)


def grow_again(database: Database) -> None:
    """Make all tiles anew from the leaves."""
    with database.begin() as session:
        leaves = [
            tree.Leaf(enterprise_id=one.enterprise_id, entry_id=one.entry_id, hash=one.hash, algorithm=SHA256.id)
            for one in session.scalars(select(LedgerLeaf).order_by(LedgerLeaf.index))
        ]
        session.execute(text("DELETE FROM ledger_leaves"))
        session.execute(text("DELETE FROM ledger_tiles"))
        session.expunge_all()
        tree.append(session, "test-log", leaves, SHA256)


def cut_the_checkpoint(database: Database) -> None:
    run(database, "UPDATE ledger_checkpoints SET note = replace(note, 'test-log', 'other-log')")


@pytest.mark.parametrize(
    ("tampering", "named"),
    [
        (one_visit_more, {AuditProblem.ROW_WITHOUT_ENTRY}),
        (delete_a_visit, {AuditProblem.ROW_MISSING}),
        (rewrite_an_entry, {AuditProblem.ENTRY_REWRITTEN}),
        (back_date_an_entry, {AuditProblem.ENTRY_COLUMN}),
        (rewrite_an_opening, {AuditProblem.OPENING_WRONG}),
        (forget_an_opening, {AuditProblem.OPENING_MISSING}),
        (delete_an_entry, {AuditProblem.LEAF_WITHOUT_ENTRY}),
        (swap_leaves, {AuditProblem.TILE_WRONG, AuditProblem.CHECKPOINT_WRONG}),
        (replace_a_tile, {AuditProblem.TILE_WRONG}),
        (truncate, {AuditProblem.SIGNER_BEYOND, AuditProblem.ROW_DIFFERS}),
        (cut_the_checkpoint, {AuditProblem.CHECKPOINT_UNSIGNED}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_the_owner_of_the_database_does_is_named(
    product: Supervision, database: Database, tampering: Callable[[Database], None], named: set[AuditProblem]
) -> None:
    tampering(database)
    assert named <= set(problems(product))


def test_a_signer_that_remembers_another_root_is_named(product: Supervision, own_settings: Settings) -> None:
    file = own_settings.ledger_folder / "signer.json"
    memory = json.loads(file.read_text())
    memory["logs"]["test-log"]["root"] = "A" * 43 + "="
    file.write_text(json.dumps(memory))
    assert problems(product) == [AuditProblem.SIGNER_WRONG]
    file.unlink()
    assert problems(product) == [AuditProblem.SIGNER_EMPTY]


def test_a_consistent_rewrite_passes_here_and_is_named_by_an_old_checkpoint(
    product: Supervision, database: Database, own_settings: Settings
) -> None:
    with database.read() as session:
        kept = checkpoints.newest(session, "test-log")
    assert kept is not None
    held = parse_note(str(kept.note))
    rewrite_everything(product, database, own_settings)
    assert problems(product) == []
    assert problems(product, held) == [AuditProblem.GIVEN_WRONG]


def rewrite_everything(product: Supervision, database: Database, own_settings: Settings) -> None:
    """Do what an owner does who holds the database, the key and the signer's memory: change the order of the past."""
    with database.begin() as session:
        for table in ("tiles", "checkpoints", "leaves"):
            session.execute(text(f"DELETE FROM ledger_{table}"))  # noqa: S608 - our own tables
        session.execute(text("UPDATE outbox SET done_at = NULL"))
        session.execute(text("DELETE FROM outbox WHERE topic = 'ledger'"))
        entries: Sequence[LedgerEntry] = session.scalars(
            select(LedgerEntry).order_by(LedgerEntry.enterprise_id.desc(), LedgerEntry.id)
        ).all()
        leaves = [
            tree.Leaf(
                enterprise_id=one.enterprise_id, entry_id=one.id, hash=bytes.fromhex(one.hash), algorithm="sha256"
            )
            for one in entries
        ]
        tree.append(session, "test-log", leaves, SHA256)
    (own_settings.ledger_folder / "signer.json").unlink()
    product.sealing.seal()


def test_a_clock_that_was_set_back_between_two_entries_is_no_problem(
    product: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    visit = opened(product, city, over_limit_reason="专项")
    product.sealing.seal()
    clock.pass_by(hours=-2)
    leaving = Leaving(enterprise_id=visit.enterprise_id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM)
    product.visits.leave(city.actor(Role.OFFICER), leaving)
    product.sealing.seal()
    assert problems(product) == []


def test_an_old_checkpoint_of_the_same_log_is_a_prefix(
    product: Supervision, city: SmallCity, database: Database
) -> None:
    with database.read() as session:
        kept = checkpoints.newest(session, "test-log")
    assert kept is not None
    opened(product, city, over_limit_reason="专项")
    product.sealing.seal()
    assert problems(product, kept.note) == []
    foreign = Note(text=kept.note.text.replace("test-log", "another"), signatures=kept.note.signatures)
    assert problems(product, foreign) == [AuditProblem.GIVEN_FOREIGN]
    unsigned = Note(text=kept.note.text, signatures=(replace(kept.note.signatures[0], signature=bytes(64)),))
    assert problems(product, unsigned) == [AuditProblem.GIVEN_UNSIGNED]


def test_an_opening_destroyed_on_record_is_no_problem(
    product: Supervision, database: Database, clock: StoppedClock
) -> None:
    with database.begin() as session:
        entry = session.scalars(select(LedgerEntry).where(LedgerEntry.kind == LedgerKind.DISPUTE)).first()
        assert entry is not None
        ref = OpeningRef(enterprise_id=entry.enterprise_id, entry_id=entry.id, name="words")
        assert destroy_openings(session, [ref], "erased", clock.now() + timedelta(days=1)) == 1
    counts = AuditCounts()
    assert list(product.queries.audits.verify(AuditRequest(), counts)) == []
    assert counts.erased == 1


def test_the_words_of_a_dispute_can_be_erased_with_the_person(
    product: Supervision, city: SmallCity, database: Database
) -> None:
    with database.begin() as session:
        person = get_person(session, city.accounts[Role.ENTERPRISE_ADMINISTRATOR].id)
        BLANKS[PersonalPart.DISPUTES](Erasure(session, person, product.clock.now()))
    assert problems(product) == []
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM ledger_openings WHERE openings LIKE '%没有来过人%'")) == 0


def test_the_entry_of_a_grant_can_be_erased_with_the_account(
    product: Supervision, city: SmallCity, database: Database
) -> None:
    wanted = NewAccount(username="leaver", name="离职员工", role=Role.OPERATOR)
    product.accounts.add(None, wanted)
    product.accounts.set_active(None, "leaver", active=False)
    product.sealing.seal()
    with database.begin() as session:
        account = session.scalars(select(Account).where(Account.username == "leaver")).one()
        BLANKS[PersonalPart.ACCOUNT](Erasure(session, get_person(session, account.id), product.clock.now()))
    assert problems(product) == []


@pytest.mark.parametrize("kind", [LedgerKind.VISIT_OPENED, LedgerKind.VISIT_VOIDED, LedgerKind.DISPUTE])
def test_what_nobody_may_erase_is_missed_although_an_entry_says_that_it_was_destroyed(
    product: Supervision, database: Database, clock: StoppedClock, kind: LedgerKind
) -> None:
    with database.begin() as session:
        entry = session.scalars(select(LedgerEntry).where(LedgerEntry.kind == kind)).first()
        assert entry is not None
        ref = OpeningRef(enterprise_id=entry.enterprise_id, entry_id=entry.id, name="visit")
        assert destroy_openings(session, [ref], "by the owner of the database", clock.now()) == 1
    product.sealing.seal()
    assert AuditProblem.OPENING_MISSING in problems(product)


def test_an_entry_that_stands_in_a_log_nobody_signs_is_named(
    product: Supervision, city: SmallCity, database: Database
) -> None:
    opened(product, city, over_limit_reason="专项")
    with database.begin() as session:
        waiting = session.scalars(
            select(LedgerEntry)
            .outerjoin(LedgerLeaf, LedgerLeaf.entry_id == LedgerEntry.id)
            .where(LedgerLeaf.entry_id.is_(None))
        ).all()
        ghosts = [
            tree.Leaf(
                enterprise_id=one.enterprise_id, entry_id=one.id, hash=bytes.fromhex(one.hash), algorithm="sha256"
            )
            for one in waiting
        ]
        tree.append(session, "another-log", ghosts, SHA256)
    product.sealing.seal()
    assert set(problems(product)) == {AuditProblem.LEAF_WRONG}


def test_a_log_that_no_entry_says_was_succeeded_is_named(product: Supervision, database: Database) -> None:
    run(
        database,
        "INSERT INTO ledger_logs (log_id, base, number, algorithm, key, started_at, halted_because)"
        " SELECT 'test-log-0', base, 0, algorithm, key, started_at, '' FROM ledger_logs",
    )
    assert problems(product) == [AuditProblem.LOG_NOT_SUCCEEDED]


def test_a_forged_end_of_the_log_does_not_silence_the_signer(product: Supervision, database: Database) -> None:
    end: dict[str, Canonical] = {
        "held": 1,
        "name": "test-log",
        "next": "test-log-2",
        "reason": "",
        "root": "",
        "size": 0,
    }
    with database.begin() as session:
        now = product.clock.now()
        ledger.append(session, LedgerDraft(kind=LedgerKind.LOG_SUCCEEDED, at=now, facts={"log": end}))
        session.execute(text("DELETE FROM ledger_checkpoints"))
    found = problems(product)
    assert AuditProblem.LOG_NOT_SUCCEEDED in found


def test_a_succeeded_log_passes_and_its_end_is_held_to_what_the_signer_remembers(
    product: Supervision, database: Database
) -> None:
    product.sealing.succeed("a new server")
    assert problems(product) == []
    with database.begin() as session:
        entry = session.scalars(select(LedgerEntry).where(LedgerEntry.kind == LedgerKind.CODE_ISSUED)).first()
        assert entry is not None
        extra = tree.Leaf(enterprise_id=entry.enterprise_id, entry_id=uuid4(), hash=bytes(32), algorithm="sha256")
        tree.append(session, "test-log", [extra], SHA256)
    assert AuditProblem.LOG_NOT_SUCCEEDED in problems(product)
