"""The first step of signing in: name and password, with misses that lock a name whether or not it exists."""

from supervision_code.adapters.passwords import Passwords
from supervision_code.adapters.secret_box import SecretBox
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission, Role
from supervision_code.persistence import trail
from supervision_code.persistence.accounts import find_by_name, judge_sign_in, sweep_misses, tries_under
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.session import Database


class SignInService:
    """Checks passwords. What it says, and how long it takes, is the same for names that exist and names that do not."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords, box: SecretBox) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._box = box

    def sign_in(self, username: str, password: str, roles: frozenset[Role]) -> Actor:
        """Return the actor when name and password fit an active account of one of the roles.

        Where the account has a second factor, he is not signed in before that was shown too (``second_steps``).
        Raises SignInRefused or SignInLocked: five misses under a name lock it for 15 minutes.
        """
        return self._judged(username, password, roles, "account:signed_in")

    def confirm(self, actor: Actor, password: str) -> None:
        """Check by the password that it is still the actor who sits there. Raises SignInRefused or SignInLocked."""
        actor.require(Permission.ACCOUNT_SEE)
        with self._database.read() as session:
            account = session.get(Account, actor.account_id)
        if account is None:
            raise NoSuchRecord
        self._judged(account.username, password, frozenset({actor.role}), "")

    def sweep(self) -> int:
        """Forget misses of long ago and return under how many names."""
        with self._database.begin() as session:
            return sweep_misses(session, self._clock.now())

    def _judged(self, username: str, password: str, roles: frozenset[Role], act: str) -> Actor:
        now, name = self._clock.now(), username.strip().lower()
        with self._database.read() as session:
            seen = find_by_name(session, name)
        known = seen.password_hash if seen else None
        # Checking takes long on purpose, so nobody waits for it; the row of misses is locked so that every one counts.
        right = self._passwords.matches(known, password)
        with self._database.begin() as session:
            account = find_by_name(session, name)
            tries = tries_under(session, self._box.digest("name", name), account, now)
            fits = right and account is not None and account.password_hash == known and _usable(account, roles)
            verdict = judge_sign_in(session, tries, account, fits=fits, now=now)
            if act and account and isinstance(verdict, Actor) and account.factor_since is None:
                trail.append(session, verdict, act, now, subject=account.username)
        if isinstance(verdict, Actor):
            return verdict
        raise verdict


def _usable(account: Account, roles: frozenset[Role]) -> bool:
    return account.active and account.role in roles
