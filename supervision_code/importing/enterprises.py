"""Files of enterprises."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.registry import EnterpriseKind, EnterpriseStatus, RiskTier
from supervision_code.importing.cells import Plain, credit_code, industry, key, number, text, word
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, present, required
from supervision_code.importing.problems import ImportReason, Refused
from supervision_code.importing.reconciling import reconcile_firms
from supervision_code.importing.references import Area, areas, lies_in
from supervision_code.importing.registering import Row, bring
from supervision_code.importing.staging import Staged
from supervision_code.persistence.firms import copies_of
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.moving import move_along

_AT_ONCE: Final = 1000
_LAYOUT: Final = Layout(
    (
        required("uscc", credit_code),
        present("name", text(240), ""),
        required("kind", word(EnterpriseKind)),
        required("district", key(32)),
        optional("street", key(32)),
        optional("address", text(400), ""),
        optional("industry", industry, ""),
        optional("risk_tier", word(RiskTier)),
        optional("latitude", number(-90, 90)),
        optional("longitude", number(-180, 180)),
        required("status", word(EnterpriseStatus)),
    )
)


class Enterprises:
    """Business entities, known by their credit code."""

    layout = _LAYOUT

    def __init__(self) -> None:
        self._areas: Mapping[str, Area] = {}

    def prepare(self, session: Session) -> None:
        """Read the areas on record."""
        self._areas = areas(session)

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find areas that do not exist, streets of another district, and half a position."""
        district, street, latitude, longitude = str(values[3]), values[4], values[8], values[9]
        if district not in self._areas:
            yield "district", Refused(ImportReason.NO_SUCH_DISTRICT)
        if street is not None and street not in self._areas:
            yield "street", Refused(ImportReason.NO_SUCH_DISTRICT)
        elif street is not None and not lies_in(str(street), district, self._areas):
            yield "street", Refused(ImportReason.STREET_OUTSIDE, district=district)
        if (latitude is None) is not (longitude is None):
            yield "latitude" if latitude is None else "longitude", Refused(ImportReason.BOTH_OR_NONE)

    def store(self, session: Session, storing: Storing) -> None:
        """Store the firms. Where tier, place, kind or industry changed, counts, alerts and findings follow at once."""
        for chunk in storing.chunks(_AT_ONCE, "uscc"):
            rows = [_row(staged) for staged in chunk]
            known = copies_of(session, [row["id"] for row in rows], lock=True) if storing.writing else []
            brought = bring(session, Enterprise.__table__, "id", rows, storing)
            if storing.writing and brought.changed:
                changed = [row["id"] for row in brought.changed]
                move_along(session, {firm.id: firm for firm in known}, copies_of(session, changed), storing.now)
                reconcile_firms(session, changed, storing)


def _row(staged: Staged) -> Row:
    _, uscc, name, kind, district, street, address, sector, tier, latitude, longitude, status = staged
    return {
        "id": enterprise_id_of(uscc),
        "uscc": uscc,
        # Registers hold firms whose name nobody entered; their inspections count all the same.
        "name": name or uscc,
        "kind": EnterpriseKind(kind),
        "district": district,
        "street": street,
        "address": address,
        "industry": sector,
        "risk_tier": None if tier is None else RiskTier(tier),
        "latitude": latitude,
        "longitude": longitude,
        "status": EnterpriseStatus(status),
    }
