"""What every act leaves beside itself, collected to be written in a few statements: trail, messages, ledger, counts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.rollups import Measure, industry_section
from supervision_code.importing.demo.city import Firm
from supervision_code.persistence import ledger
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.trail import TrailEntry

_AT_ONCE = 4000


@dataclass(slots=True)
class Papers:
    """Rows on their way into the trail, the inboxes, the ledger and the rollups."""

    trail: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[LedgerDraft] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    def trace(
        self,
        account: Account | None,
        action: str,
        at: datetime,
        subject: str,
        firm: Firm,
        *,
        agency: str = "",
        note: str = "",
    ) -> None:
        """Put an act into the trail."""
        self.trail.append(
            {
                "id": new_id(at),
                "at": at,
                "account_id": account.id if account else None,
                "account_name": account.name if account else "",
                "role": account.role if account else None,
                "action": action,
                "subject": subject,
                "enterprise_id": firm.id,
                "agency": agency or (account.agency if account else "") or "",
                "district": firm.facts.district,
                "note": note[:1000],
            }
        )

    def tell(self, recipient: str, key: str, at: datetime, facts: Mapping[str, str | int], link: str) -> None:
        """Leave a message."""
        self.messages.append(
            {
                "id": new_id(at),
                "recipient": recipient,
                "key": key,
                "facts": json.dumps(facts, ensure_ascii=False),
                "link": link,
                "at": at,
                "read_at": None,
            }
        )

    def enter(self, kind: LedgerKind, at: datetime, firm: UUID, facts: Mapping[str, Canonical], subject: UUID) -> None:
        """Enter an event in the ledger."""
        whole: dict[str, Canonical] = {"firm": str(firm), **facts}
        self.drafts.append(LedgerDraft(kind=kind, at=at, enterprise_id=firm, facts=whole, subject=subject))

    def count(self, firm: Firm, agencies: tuple[str, ...], day: int, measure: Measure, value: int = 1) -> None:
        """Count something for the area and for each agency."""
        section, district, street = industry_section(firm.facts.industry), firm.facts.district, firm.facts.street
        for agency in ("", *agencies):
            self.counts.add(district, section, agency, day, measure, value, street=street)

    def file(self, session: Session, now: datetime) -> None:
        """Write everything."""
        for first in range(0, len(self.drafts), _AT_ONCE):
            ledger.append_all(session, self.drafts[first : first + _AT_ONCE])
        insert_rows(session, TrailEntry.__table__, self.trail)
        insert_rows(session, InboxMessage.__table__, self.messages)
        self.counts.leave(session, now)
