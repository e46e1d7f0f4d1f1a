from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from config.policy import POLICY_FILE
from config.settings import read_settings
from supervision_code.bootstrap import bootstrap, read_policy
from supervision_code.domain.permissions import Role
from supervision_code.domain.second_factors import NEEDED, StepPurpose
from supervision_code.domain.visit_drafts import AgencyPart, VisitDraft
from supervision_code.domain.visits import DisputeGround, InspectionType, VisitKind, VisitState
from supervision_code.importing.demo import CityRefused, demo_accounts
from supervision_code.importing.demo.load import TOTAL, load_city
from supervision_code.importing.demo.policy import policy_text
from supervision_code.importing.demo.second_steps import code_of_demonstration
from supervision_code.importing.demo.shop import SHOP_NAME
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.second_factors import OneTimeCode
from supervision_code.persistence.models.visits import Dispute, Participation, Visit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import PASSWORDS
from tests.factories.registry import build_districts, build_enterprise
from tests.importing.demo_cities import TINY, found
from tests.support.clock import FRIDAY_TEN, StoppedClock


def test_the_same_day_gives_the_same_city(tmp_path: Path) -> None:
    assert _everything(found(tmp_path / "one", TINY)) == _everything(found(tmp_path / "two", TINY))


def _everything(supervision: Supervision) -> Mapping[str, list[tuple[object, ...]]]:
    queries = {
        "firms": select(Enterprise.uscc, Enterprise.name, Enterprise.address, Enterprise.risk_tier),
        "visits": select(Visit.id, Visit.started_at, Visit.recorded_at, Visit.result, Visit.evidence, Visit.state),
        "parts": select(Participation.visit_id, Participation.agency, Participation.items),
        "findings": select(Finding.visit_id, Finding.rule, Finding.agency, Finding.count, Finding.state),
        "alerts": select(Alert.visit_id, Alert.state, Alert.level, Alert.settlement, Alert.settled_at),
        "complaints": select(Complaint.reference, Complaint.status, Complaint.replied_at),
        "plans": select(PlannedVisit.id, PlannedVisit.day, PlannedVisit.state).where(PlannedVisit.merged_at.is_(None)),
    }
    with supervision.database.read() as session:
        everything = {name: sorted(map(tuple, session.execute(query)), key=repr) for name, query in queries.items()}
    supervision.database.close()
    return everything


def test_either_database_takes_the_city(database: Database, tmp_path: Path) -> None:
    settings = read_settings({"DATA_DIR": str(tmp_path)})
    supervision = bootstrap(settings, clock=StoppedClock(), database=database, passwords=PASSWORDS)
    told: list[tuple[int, int]] = []
    load_city(supervision, TINY, lambda done, whole: told.append((done, whole)), PASSWORDS)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Enterprise)) == TINY.firms
    assert told == sorted(told)
    assert told[-1] == (TOTAL, TOTAL)


def test_a_city_that_is_there_is_left_as_it_is(small_city: Supervision) -> None:
    before = _counts(small_city)
    load_city(small_city, TINY, None, PASSWORDS)
    assert _counts(small_city) == before


def _counts(supervision: Supervision) -> list[int | None]:
    with supervision.database.read() as session:
        return [session.scalar(select(func.count()).select_from(model)) for model in (Enterprise, Visit, Complaint)]


def test_a_database_with_firms_of_its_own_is_refused(database: Database, tmp_path: Path) -> None:
    given(database, *build_districts(), build_enterprise())
    settings = read_settings({"DATA_DIR": str(tmp_path)})
    supervision = bootstrap(settings, clock=StoppedClock(), database=database, passwords=PASSWORDS)
    with pytest.raises(CityRefused):
        load_city(supervision, TINY, None, PASSWORDS)
    assert not settings.own_policy_file.exists()
    assert demo_accounts(tmp_path) == []


def test_the_policy_is_the_shipped_one_with_one_quiet_period(small_city: Supervision) -> None:
    shipped, own = read_policy(POLICY_FILE).policy, small_city.in_force.policy
    assert small_city.settings.policy_file == small_city.settings.own_policy_file
    assert policy_text(POLICY_FILE) == small_city.in_force.text
    assert [period.id for period in own.quiet_periods] == ["demo-guangming-parks"]
    assert replace(own, quiet_periods=()) == shipped


