"""The home of faults: something beneath the product failed, and who asked is told; each carries a stable code."""


class Fault(Exception):
    """The machine failed, not the person: the same request may succeed in a moment."""

    code = "fault"


class DatabaseAway(Fault):
    """The database does not answer; nothing was saved."""

    code = "database-away"


class DatabaseBusy(Fault):
    """The database answered that it could not do this in time; nothing was saved."""

    code = "database-busy"


class StorageFull(Fault):
    """The disk is full or cannot be written; nothing was saved."""

    code = "storage-full"


class StorageReadOnly(Fault):
    """The place of the data may only be read; nothing was saved."""

    code = "storage-read-only"


class FileUnreadable(Fault):
    """A stored photo or document is not there, or is not what was stored; the record of it stands."""

    code = "file-unreadable"


class OutcomeUnknown(Fault):
    """The connection broke while the database was saving: it may be saved or not; who asked must look."""

    code = "outcome-unknown"
