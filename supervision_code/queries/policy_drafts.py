"""Drafts of policies as those who may publish see them: what they change, and what trying them showed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_changes import Change, changes
from supervision_code.domain.policy_drafts import DraftState, TrialState
from supervision_code.domain.policy_editing import EditableValue, editable_values
from supervision_code.domain.policy_trials import Example, TrialResult
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.policies import PolicyDraft, PolicyPublication
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policies import parsed
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.policy_drafts import get_draft, require_city, sha256_of, tables_of
from supervision_code.persistence.policy_trials import from_text
from supervision_code.persistence.session import Database
from supervision_code.queries.policies import agencies_named_in

_MOST_DRAFTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One open draft in the list."""

    id: UUID
    changed_at: datetime
    changed_by: str
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow:
    """A finding that only one policy makes, with the names a reader needs."""

    found: Example
    firm: str
    uscc: str
    agency: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """What the trial showed, and of which days."""

    first: date
    last: date
    result: TrialResult
    examples: tuple[ExampleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """One draft; ``upon`` and ``sha256`` say what was seen, for whoever decides upon it."""

    id: UUID
    state: DraftState
    text: str
    sha256: str
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    policy: SupervisionPolicy
    values: tuple[EditableValue, ...]
    changes: tuple[Change, ...]
    agencies: Mapping[str, str]
    upon: int
    trial_state: TrialState
    trial_done: int
    trial_whole: int
    trial: TrialPage | None


class PolicyDraftQueries:
    """Looks at drafts."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def open_ones(self, actor: Actor) -> tuple[DraftRow, ...]:
        """Return the open drafts, the latest first; raises NotPermitted."""
        require_city(actor)
        query = (
            select(PolicyDraft, Account.name)
            .outerjoin(Account, Account.id == PolicyDraft.changed_by)
            .where(PolicyDraft.state == DraftState.OPEN)
            .order_by(PolicyDraft.changed_at.desc(), PolicyDraft.id.desc())
            .limit(_MOST_DRAFTS)
        )
        with self._database.read() as session:
            present = self._policies.now(session).policy
            return tuple(
                DraftRow(
                    id=draft.id,
                    changed_at=draft.changed_at,
                    changed_by=name or "",
                    changes=len(changes(present, parsed(draft.text))),
                )
                for draft, name in session.execute(query)
            )

    def draft(self, actor: Actor, draft_id: UUID) -> DraftPage:
        """Return one draft; raises NotPermitted, NoSuchRecord."""
        require_city(actor)
        with self._database.read() as session:
            draft = get_draft(session, draft_id)
            present, policy = self._policies.now(session).policy, parsed(draft.text)
            names = _names(session, draft)
            return DraftPage(
                id=draft.id,
                state=draft.state,
                text=draft.text,
                sha256=sha256_of(draft.text),
                created_at=draft.created_at,
                created_by=names.get(draft.created_by, ""),
                changed_at=draft.changed_at,
                changed_by=names.get(draft.changed_by, ""),
                policy=policy,
                values=editable_values(tables_of(draft.text)),
                changes=changes(present, policy),
                agencies=agencies_named_in(session, present, policy),
                upon=session.scalar(select(func.max(PolicyPublication.number))) or 0,
                trial_state=draft.trial_state,
                trial_done=draft.trial_done,
                trial_whole=draft.trial_whole,
                trial=_trial(session, draft.trial) if draft.trial else None,
            )


def _names(session: Session, draft: PolicyDraft) -> Mapping[UUID, str]:
    accounts = select(Account.id, Account.name).where(Account.id.in_([draft.created_by, draft.changed_by]))
    return dict(session.execute(accounts).all())


def _trial(session: Session, text: str) -> TrialPage:
    result, (first_day, last_day) = from_text(text)
    keys = [(example.enterprise_id, example.visit) for example in result.examples]
    visits = session.execute(
        select(Visit.id, Visit.number, Enterprise.name, Enterprise.uscc)
        .join(Enterprise, Enterprise.id == Visit.enterprise_id)
        .where(tuple_(Visit.enterprise_id, Visit.id).in_(keys))
    )
    known = {visit: (number, firm, uscc) for visit, number, firm, uscc in visits}
    codes = {example.agency for example in result.examples}
    agencies = dict(session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(codes))).all())
    return TrialPage(
        first=date_of(first_day),
        last=date_of(last_day),
        result=result,
        examples=tuple(
            ExampleRow(
                found=example,
                firm=known[example.visit][1],
                uscc=known[example.visit][2],
                agency=agencies.get(example.agency, example.agency),
                number=known[example.visit][0],
            )
            for example in result.examples
            if example.visit in known
        ),
    )
