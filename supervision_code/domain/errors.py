"""The home of every refusal the domain can raise; each carries a stable code and the facts its sentence needs."""

from collections.abc import Mapping


class DomainError(Exception):
    """A refusal that leaves no trace: the transaction around it is rolled back."""

    code = "domain"

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code, facts)
        self.facts: Mapping[str, str | int] = facts


class NotPermitted(DomainError):
    """The actor's role does not hold the permission."""

    code = "not-permitted"


class NotSignedIn(DomainError):
    """Somebody must sign in first."""

    code = "not-signed-in"


class NoSuchRecord(DomainError):
    """There is no such record within the actor's reach; a foreign record looks the same."""

    code = "no-such-record"


class ScanGone(NoSuchRecord):
    """The actor's own scan opens the firm no more. Facts: ``minutes`` it did so."""

    code = "scan-gone"


class IllegalMove(DomainError):
    """The record's state does not allow this step. Facts: ``state``, ``wanted``."""

    code = "illegal-move"


class InvalidValue(DomainError):
    """A value cannot be accepted. Facts: ``field``, ``value``, ``expected`` (a catalogue key)."""

    code = "invalid-value"


class AlreadyRecorded(DomainError):
    """The same key is on record with other content; the log is append-only."""

    code = "already-recorded"


class SignInRefused(DomainError):
    """User name or password is wrong, or the account is not active."""

    code = "sign-in-refused"


class SignInLocked(DomainError):
    """Too many failed attempts. Facts: ``minutes`` until the next one is allowed."""

    code = "sign-in-locked"


class SecondFactorRefused(DomainError):
    """A code or a passkey is wrong, was used before, or is somebody else's."""

    code = "second-factor-refused"


class SecondFactorLocked(DomainError):
    """Too many wrong second factors. Facts: ``minutes`` until the next one is allowed."""

    code = "second-factor-locked"


class LastSecondFactor(DomainError):
    """Who must have a second factor cannot give up the last one."""

    code = "last-second-factor"


class WeakPassword(DomainError):
    """The password is too short or too common. Facts: ``minimum``."""

    code = "weak-password"


class UserNameTaken(DomainError):
    """Another account has this user name. Facts: ``username``."""

    code = "username-taken"


class AccountInUse(DomainError):
    """Somebody who can still sign in is not erased: the account must be disabled first."""

    code = "account-in-use"


class TooFewOfficers(DomainError):
    """A visit needs more officers. Facts: ``required``, ``given``."""

    code = "too-few-officers"


class CertificateInvalid(DomainError):
    """A certificate does not allow inspections. Facts: ``officer``, ``certificate``, ``state``, ``until``."""

    code = "certificate-invalid"


class ItemNotPublished(DomainError):
    """The inspection item is not among the published items of the agency. Facts: ``item``, ``agency``."""

    code = "item-not-published"


class ItemMissing(DomainError):
    """An inspection names no item. Facts: ``agency``."""

    code = "item-missing"


class ReasonMissing(DomainError):
    """This step needs a reason in words. Facts: ``field``."""

    code = "reason-missing"


class ScanExpired(DomainError):
    """The scan is too old to open a visit with. Facts: ``minutes`` it was good for."""

    code = "scan-expired"


class SecondPersonMissing(DomainError):
    """Somebody else than who wrote it must decide this."""

    code = "second-person-missing"


class TooLate(DomainError):
    """The time for this step has passed. Facts: ``days`` it was open."""

    code = "too-late"


class PolicyUnchanged(DomainError):
    """The policy to be published is what binds then anyhow."""

    code = "policy-unchanged"


class PolicyOutdated(DomainError):
    """Another policy was published since this one was looked at."""

    code = "policy-outdated"


class CodeRefused(DomainError):
    """A scanned text was not accepted. Facts: ``refusal`` (a codes.Refusal value)."""

    code = "code-refused"


class TokenRefused(DomainError):
    """No token, or one that is unknown, expired or revoked: all look the same."""

    code = "token-refused"


class ScopeMissing(DomainError):
    """The machine client was not given the scope. Facts: ``scope``."""

    code = "scope-missing"


class HoldFull(DomainError):
    """So much of a machine client is held that no more is kept before a supervisor has looked at it."""

    code = "hold-full"


class SignerRefused(DomainError):
    """The signer of checkpoints remembers another log than the database shows; ``why`` is a signers.Contradiction.

    Facts: ``log``, ``why``, ``size`` asked for, ``remembered`` size.
    """

    code = "signer-refused"
