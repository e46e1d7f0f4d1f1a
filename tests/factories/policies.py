"""Texts of policies: the shipped one with a value or two said otherwise."""

from config.policy import read_policy_file
from supervision_code.domain.policy_editing import with_values
from supervision_code.domain.policy_writing import policy_text


def policy_saying(values: dict[str, str]) -> str:
    """Return the shipped policy as text, with other values by their dotted keys."""
    return policy_text(with_values(read_policy_file().tables, values))
