"""Built files go out in the smallest form the browser accepts, under one address, and for ever."""

import gzip
import json
import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from supervision_code.web.access import public
from supervision_code.web.assets import asset_address
from supervision_code.web.static_files import install_static_files

CONTENT = b"body { color: black }" * 50


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    (tmp_path / "manifest.json").write_text(json.dumps({"files": {"a.css": "a-1.css", "b.js": "b-2.js"}}))
    (tmp_path / "a-1.css").write_bytes(CONTENT)
    (tmp_path / "a-1.css.gz").write_bytes(gzip.compress(CONTENT))
    (tmp_path / "a-1.css.br").write_bytes(b"brotli")
    (tmp_path / "b-2.js").write_bytes(b"1")
    (tmp_path / "plain.txt").write_bytes(b"plain")
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")
    install_static_files(app)
    public(app.view_functions["static"])
    return app.test_client()


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("gzip;q=0", None),
    ],
)
def test_the_smallest_accepted_form_goes_out(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    answer = client.get("/static/a-1.css", headers={"Accept-Encoding": accepted}, buffered=True)
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.mimetype == "text/css"
    assert answer.data == {"br": b"brotli", "gzip": gzip.compress(CONTENT)}.get(encoding or "", CONTENT)


def test_a_file_without_a_smaller_form_goes_out_as_it_is(client: FlaskClient) -> None:
    for path, content in (("/static/b-2.js", b"1"), ("/static/plain.txt", b"plain")):
        answer = client.get(path, headers={"Accept-Encoding": "br, gzip"}, buffered=True)
        assert (answer.status_code, answer.data) == (200, content)
        assert "Content-Encoding" not in answer.headers
    assert client.get("/static/c.js", buffered=True).status_code == 404


def test_each_form_has_a_mark_of_its_own(client: FlaskClient) -> None:
    marks = {
        client.get("/static/a-1.css", headers={"Accept-Encoding": one}, buffered=True).headers["ETag"]
        for one in ("br", "gzip", "")
    }
    assert len(marks) == 3


def test_files_built_anew_beside_a_running_server_go_out_under_their_new_names(
    client: FlaskClient, tmp_path: Path
) -> None:
    assert client.get("/static/a-1.css", headers={"Accept-Encoding": "br"}, buffered=True).data == b"brotli"
    with client.application.test_request_context("/"):
        assert asset_address("a.css") == "/static/a-1.css"
        (tmp_path / "a-1.css").rename(tmp_path / "a-9.css")
        (tmp_path / "a-9.css.br").write_bytes(b"newer")
        (tmp_path / "manifest.json").write_text(json.dumps({"files": {"a.css": "a-9.css"}}))
        os.utime(tmp_path / "manifest.json", ns=(1, 1))
        assert asset_address("a.css") == "/static/a-9.css"
    assert client.get("/static/a-9.css", headers={"Accept-Encoding": "br"}, buffered=True).data == b"newer"
    (tmp_path / "manifest.json").unlink()
    with client.application.test_request_context("/"):
        assert asset_address("a.css") == "/static/a.css"
