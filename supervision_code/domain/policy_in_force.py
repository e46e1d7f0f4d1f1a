"""The policy in force: the parsed thresholds together with the hash that every finding stores."""

from dataclasses import dataclass

from supervision_code.domain.policy import SupervisionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInForce:
    """A policy and the SHA-256 of the text it was read from."""

    policy: SupervisionPolicy
    sha256: str
    text: str
