"""A whole flow's log, with everything that goes wrong in it, holds none of the secrets that were used."""

import json
import subprocess
import sys
from pathlib import Path

from config.settings import ROOT


def test_no_secret_of_a_whole_flow_is_in_its_log(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.web.talkative", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    told: list[str] = json.loads(done.stdout)
    lines = [line for line in done.stderr.splitlines() if line.startswith("{")]

    assert len(told) >= 8
    assert any('"unexpected"' in line for line in lines)
    assert any("job failed" in line for line in lines)
    assert [secret for secret in told if secret in done.stderr] == []
