"""The policy of the demonstration: the one that is shipped, and one quiet period that says that it is only for show."""

from pathlib import Path
from typing import Final

from config.policy import POLICY_FILE, read_policy_file
from config.settings import Settings
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.importing.demo.tables import read_plain

_NONE_DEFINED: Final = "quiet_periods = []\n"


def demonstration_policy(settings: Settings, in_force: PolicyInForce) -> PolicyInForce:
    """Return the policy of the demonstration, laid down as the installation's own (``policy.toml`` beside the data).

    An operator who names a policy, or has one beside the data already, keeps it.
    """
    if settings.policy_file != POLICY_FILE:
        return in_force
    own = settings.own_policy_file
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(policy_text(POLICY_FILE), encoding="utf-8")
    read = read_policy_file(own)
    return PolicyInForce(policy=parse_policy(read.tables), sha256=read.sha256, text=read.text)


def policy_text(shipped: Path) -> str:
    """Return the shipped text with the quiet period in place of the line that says there is none."""
    text = shipped.read_text(encoding="utf-8")
    if _NONE_DEFINED not in text:
        raise ValueError(f"{shipped}: expected the line {_NONE_DEFINED.strip()!r}")
    return text.replace(_NONE_DEFINED, "") + "\n" + read_plain("quiet_period.toml")
