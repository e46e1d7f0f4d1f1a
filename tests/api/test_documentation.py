"""docs/api.md: its examples do what it says, and it lists every problem there is."""

import re
import shlex

from werkzeug.test import Client

from supervision_code.api.app import PREFIX
from supervision_code.api.document import document
from supervision_code.web.errors import STATUS
from tests.architecture.house import ROOT
from tests.support.machines import Machines

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def examples() -> list[tuple[int, list[str]]]:
    """Every example: the status it says, and the words of its command."""
    blocks = re.findall(r"```sh\n# (\d{3})\n(curl .*?)```", PAGE, re.DOTALL)
    return [(int(status), shlex.split(command)[1:]) for status, command in blocks]


def test_the_examples_answer_what_the_page_says(machines: Machines) -> None:
    client, token = Client(machines.mounted), machines.system().token
    said = []
    for status, words in examples():
        told = [word.replace("$BASE", "").replace("$TOKEN", token) for word in words]
        options = {option: told[place + 1] for place, option in enumerate(told) if option in {"-X", "-d"}}
        headers = dict(told[place + 1].split(": ", 1) for place, option in enumerate(told) if option == "-H")
        address = next(word for word in told if word.startswith(PREFIX))
        answer = client.open(address, method=options.get("-X", "GET"), headers=headers, data=options.get("-d", ""))
        assert answer.status_code == status, answer.get_data(as_text=True)
        said.append(status)
    assert said == [200, 401, 201, 200, 409, 207, 200, 200, 200]


def test_the_list_ends_well_for_who_could_be_taken(machines: Machines) -> None:
    client, token = Client(machines.mounted), machines.system().token
    opening, _, _, batch = (words for status, words in examples() if "-X" in words)
    headers = {"Authorization": f"Bearer {token}"}
    answers = [
        client.post(f"{PREFIX}/visit-events", data=words[-1], content_type="application/json", headers=headers)
        for words in (opening, batch)
    ]
    assert [result["status"] for result in answers[1].get_json()["results"]] == [201, 422]


def test_every_operation_and_every_problem_of_an_event_is_named(machines: Machines) -> None:
    for path in document(machines.app)["paths"]:
        assert path in PAGE, path
    codes = {kind.code for kind in STATUS}
    listed = set(re.findall(r"`([a-z]+(?:-[a-z]+)+|unexpected|malformed)`", PAGE))
    assert listed & codes >= {"token-refused", "scope-missing", "already-recorded", "illegal-move", "invalid-value"}
