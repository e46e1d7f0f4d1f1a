"""Counts of several server processes are put together."""

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import sys
from pathlib import Path
from flask import Flask
from supervision_code.web.metrics import exposition, install_metrics

app = Flask("small")
install_metrics(app, "small")
app.add_url_rule("/", "index", lambda: "here")
for _ in range(2):
    app.test_client().get("/")
sys.stdout.write(exposition({}, {}, Path(sys.argv[1])).decode())
"""


def test_the_counts_of_two_processes_are_added_up(tmp_path: Path) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}  # noqa: TID251 - handed to the program

    told = [
        subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(tmp_path)], env=environment, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    ]

    line = 'supervision_requests_total{endpoint="index",method="GET",portal="small",status="200"}'
    assert f"{line} 2.0" in told[0]
    assert f"{line} 4.0" in told[1]
