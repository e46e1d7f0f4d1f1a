"""Audits what belongs to no single firm: policies, keys, plans, and how one log followed another."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from supervision_code.adapters.signing_keys import KeyProblem, from_jwk
from supervision_code.domain.audits import AuditProblem, Contradicted, Destroyed
from supervision_code.domain.ledger import LedgerKind, milliseconds
from supervision_code.domain.replaying import Told
from supervision_code.domain.signers import SignedState
from supervision_code.persistence.audit_reading import AuditReader
from supervision_code.queries.audit_entries import destroyed_by
from supervision_code.queries.audit_plans import PLAN_KINDS, PlanAudit


@dataclass(slots=True)
class PublicationAudit:
    """Remembers what the entries tell, and compares it with the rows."""

    logs: frozenset[str] = frozenset()
    """The logs of this deployment."""
    destroyed: Destroyed = field(default_factory=Destroyed)
    policies: dict[str, str] = field(default_factory=dict)
    """Texts by their hash."""
    bindings: set[tuple[str, int]] = field(default_factory=set)
    """Policies and the moment from which they bind; 0 where the entry does not say."""
    keys: dict[str, str] = field(default_factory=dict)
    """Thumbprints by key id."""
    revoked: dict[str, int] = field(default_factory=dict)
    succeeded: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the first entry of a log says of the log before it."""
    plans: PlanAudit = field(default_factory=PlanAudit)

    def hear(self, told: Told) -> None:
        """Take in one entry."""
        facts = told.facts
        if told.kind == LedgerKind.OPENING_DESTROYED:
            for entry, name in destroyed_by(facts):
                self.destroyed.add(entry, name)
        elif told.kind in PLAN_KINDS:
            self.plans.hear(told)
        elif policy := facts.get("policy"):
            self.policies[policy["sha256"]] = policy["text"]
            begins = milliseconds(datetime.fromisoformat(policy["from"])) if "from" in policy else 0
            self.bindings.add((policy["sha256"], begins))
        elif key := facts.get("key"):
            if told.kind == LedgerKind.KEY_REVOKED:
                self.revoked[key["kid"]] = told.at
            else:
                self.keys[key["kid"]] = key["thumbprint"]
        elif told.kind == LedgerKind.LOG_SUCCEEDED and facts.get("log"):
            self.succeeded[facts["log"]["name"]] = facts["log"]

    def end_of(self, log_id: str, remembered: SignedState | None, held: int, *, newest: bool) -> Iterator[Contradicted]:
        """Hold what is said of a log's end against its leaves and the signer's memory; the newest log has no end."""
        told = self.succeeded.get(log_id)
        if newest or told is None:
            right = newest and told is None
        else:
            signed = (remembered.size, remembered.root.hex()) if remembered is not None else None
            right = told["held"] == held and signed in {None, (told["size"], told["root"])}
        if not right:
            yield Contradicted(AuditProblem.LOG_NOT_SUCCEEDED, {"log": log_id})

    def compare(self, reader: AuditReader) -> Iterator[Contradicted]:
        """Yield every contradiction."""
        yield from self._policies(reader)
        yield from self._keys(reader)
        yield from self.plans.compare(reader)

    def _policies(self, reader: AuditReader) -> Iterator[Contradicted]:
        rows = {row[0]: row[1] for row in reader.many("SELECT sha256, text FROM policy_versions")}
        yield from _each("policy_versions", rows, self.policies, "text")
        for sha256, valid_from in reader.many("SELECT sha256, valid_from FROM policy_publications ORDER BY number"):
            if not self.bindings & {(sha256, reader.moment(valid_from)), (sha256, 0)}:
                where = {"table": "policy_publications", "row": sha256}
                yield Contradicted(AuditProblem.ROW_WITHOUT_ENTRY, where)

    def _keys(self, reader: AuditReader) -> Iterator[Contradicted]:
        rows = reader.many("SELECT kid, public_key, revoked_at FROM signing_keys")
        thumbprints = {kid: _thumbprint(public) for kid, public, _ in rows}
        yield from _each("signing_keys", thumbprints, self.keys, "public_key")
        for kid, _, revoked_at in rows:
            if reader.moment(revoked_at) != self.revoked.get(kid, 0):
                where = {"table": "signing_keys", "row": kid, "field": "revoked_at"}
                yield Contradicted(AuditProblem.ROW_DIFFERS, where)


def _each(table: str, rows: dict[str, str], told: dict[str, str], column: str) -> Iterator[Contradicted]:
    for name, value in rows.items():
        where = {"table": table, "row": name}
        if name not in told:
            yield Contradicted(AuditProblem.ROW_WITHOUT_ENTRY, where)
        elif told[name] != value:
            yield Contradicted(AuditProblem.ROW_DIFFERS, {**where, "field": column})
    for name in told.keys() - rows.keys():
        yield Contradicted(AuditProblem.ROW_MISSING, {"table": table, "row": name})


def _thumbprint(public: str) -> str:
    try:
        return from_jwk(json.loads(public)).fingerprint()
    except (ValueError, KeyProblem):
        return ""
