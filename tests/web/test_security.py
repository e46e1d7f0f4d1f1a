"""Headers on every answer, refused writes, and what a cache may keep."""

import json

import pytest
from werkzeug.test import Client

from supervision_code.product import Supervision
from supervision_code.web.security import content_policy, permissions_policy
from tests.factories.small_city import SmallCity
from tests.web.browsing import HOME, SIGN_IN, page_of, send, sign_in

_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; media-src 'self' blob:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": permissions_policy(camera=False),
}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (HOME, 303),
        (SIGN_IN, 200),
        ("/enterprise/static/manifest.json", 200),
        ("/enterprise/static/nothing.js", 404),
        ("/enterprise/nothing", 404),
        ("/enterprise/write", 405),
        ("/enterprise/broken", 500),
        ("/enterprise/file", 200),
    ],
)
def test_every_answer_carries_the_security_headers(visitor: Client, address: str, status: int) -> None:
    with visitor.get(address) as answer:
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in _HEADERS} == _HEADERS
        assert "Strict-Transport-Security" not in answer.headers


def test_over_https_browsers_are_told_to_stay_there(secure_visitor: Client) -> None:
    answer = secure_visitor.get(SIGN_IN, base_url="https://code.example")

    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_pages_may_ask_for_passkeys_and_at_the_door_for_camera_and_place() -> None:
    plain, door = (permissions_policy(camera=camera).split(", ") for camera in (False, True))

    assert {one for one in plain if one.endswith("=(self)")} == {
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    }
    assert {one.partition("=")[0] for one in set(door) - set(plain)} == {"camera", "geolocation"}
    assert "microphone=()" in door


def test_the_camera_brings_only_web_assembly_into_the_policy() -> None:
    assert content_policy(camera=True) == _POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


@pytest.mark.parametrize("address", [SIGN_IN, "/enterprise/nothing", "/enterprise/file", "/enterprise/broken"])
def test_pages_and_documents_are_kept_by_no_cache(visitor: Client, address: str) -> None:
    with visitor.get(address) as answer:
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_with_its_hash_in_its_name_is_kept_for_a_year(visitor: Client, supervision: Supervision) -> None:
    manifest = json.loads((supervision.settings.dist_folder / "manifest.json").read_text(encoding="utf-8"))

    for name in manifest["files"].values():
        with visitor.get(f"/enterprise/static/{name}") as answer:
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with visitor.get("/enterprise/static/manifest.json") as answer:
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", [None, "", "forged", "ImZvcmdlZCI.aaaaaa.bbbbbb"])
def test_a_form_without_a_good_token_changes_nothing_and_says_what_to_do(
    visitor: Client, city: SmallCity, token: str | None
) -> None:
    sign_in(visitor)

    answer = visitor.post("/enterprise/sign-out", data={} if token is None else {"csrf_token": token})

    assert answer.status_code == 400
    assert page_of(answer).heading == "页面已过期"
    assert visitor.get(HOME).status_code == 200


def test_the_token_of_one_visitor_is_none_of_anothers(visitor: Client, secure_visitor: Client, city: SmallCity) -> None:
    sign_in(visitor)
    stranger = Client(visitor.application)
    foreign = page_of(stranger.get(SIGN_IN)).forms[0].fields["csrf_token"]

    assert visitor.post("/enterprise/write", data={"csrf_token": foreign}).status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_write_sent_from_another_site_is_refused(visitor: Client, city: SmallCity, site: str) -> None:
    sign_in(visitor)

    answer = send(visitor, "/enterprise/sign-out", Sec_Fetch_Site=site)

    assert answer.status_code == 403
    assert "没有执行" in page_of(answer).text
    assert visitor.get(HOME).status_code == 200


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_write_of_our_own_is_carried_out(visitor: Client, city: SmallCity, site: str) -> None:
    sign_in(visitor)

    assert send(visitor, "/enterprise/write", Sec_Fetch_Site=site).headers["Location"] == HOME


def test_following_a_link_from_another_site_is_no_write(visitor: Client) -> None:
    assert visitor.get(SIGN_IN, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
