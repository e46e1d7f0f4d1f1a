from pathlib import Path

from config.policy import POLICY_FILE
from config.settings import read_settings


def test_the_shipped_policy_is_used_where_there_is_no_other(tmp_path: Path) -> None:
    assert read_settings({"DATA_DIR": str(tmp_path)}).policy_file == POLICY_FILE


def test_an_installation_may_have_a_policy_of_its_own_beside_its_data(tmp_path: Path) -> None:
    own = tmp_path / "policy.toml"
    own.touch()
    assert read_settings({"DATA_DIR": str(tmp_path)}).policy_file == own


def test_a_policy_that_is_named_goes_before_both(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").touch()
    named = tmp_path / "other.toml"
    assert read_settings({"DATA_DIR": str(tmp_path), "POLICY_FILE": str(named)}).policy_file == named
