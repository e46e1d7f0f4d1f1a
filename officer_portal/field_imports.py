"""The desk takes over what a phone recorded: each record once, by the same door as from the phone itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from supervision_code.api.photos import PHOTO, is_photo, take_photo
from supervision_code.api.reading import MALFORMED, read_event
from supervision_code.domain.errors import DomainError, HoldFull, NoSuchRecord
from supervision_code.domain.field_files import FieldFile, FieldRecord
from supervision_code.domain.permissions import Actor
from supervision_code.domain.visit_events import FieldProblem, HeldBecause, SendersClock
from supervision_code.product import Supervision
from supervision_code.queries.field_devices import Sender
from supervision_code.services.visit_events import Held, Taken, ToHold
from supervision_code.web.errors import sentence_of
from supervision_code.web.held_words import held_sentence
from supervision_code.web.messages import t

_UNSIGNED: Final = FieldProblem(field="signature", value="", expected="expected-signature-of-phone")


class ImportFate(StrEnum):
    """What became of one record at the desk."""

    TAKEN = "taken"
    KNOWN = "known"
    HELD = "held"
    LATER = "later"
    """Not kept: so much is held of this phone that nothing more is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRecord:
    """One record of a file, and what became of it."""

    sequence: int
    fate: ImportFate
    event: str = ""
    number: str = ""
    """Of the visit."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A file that was taken over."""

    phone: str
    records: Sequence[ImportedRecord]
    whole: bool
    """Whether the file is as the phone wrote it: its head signed, and nothing of it missing."""

    def count(self, *fates: ImportFate) -> int:
        """Return how many records ended like this."""
        return sum(1 for record in self.records if record.fate in fates)


def take_over(product: Supervision, actor: Actor, file: FieldFile) -> Imported:
    """Take each record of a phone of the actor's agency, oldest first; what is on record already changes nothing.

    Of a file whose head is not the phone's nothing is taken: how far its clock was off is nobody's word. All of it is
    held for the supervisor; the phone still has its records, and can write the file again.

    Raises NoSuchRecord for a file of another agency's phone, or of none.
    """
    sender = product.queries.field_devices.sender(actor, file.client_id)
    now = product.clock.now()
    signed = sender.signed(file.head, file.signature)
    clock = SendersClock(received_at=now, sent_at=now - file.offset if file.offset is not None else None)
    records = [replace(record, listed=record.listed and signed) for record in file.records]
    done = Imported(
        phone=sender.name,
        records=[_take_one(product, sender, clock, record) for record in records],
        whole=signed and not file.missing and all(record.listed for record in records),
    )
    taken, held = done.count(ImportFate.TAKEN, ImportFate.KNOWN), done.count(ImportFate.HELD, ImportFate.LATER)
    product.field_devices.note_import(actor, sender.name, taken, held)
    return done


def _take_one(product: Supervision, sender: Sender, clock: SendersClock, record: FieldRecord) -> ImportedRecord:
    if is_photo(record.raw):
        return _take_photo(product, sender, clock, record)
    try:
        return _told(record, _sent(product, sender, clock, record))
    except HoldFull:
        return ImportedRecord(sequence=record.sequence, fate=ImportFate.LATER, why=t("officer-import-full"))


def _take_photo(product: Supervision, sender: Sender, clock: SendersClock, record: FieldRecord) -> ImportedRecord:
    """A photo is never held: it is taken, or stays in the file with the reason."""
    if not _is_of_phone(sender, record):
        why = t("officer-import-photo-unsigned")
        return ImportedRecord(sequence=record.sequence, fate=ImportFate.LATER, event=PHOTO, why=why)
    try:
        taken = take_photo(product, sender.caller, record.raw, clock)
    except NoSuchRecord:
        why = t("officer-import-photo-alone")
    except DomainError as refusal:
        why = sentence_of(refusal)
    except ValueError:
        why = t("officer-import-photo-unread")
    else:
        fate = ImportFate.KNOWN if taken.repeated else ImportFate.TAKEN
        return ImportedRecord(sequence=record.sequence, fate=fate, event=PHOTO)
    return ImportedRecord(sequence=record.sequence, fate=ImportFate.LATER, event=PHOTO, why=why)


def _is_of_phone(sender: Sender, record: FieldRecord) -> bool:
    return record.listed and sender.signed(record.raw, record.signature)


def _sent(product: Supervision, sender: Sender, clock: SendersClock, record: FieldRecord) -> Taken | Held:
    events = product.visit_events
    if not _is_of_phone(sender, record):
        unsigned = ToHold(
            because=HeldBecause.MALFORMED, raw=record.raw, code=MALFORMED, facts={}, problems=(_UNSIGNED,)
        )
        return events.hold(sender.caller, unsigned)
    event = read_event(record.raw)
    return events.hold(sender.caller, event) if isinstance(event, ToHold) else events.take(sender.caller, event, clock)


def _told(record: FieldRecord, result: Taken | Held) -> ImportedRecord:
    if isinstance(result, Taken):
        fate = ImportFate.KNOWN if result.repeated else ImportFate.TAKEN
        number = str(result.answer["number"])
        return ImportedRecord(sequence=record.sequence, fate=fate, event=result.event.value, number=number)
    unsigned = _UNSIGNED in result.problems
    why = t("officer-import-unsigned") if unsigned else held_sentence(result.code, result.facts)
    return ImportedRecord(sequence=record.sequence, fate=ImportFate.HELD, event=result.event, why=why)
