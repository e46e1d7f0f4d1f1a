"""Drafts of a policy: drawing one up, changing it, giving it up."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy_drafts import DraftState, TrialState, move
from supervision_code.domain.policy_editing import with_values
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.domain.policy_writing import policy_text
from supervision_code.persistence import trail
from supervision_code.persistence.models.policies import PolicyDraft
from supervision_code.persistence.policies import complete_text
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.policy_drafts import get_draft, policy_of, require_city, tables_of
from supervision_code.persistence.session import Database


class PolicyDraftService:
    """Keeps drafts; every text that is kept is a policy without faults."""

    def __init__(self, database: Database, clock: Clock, book: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._book = book

    def begin(self, actor: Actor, text: str | None = None) -> UUID:
        """Begin a draft with a text, or with that of the policy in force. Raises NotPermitted, PolicyError."""
        require_city(actor)
        if text is not None:
            policy_of(text)
        now = self._clock.now()
        with self._database.begin() as session:
            present = self._book.now(session)
            draft = PolicyDraft(
                id=new_id(now),
                state=DraftState.OPEN,
                base=present.sha256,
                text=complete_text(present.text) if text is None else text,
                created_at=now,
                created_by=actor.account_id,
                changed_at=now,
                changed_by=actor.account_id,
                trial_state=TrialState.NOT_TRIED,
                trial_done=0,
                trial_whole=0,
                trial="",
            )
            session.add(draft)
            trail.append(session, actor, "policy:drafted", now, subject=str(draft.id))
        return draft.id

    def change(self, actor: Actor, draft_id: UUID, values: Mapping[str, str | Sequence[str]], seen: str) -> None:
        """Take over values by their dotted keys; what was tried before says nothing of the new text.

        Raises NotPermitted, NoSuchRecord, IllegalMove, PolicyError, and PolicyOutdated when the text is not ``seen``.
        """
        require_city(actor)
        with self._database.begin() as session:
            draft = get_draft(session, draft_id, seen=seen, locked=True)
            draft.state = move(draft.state, DraftState.OPEN)
            tables = tables_of(draft.text)
            changed = with_values(tables, values)
            parse_policy(changed)
            if changed != tables:
                draft.text = policy_text(changed)
                self._note(session, actor, draft, "policy:draft_changed")
                draft.trial_state, draft.trial_at, draft.trial = TrialState.NOT_TRIED, None, ""

    def give_up(self, actor: Actor, draft_id: UUID) -> None:
        """Give a draft up; it stays on record. Raises NotPermitted, NoSuchRecord, IllegalMove."""
        require_city(actor)
        with self._database.begin() as session:
            draft = get_draft(session, draft_id, locked=True)
            draft.state = move(draft.state, DraftState.GIVEN_UP)
            self._note(session, actor, draft, "policy:draft_given_up")

    def _note(self, session: Session, actor: Actor, draft: PolicyDraft, act: str) -> None:
        draft.changed_at, draft.changed_by = self._clock.now(), actor.account_id
        trail.append(session, actor, act, draft.changed_at, subject=str(draft.id))
