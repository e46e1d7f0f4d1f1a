"""The refusals of an officer's working day: plans, days, presence, photos, signatures and mail."""

from supervision_code.domain.errors import DomainError


class PlanIncomplete(DomainError):
    """A plan lacks what it must hold before it goes on. Facts: ``count`` of the things to mend."""

    code = "plan-incomplete"


class PlanChanged(DomainError):
    """Somebody changed the plan since this page was opened; nothing was overwritten."""

    code = "plan-changed"


class ChangedMeanwhile(DomainError):
    """Somebody else saved something here since the page was opened; nothing was overwritten."""

    code = "changed-meanwhile"


class OfficerElsewhere(DomainError):
    """An officer is expected at another firm at that time. Facts: ``officer``, ``firm``."""

    code = "officer-elsewhere"


class NotNamed(DomainError):
    """The officer is not among those named for the visit."""

    code = "not-named"


class NamingOver(DomainError):
    """The list of who came can grow no more. Facts: ``minutes`` it could."""

    code = "naming-over"


class JoiningOver(DomainError):
    """Another agency comes too late into a visit under way. Facts: ``minutes`` it could."""

    code = "joining-over"


class PhotoRefused(DomainError):
    """A file is not taken as a photo. Facts: ``refusal``, ``limit``, ``kind`` it seems to be."""

    code = "photo-refused"


class SeatTaken(DomainError):
    """Somebody has signed on this line already."""

    code = "seat-taken"


class MailOff(DomainError):
    """This installation sends no mail."""

    code = "mail-off"


class AskedTooOften(DomainError):
    """A mail address was to be confirmed too often within a day. Facts: ``times``."""

    code = "asked-too-often"
