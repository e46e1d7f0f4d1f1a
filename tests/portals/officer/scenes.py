"""What officers' tests have in common: a scan at the firm, a second officer, a visit opened."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from supervision_code.domain.codes import CodeState, Refusal, code_address
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.visit_drafts import AgencyPart, OpenedVisit, VisitDraft
from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.models.registry import Enterprise, Officer
from supervision_code.product import Supervision
from supervision_code.services.scans import ScanRef
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.registry import build_agency, build_item, build_officer
from tests.factories.small_city import SmallCity
from tests.support.pages import Page
from tests.support.portals import Visitor

ITEM: Final = "SCJG-1"
FIRE: Final = "XF"


def code_of(supervision: Supervision, firm: Enterprise) -> str:
    """The text of the firm's printed code, issued when it has none."""
    list(supervision.codes.issue_missing(firm.uscc))
    with supervision.database.read() as session:
        active = select(SupervisionCode.token).where(
            SupervisionCode.enterprise_id == firm.id, SupervisionCode.state == CodeState.ACTIVE
        )
        return code_address(supervision.settings.public_url, session.scalars(active).one())


def scan_of(supervision: Supervision, actor: Actor, firm: Enterprise) -> ScanRef:
    """A scan of the firm's printed code."""
    found = supervision.scans.recognise(actor, code_of(supervision, firm))
    assert not isinstance(found, Refusal)
    return found


def address_of(scan: ScanRef) -> str:
    """The page a scan leads to."""
    return f"/arrivals/{scan.enterprise_id}/{scan.scan_id}"


def arrive(supervision: Supervision, city: SmallCity) -> str:
    """The address of the page at which SCJG's officer stands after scanning the firm's code."""
    return address_of(scan_of(supervision, city.actor(Role.OFFICER), city.firm))


def fields_of(city: SmallCity, **changed: Any) -> dict[str, Any]:
    """What a plain routine inspection by two officers sends."""
    return {
        "kind": "inspection",
        "own-type": "routine",
        "own-items": [ITEM],
        "own-officers": [str(city.officers[1].id)],
        "exception": "",
        **{name.replace("_", "-", 1) if name.startswith("own_") else name: value for name, value in changed.items()},
    }


def part_of(city: SmallCity, **changed: Any) -> AgencyPart:
    """SCJG's part of a routine inspection, by its two officers."""
    usual: Mapping[str, Any] = {
        "agency": "SCJG",
        "type": InspectionType.ROUTINE,
        "items": (ITEM,),
        "officers": (city.officers[0].id, city.officers[1].id),
    }
    return AgencyPart(**{**usual, **changed})


def open_visit(supervision: Supervision, city: SmallCity, **changed: Any) -> OpenedVisit:
    """A visit under way at the firm by SCJG's two officers."""
    actor = city.actor(Role.OFFICER)
    scan = scan_of(supervision, actor, city.firm)
    usual: Mapping[str, Any] = {
        "enterprise_id": city.firm.id,
        "scan_id": scan.scan_id,
        "kind": VisitKind.INSPECTION,
        "parts": (part_of(city),),
    }
    return supervision.visits.open(actor, VisitDraft(**{**usual, **changed}))


def visit_address(visit: OpenedVisit) -> str:
    """The page of a visit."""
    return f"/visits/{visit.enterprise_id}/{visit.visit_id}"


def fire_brigade(supervision: Supervision) -> tuple[Account, tuple[Officer, Officer]]:
    """Another agency of the district with one item, two officers, and the account of the first."""
    officers = (
        build_officer(FIRE, "何勇", certificate_no="44030400901"),
        build_officer(FIRE, "林峰", certificate_no="44030400902"),
    )
    account = build_account(Role.OFFICER, username="fire", officer=officers[0])
    given(
        supervision.database,
        build_agency(FIRE, "福田区消防救援大队"),
        build_item("XF-1", FIRE, "消防安全检查"),
        *officers,
        account,
    )
    return account, officers


def last_address(visitor: Visitor) -> str:
    """Where the visitor stands now, inside the portal."""
    assert visitor.last is not None
    return visitor.last.request.path.removeprefix("/officer")


def verdict_on(page: Page) -> str:
    """The head of the verdict strip."""
    return page.texts("h2", id="verdict")[0]
