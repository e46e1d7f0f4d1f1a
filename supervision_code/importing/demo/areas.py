"""The real districts and streets of Shenzhen that the demonstration city stands on."""

from collections.abc import Sequence

from supervision_code.importing.demo.city import Street
from supervision_code.importing.demo.tables import read_rows
from supervision_code.persistence.models.registry import District


def streets_of(areas: Sequence[District]) -> list[Street]:
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
