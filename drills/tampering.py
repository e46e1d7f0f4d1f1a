"""What the owner of the database can do to the log: eight ways, from one changed letter to a whole new history."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from supervision_code.domain.digests import SHA256
from supervision_code.domain.ledger import canonical, entry_hash
from supervision_code.persistence import tree
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.models.ledger_tree import LedgerCheckpoint, LedgerLeaf, LedgerTile
from supervision_code.persistence.tree import Leaf
from supervision_code.product import Supervision

_HOUR: Final = 3_600_000
_BY_VISIT: Final = (
    "DELETE FROM received_events WHERE visit_id = :visit",
    "DELETE FROM visit_officers WHERE visit_id = :visit",
    "DELETE FROM participations WHERE visit_id = :visit",
    "DELETE FROM scans WHERE visit_id = :visit",
    "DELETE FROM visits WHERE id = :visit",
)


def edit(session: Session) -> None:
    """Change what an entry says."""
    entry = _visit_entry(session, 3)
    session.execute(
        update(LedgerEntry).where(LedgerEntry.id == entry.id).values(body=entry.body.replace("visit_opened", "dispute"))
    )


def remove(session: Session) -> None:
    """Take an entry out."""
    entry = _visit_entry(session, 3)
    session.execute(delete(LedgerOpening).where(LedgerOpening.entry_id == entry.id))
    session.execute(delete(LedgerEntry).where(LedgerEntry.id == entry.id))


def insert(session: Session) -> None:
    """Put an entry in the middle, and move the places of all that follow by one."""
    forged = _forged_copy(session, _visit_entry(session, 3), minutes=-30)
    leaves = _leaves(session)
    _place_anew(session, [*leaves[:4], forged, *leaves[4:]])


def reorder(session: Session) -> None:
    """Let two entries change places."""
    leaves = _leaves(session)
    leaves[-4], leaves[-5] = leaves[-5], leaves[-4]
    _place_anew(session, leaves)


def back_date(session: Session) -> None:
    """Let an entry say that it was recorded an hour before, with a hash that fits."""
    entry = _visit_entry(session, 5)
    body = json.loads(entry.body)
    body["at"] -= _HOUR
    told = canonical(body)
    values = {"body": told.decode(), "hash": entry_hash(told)}
    session.execute(update(LedgerEntry).where(LedgerEntry.id == entry.id).values(values))
    session.execute(
        update(LedgerLeaf).where(LedgerLeaf.entry_id == entry.id).values(hash=bytes.fromhex(values["hash"]))
    )


def truncate(session: Session) -> None:
    """Cut off the end: entries, places, checkpoints, with a tree that fits."""
    leaves = _leaves(session)
    for leaf in leaves[-6:]:
        session.execute(delete(LedgerOpening).where(LedgerOpening.entry_id == leaf.entry_id))
    _build_anew(session, leaves[:-6])
    for leaf in leaves[-6:]:
        session.execute(delete(LedgerEntry).where(LedgerEntry.id == leaf.entry_id))


def fork(session: Session) -> None:
    """Let the log go another way from the middle on, with a tree that fits."""
    leaves = _leaves(session)
    half = len(leaves) // 2
    _build_anew(session, [*leaves[:half], *reversed(leaves[half:])])


def rewrite(session: Session) -> None:
    """Let a visit never have been: every row of it, its entries, and a whole new tree."""
    entry = _visit_entry(session, 3)
    subject = entry.subject_id or ""
    gone = set(session.scalars(select(LedgerEntry.id).where(LedgerEntry.subject_id == subject)))
    _build_anew(session, [leaf for leaf in _leaves(session) if leaf.entry_id not in gone])
    session.execute(delete(LedgerOpening).where(LedgerOpening.entry_id.in_(gone)))
    session.execute(delete(LedgerEntry).where(LedgerEntry.id.in_(gone)))
    name = subject.replace("-", "") if session.get_bind().dialect.name == "sqlite" else subject
    for statement in _BY_VISIT:
        session.execute(text(statement), {"visit": name})


WAYS: Final[Mapping[str, Callable[[Session], None]]] = {
    "edit": edit,
    "delete": remove,
    "insert": insert,
    "reorder": reorder,
    "back-date": back_date,
    "truncate": truncate,
    "fork": fork,
    "full rewrite": rewrite,
}


def forget_everything_signed(supervision: Supervision) -> None:
    """Do what the owner of the whole machine can do besides: forget the signer's memory and sign the new history."""
    (supervision.settings.ledger_folder / "signer.json").unlink()
    supervision.sealing.seal()


def _visit_entry(session: Session, number: int) -> LedgerEntry:
    """Return the entry of some visit's opening."""
    query = select(LedgerEntry).where(LedgerEntry.kind == "visit_opened").order_by(LedgerEntry.id)
    return session.scalars(query.offset(number).limit(1)).one()


def _leaves(session: Session) -> list[Leaf]:
    rows = session.scalars(select(LedgerLeaf).order_by(LedgerLeaf.index))
    return [
        Leaf(enterprise_id=row.enterprise_id, entry_id=row.entry_id, hash=row.hash, algorithm=SHA256.id) for row in rows
    ]


def _log_id(session: Session) -> str:
    return session.scalars(select(LedgerLeaf.log_id).limit(1)).one()


def _place_anew(session: Session, leaves: list[Leaf]) -> None:
    """Write the places again in this order, and leave tiles and checkpoints as they were signed."""
    log_id = _log_id(session)
    session.execute(delete(LedgerLeaf))
    session.flush()
    for index, leaf in enumerate(leaves):
        session.add(
            LedgerLeaf(
                log_id=log_id, index=index, enterprise_id=leaf.enterprise_id, entry_id=leaf.entry_id, hash=leaf.hash
            )
        )


def _build_anew(session: Session, leaves: list[Leaf]) -> None:
    """Write places and tiles again, so that they fit each other, and forget every checkpoint."""
    log_id = _log_id(session)
    for model in (LedgerLeaf, LedgerTile, LedgerCheckpoint):
        session.execute(delete(model))
    session.flush()
    tree.append(session, log_id, leaves, SHA256)


def _forged_copy(session: Session, entry: LedgerEntry, minutes: int) -> Leaf:
    body = json.loads(entry.body)
    forged = type(entry.id)(bytes=hashlib.sha256(entry.id.bytes).digest()[:16])
    body["entry"], body["at"] = str(forged), body["at"] + minutes * 60_000
    told = canonical(body)
    row = {
        "enterprise_id": entry.enterprise_id,
        "id": forged,
        "log_id": entry.log_id,
        "kind": entry.kind,
        "body": told.decode(),
        "hash": entry_hash(told),
        "algorithm": entry.algorithm,
        "recorded_at": entry.recorded_at,
        "subject_id": str(forged),
    }
    session.add(LedgerEntry(**row))
    session.flush()
    return Leaf(
        enterprise_id=entry.enterprise_id, entry_id=forged, hash=bytes.fromhex(entry_hash(told)), algorithm=SHA256.id
    )
