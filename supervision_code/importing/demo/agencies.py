"""The agencies of the demonstration city with their published items and officers."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.registry import AgencyLevel, CertificateStatus, DistrictLevel, ItemMethod
from supervision_code.importing.demo.city import AgencyStaff
from supervision_code.importing.demo.names import person
from supervision_code.importing.demo.tables import cut, dice, read_rows, words
from supervision_code.persistence.models.registry import Agency, District, InspectionItem, Officer

REGISTERED: Final = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
"""When officers and accounts entered the registers, as their ids say."""
_TAKEN_AWAY: Final = timedelta(days=240)
"""How long ago certificates that are suspended or revoked today were taken away."""
_FEWEST: Final = 5
_CERTIFICATES: Final = (
    (CertificateStatus.VALID, (200, 1700)),
    (CertificateStatus.VALID, (3, 58)),
    (CertificateStatus.VALID, (-60, -5)),
    (CertificateStatus.SUSPENDED, (200, 1700)),
    (CertificateStatus.REVOKED, (100, 900)),
)
"""State, and from which to which day from today the certificate ends."""
_CERTIFICATE_WEIGHTS: Final = (87, 6, 2.5, 2.5, 2)
_SENIOR: Final = 4
"""The first of each agency: nothing is ever wrong with their certificates."""


def build_agencies(areas: Sequence[District], officers: int, today: date) -> dict[str, AgencyStaff]:
    """Return the agencies by code."""
    places = {area.name: area for area in areas}
    rows = read_rows("agencies.csv")
    staff = [max(_FEWEST, count) for count in cut(officers, [float(row["staff"]) for row in rows])]
    names = dice("officers")
    return {
        row["code"]: _agency(row, places[row["district"]], count, today, names)
        for row, count in zip(rows, staff, strict=True)
    }


def _agency(row: dict[str, str], area: District, staff: int, today: date, names: random.Random) -> AgencyStaff:
    of_street = area.level is DistrictLevel.STREET
    people = _officers(row["code"], staff, today, names)
    return AgencyStaff(
        code=row["code"],
        row=Agency(
            code=row["code"],
            name=row["name"],
            level=AgencyLevel(row["level"]),
            district=(area.parent if of_street else None) or area.code,
            parent=row["parent"] or None,
        ),
        reach=area.code,
        line=row["line"],
        volume=float(row["volume"]),
        stubborn=float(row["stubborn"]),
        records=row["records"],
        officers=people,
        duty=tuple((officer.id, _last_day(officer, today)) for officer in people),
        items=_items(row["code"], row["line"]),
    )


def _last_day(officer: Officer, today: date) -> date:
    if officer.status is not CertificateStatus.VALID:
        return today - _TAKEN_AWAY
    return min(officer.valid_until or today, today)


def _items(agency: str, line: str) -> tuple[tuple[InspectionItem, tuple[str, ...]], ...]:
    return tuple(
        (
            InspectionItem(
                code=f"{agency}-{row['number']}",
                agency=agency,
                name=row["name"],
                legal_basis=row["legal_basis"],
                method=ItemMethod(row["method"]),
            ),
            words(row["industries"]),
        )
        for row in read_rows("items.csv")
        if row["line"] == line
    )


def _officers(agency: str, count: int, today: date, names: random.Random) -> tuple[Officer, ...]:
    taken: set[str] = set()
    return tuple(_officer(agency, place, today, names, taken) for place in range(count))


def _officer(agency: str, place: int, today: date, names: random.Random, taken: set[str]) -> Officer:
    name = person(names)
    while name in taken:
        name = person(names)
    taken.add(name)
    status, until = _certificate(place, today, names)
    return Officer(
        id=seeded_id(REGISTERED, names.getrandbits(74)),
        certificate_no=f"1903{names.randint(0, 99):02d}{names.randint(0, 99999):05d}{place:02d}",
        name=name,
        agency=agency,
        status=status,
        valid_until=until,
    )


def _certificate(place: int, today: date, chance: random.Random) -> tuple[CertificateStatus, date]:
    """Most are good for years; a few end soon, have ended, are suspended or revoked."""
    status, (first, last) = chance.choices(_CERTIFICATES, _CERTIFICATE_WEIGHTS)[0]
    if place < _SENIOR:
        status, (first, last) = _CERTIFICATES[0]
    return status, today + timedelta(days=chance.randint(first, last))
