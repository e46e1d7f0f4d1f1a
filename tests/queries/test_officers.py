"""What an officer chooses from: items, colleagues with their certificates, agencies, and the last choice."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.permissions import Role
from supervision_code.domain.registry import AgencyLevel, CertificateStatus
from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.product import Supervision
from supervision_code.queries.officers import CertificateStanding, LastChoice, standing_of
from tests.factories import given
from tests.factories.registry import CITY, build_agency, build_officer
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.support.clock import FRIDAY_TEN

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("status", "until", "standing"),
    [
        (CertificateStatus.VALID, None, CertificateStanding.VALID),
        (CertificateStatus.VALID, date(2027, 6, 1), CertificateStanding.VALID),
        (CertificateStatus.VALID, date(2027, 1, 19), CertificateStanding.ENDING),
        (CertificateStatus.VALID, date(2027, 1, 20), CertificateStanding.VALID),
        (CertificateStatus.VALID, TODAY, CertificateStanding.ENDING),
        (CertificateStatus.VALID, date(2026, 11, 19), CertificateStanding.EXPIRED),
        (CertificateStatus.SUSPENDED, date(2030, 1, 1), CertificateStanding.SUSPENDED),
        (CertificateStatus.REVOKED, None, CertificateStanding.REVOKED),
    ],
)
def test_a_certificate_stands_as_its_state_and_day_say(
    status: CertificateStatus, until: date | None, standing: CertificateStanding
) -> None:
    assert standing_of(status, until, TODAY) is standing


def test_the_own_agencys_items_and_officers_are_offered_oneself_first_and_the_unusable_last(
    supervision: Supervision, city: SmallCity
) -> None:
    revoked = build_officer(SCJG, "注销生", certificate_no="0001", status=CertificateStatus.REVOKED)
    given(supervision.database, revoked)

    choices = supervision.queries.officers.choices(city.actor(Role.OFFICER))

    assert [item.code for item in choices.items] == ["SCJG-1", "SCJG-2"]
    assert [officer.name for officer in choices.officers] == ["王小明", "李建国", "注销生"]
    assert [officer.usable for officer in choices.officers] == [True, True, False]


def test_another_agencys_part_is_chosen_from_its_own_registers(supervision: Supervision, city: SmallCity) -> None:
    choices = supervision.queries.officers.choices(city.actor(Role.OFFICER), YJJ)

    assert choices.name == "龙华区应急管理局"
    assert [item.code for item in choices.items] == ["YJJ-1", "YJJ-2"]


def test_an_agency_that_does_not_exist_offers_nothing(supervision: Supervision, city: SmallCity) -> None:
    with pytest.raises(NoSuchRecord):
        supervision.queries.officers.choices(city.actor(Role.OFFICER), "NOBODY")


def test_partners_are_the_citys_and_the_own_districts_agencies(supervision: Supervision, city: SmallCity) -> None:
    given(
        supervision.database,
        build_agency("SHJ", "深圳市生态环境局", level=AgencyLevel.CITY, district=CITY),
        build_agency("XF", "福田区消防救援大队"),
    )

    partners = supervision.queries.officers.partners(city.actor(Role.OFFICER))

    assert {agency.code for agency in partners} == {"SHJ", "XF"}


def test_the_own_certificate_and_agency_are_known_to_whoever_has_them(
    supervision: Supervision, city: SmallCity
) -> None:
    queries, manager = supervision.queries.officers, city.actor(Role.AGENCY_MANAGER)
    own = queries.own(city.actor(Role.OFFICER))

    assert own is not None
    assert (own.name, own.usable) == ("王小明", True)
    assert queries.own(manager) is None
    assert queries.agency_name(manager) == "福田区市场监督管理局"


def visited(
    supervision: Supervision,
    city: SmallCity,
    days: int,
    item: str,
    opened_by: UUID | None,
    kind: VisitKind = VisitKind.INSPECTION,
) -> None:
    visit = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=days), kind=kind)
    visit.opened_by = opened_by
    given(supervision.database, *with_parts(visit, city.officers[:2], items=[item], type_=InspectionType.CASE))


def test_the_last_choice_is_that_of_the_latest_inspection_opened_here(
    supervision: Supervision, city: SmallCity
) -> None:
    actor = city.actor(Role.OFFICER)
    visited(supervision, city, 1, "SCJG-2", None)
    visited(supervision, city, 1, "SCJG-2", actor.account_id, VisitKind.SERVICE)
    visited(supervision, city, 2, "SCJG-1", actor.account_id)
    visited(supervision, city, 3, "SCJG-2", actor.account_id)

    last = supervision.queries.officers.last_choice(actor)

    assert last == LastChoice(
        type=InspectionType.CASE,
        items=frozenset({"SCJG-1"}),
        officers=frozenset({city.officers[0].id, city.officers[1].id}),
    )


def test_who_never_came_anywhere_has_no_last_choice(supervision: Supervision, city: SmallCity) -> None:
    assert supervision.queries.officers.last_choice(city.actor(Role.OFFICER)) == LastChoice()


def test_nobody_else_looks_at_the_registers_this_way(supervision: Supervision, city: SmallCity) -> None:
    firm, queries = city.actor(Role.ENTERPRISE_MEMBER), supervision.queries.officers

    for look in (queries.own, queries.agency_name, queries.choices, queries.partners, queries.last_choice):
        with pytest.raises(NotPermitted):
            look(firm)
