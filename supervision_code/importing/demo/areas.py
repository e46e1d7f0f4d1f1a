"""The real districts and streets of Shenzhen that the demonstration city stands on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.registry import DistrictLevel
from supervision_code.importing.demo.city import Street
from supervision_code.importing.demo.tables import read_file, read_rows
from supervision_code.importing.districts import SHENZHEN
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.registry import District


def require_areas(session: Session) -> list[District]:
    """Return the areas on record; puts those of Shenzhen there when there are none yet."""
    if session.scalar(select(District.code).limit(1)) is None:
        _store(session)
    return list(session.scalars(select(District).order_by(District.code)))


def streets_of(areas: list[District]) -> list[Street]:
    """Return the streets that are on record, with a point in each."""
    names = {area.code: area.name for area in areas}
    codes = {(names.get(area.parent or "", ""), area.name): area for area in areas}
    return [
        Street(
            code=area.code,
            name=area.name,
            district=area.parent or "",
            district_name=row["district"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            zone=row["zone"],
            weight=float(row["weight"]),
        )
        for row in read_rows("streets.csv")
        if (area := codes.get((row["district"], row["street"]))) is not None
    ]


def _store(session: Session) -> None:
    rows = [
        {**row, "level": DistrictLevel(row["level"]), "parent": row["parent"] or None} for row in read_file(SHENZHEN)
    ]
    for level in DistrictLevel:
        insert_rows(session, District.__table__, [row for row in rows if row["level"] is level])
