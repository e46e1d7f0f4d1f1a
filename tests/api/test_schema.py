"""The interface keeps to its own document, whatever is sent: schemathesis with all its checks."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from config.settings import Settings as Installation
from supervision_code.api.app import PREFIX
from supervision_code.bootstrap import bootstrap
from supervision_code.persistence.session import Database
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import build_small_city
from tests.support.clock import StoppedClock
from tests.support.machines import Machines

EXAMPLES: Final = 25
_CONFIG: Final = SchemathesisConfig.from_dict(
    {
        "checks": {
            # What is well-formed may still be about an unknown firm or a foreign officer: 422 and held.
            "positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409", "422"]},
            # A list is answered item by item: a bad item does not make the whole of it refused.
            "negative_data_rejection": {"expected-statuses": ["207", "400", "401", "404", "405", "413", "415", "422"]},
        }
    }
)


class Unhurried(StoppedClock):
    """Moves on with each look, so that the allowance of a minute is never used up."""

    def now(self) -> Any:
        self.pass_by(seconds=1)
        return super().now()


class Examined(NamedTuple):
    """The document, and what a client with all scopes sends with each call."""

    schema: Any
    headers: dict[str, str]


@pytest.fixture
def document(request: pytest.FixtureRequest, sqlite_file: Database) -> Examined:
    """The document as a client gets it, from the interface as it is served."""
    city = build_small_city(sqlite_file)
    installation: Installation = request.getfixturevalue("settings")
    supervision = bootstrap(installation, clock=Unhurried(), database=sqlite_file, passwords=PASSWORDS)
    machines = Machines(supervision, city)
    token = machines.system().token
    schema = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", machines.mounted, config=_CONFIG)
    return Examined(schema, {"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_one_of_the_document(document: Examined, mode: GenerationMode) -> None:
    for found in document.schema.get_all_operations():
        operation = found.ok()
        takes_something = {"parameters", "requestBody"} & set(operation.definition.raw)
        if mode is GenerationMode.POSITIVE or takes_something:
            _examine(operation.as_strategy(generation_mode=mode), document.headers)


def _examine(cases: SearchStrategy[schemathesis.Case[Any]], headers: dict[str, str]) -> None:
    @settings(max_examples=EXAMPLES, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def examine(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers=headers)

    examine()


def test_the_document_is_valid_and_names_answers_security_and_examples_of_every_operation(document: Examined) -> None:
    document.schema.validate()
    raw = document.schema.raw_schema
    assert raw["openapi"] == "3.1.0"
    operations = {
        f"{method} {path}": operation for path, methods in raw["paths"].items() for method, operation in methods.items()
    }
    assert len(operations) == 9
    for name, operation in operations.items():
        public = operation["x-scope"] == "@public"
        assert operation["security"] == ([] if public else [{"bearer": []}]), name
        assert public or {"401", "403", "429"} <= set(operation["responses"]), name
        assert {"500", "503"} <= set(operation["responses"]), name
        for status, answer in operation["responses"].items():
            for content in answer["content"].values():
                assert "example" in content, f"{name} {status}"
