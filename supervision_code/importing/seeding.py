"""The areas every installation begins with; what an operator changed later stays as it is."""

from sqlalchemy import select

from supervision_code.domain.registry import DistrictLevel
from supervision_code.importing.districts import SHENZHEN
from supervision_code.importing.files import read_rows
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.registry import District
from supervision_code.persistence.session import Database


def seed_districts(database: Database) -> int:
    """Add those areas of Shenzhen that are not on record; return how many they were."""
    rows = iter(read_rows(SHENZHEN))
    _, names = next(rows)
    areas = [dict(zip(names, cells, strict=True)) for _, cells in rows]
    with database.begin() as session:
        known = set(session.scalars(select(District.code)))
        missing = [
            {
                "code": area["code"],
                "name": area["name"],
                "level": DistrictLevel(area["level"]),
                "parent": area["parent"] or None,
            }
            for area in areas
            if area["code"] not in known
        ]
        insert_rows(session, District.__table__, missing)
    return len(missing)
