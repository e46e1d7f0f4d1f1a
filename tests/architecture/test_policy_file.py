"""The policy file fills the policy, and each threshold in it says what it rests on."""

import tomllib

from config.policy import POLICY_FILE, read_policy_file
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_parsing import parse_policy


def _policy() -> SupervisionPolicy:
    return parse_policy(read_policy_file().tables)


def _leaves(tables: dict[str, object], around: str = "") -> list[str]:
    found = []
    for name, value in tables.items():
        key = f"{around}{name}"
        if isinstance(value, dict):
            found += _leaves(value, f"{key}.")
        else:
            found.append(key)
    return found


def test_the_policy_file_fills_the_policy() -> None:
    assert isinstance(_policy(), SupervisionPolicy)


def test_every_threshold_has_a_basis_in_both_languages() -> None:
    tables = tomllib.loads(POLICY_FILE.read_text(encoding="utf-8"))
    tables.pop("basis")
    policy = _policy()

    keys = _leaves(tables)

    assert len(keys) > 20
    assert [key for key in keys if policy.basis_of(key) is None] == []
    assert [key for key, basis in policy.basis.items() if not (basis.text_zh and basis.text_en and basis.source)] == []


def test_every_value_in_the_file_has_its_reason_beside_it() -> None:
    lines = POLICY_FILE.read_text(encoding="utf-8").split("[basis.")[0].splitlines()
    blocks = "\n".join(lines).split("\n\n")

    assert [
        block.splitlines()[0]
        for block in blocks
        if any(line and not line.startswith("#") for line in block.splitlines())
        and not any("#" in line for line in block.splitlines())
    ] == []
