"""Puts the registers and the accounts of the demonstration city together, and stores them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.registry import DistrictLevel
from supervision_code.importing.demo.accounts import AccountBook
from supervision_code.importing.demo.agencies import build_agencies
from supervision_code.importing.demo.areas import streets_of
from supervision_code.importing.demo.checklists import publish_checklists
from supervision_code.importing.demo.city import City, CitySize
from supervision_code.importing.demo.firms import build_firms
from supervision_code.importing.demo.shop import build_shop
from supervision_code.persistence.models.registry import District


def store_city(session: Session, size: CitySize, book: AccountBook, today: date) -> City:
    """Return the city with its registers and accounts stored."""
    areas = session.scalars(select(District).order_by(District.code)).all()
    streets = streets_of(areas)
    shop = build_shop(streets)
    agencies = build_agencies(areas, size.officers, today)
    firms = build_firms(streets, size.firms - 1, [shop.row.name])
    accounts = book.officers(agencies) | book.firms(firms, shop)
    supervisors = book.supervisors([area.code for area in areas if area.level is DistrictLevel.DISTRICT])
    book.others()
    session.add_all(agency.row for agency in agencies.values())
    session.flush()
    session.add_all(officer for agency in agencies.values() for officer in agency.officers)
    session.add_all(item for agency in agencies.values() for item, _ in agency.items)
    session.add_all([shop.row, *(firm.row for firm in firms)])
    session.flush()
    publish_checklists(session, agencies.values())
    session.add_all(book.all)
    session.flush()
    return City(streets=streets, agencies=agencies, firms=firms, shop=shop, accounts=accounts, supervisors=supervisors)