def test_a_policy_the_operator_named_stays(database: Database, tmp_path: Path) -> None:
    named = tmp_path / "named.toml"
    named.write_text(POLICY_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    settings = read_settings({"DATA_DIR": str(tmp_path / "data"), "POLICY_FILE": str(named)})
    supervision = bootstrap(settings, clock=StoppedClock(), database=database, passwords=PASSWORDS)
    load_city(supervision, TINY, None, PASSWORDS)
    assert not settings.own_policy_file.exists()


def test_there_is_an_account_for_every_role_and_all_can_sign_in(small_city: Supervision) -> None:
    accounts = demo_accounts(small_city.settings.data_folder)
    assert {account.role for account in accounts} == set(Role)
    for account in accounts:
        roles = frozenset({account.role})
        actor = small_city.sign_ins.sign_in(account.username, account.password, roles)
        assert actor.name == account.name
        if account.role in NEEDED:
            code = code_of_demonstration(small_city.settings.data_folder, small_city.clock.now())
            assert small_city.second_steps.by_code(actor.account_id, code or "", roles, StepPurpose.SIGN_IN) == actor


def test_nobody_but_the_visitors_is_given_a_second_factor(small_city: Supervision, tmp_path: Path) -> None:
    given = {account.username for account in demo_accounts(small_city.settings.data_folder)}
    with small_city.database.read() as session:
        having = set(session.scalars(select(Account.username).where(Account.factor_since.is_not(None))))
        codes = session.scalar(select(func.count()).select_from(OneTimeCode))
    assert having == given - {"shop-owner", "shop-staff"}
    assert codes == len(having)
    assert code_of_demonstration(tmp_path, small_city.clock.now()) is None


def test_the_restaurant_has_a_story(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        shop = session.scalars(select(Enterprise).where(Enterprise.name == SHOP_NAME)).one()
        visits = session.scalars(
            select(Visit).where(Visit.enterprise_id == shop.id).order_by(Visit.started_at.desc())
        ).all()
        levels = session.scalars(select(Alert.level).where(Alert.enterprise_id == shop.id)).all()
        complaints = session.scalars(select(Complaint.status).where(Complaint.enterprise_id == shop.id)).all()
        disputes = session.scalars(select(Dispute.ground).where(Dispute.enterprise_id == shop.id)).all()
    assert visits[0].state is VisitState.OPEN
    assert visits[1].confirmed_at is None
    assert (FRIDAY_TEN - visits[1].recorded_at).days < small_city.in_force.policy.dispute_days
    assert sorted(level.value for level in levels) == ["red", "yellow"]
    assert sorted(status.value for status in complaints) == ["accepted", "replied"]
    assert disputes == [DisputeGround.NOT_THIS_TIME]


def test_the_officer_who_scans_the_restaurant_is_warned_and_offered_company(small_city: Supervision) -> None:
    password = demo_accounts(small_city.settings.data_folder)[0].password
    officer = small_city.sign_ins.sign_in("officer-market", password, frozenset({Role.OFFICER}))
    with small_city.database.read() as session:
        shop = session.scalars(select(Enterprise.id).where(Enterprise.name == SHOP_NAME)).one()
    choices = small_city.queries.officers.choices(officer)
    draft = VisitDraft(
        enterprise_id=shop,
        scan_id=shop,
        kind=VisitKind.INSPECTION,
        parts=(
            AgencyPart(
                agency=officer.agency or "",
                type=InspectionType.ROUTINE,
                items=(choices.items[0].code,),
                officers=tuple(one.id for one in choices.officers[:2]),
            ),
        ),
    )
    preview = small_city.queries.previews.preview(officer, draft)
    assert {breach.rule.value for breach in preview.breaches} == {"visit_rate", "many_agencies"}
    assert preview.clear_day is not None
    assert preview.open_visits
    assert preview.joinable_plans
