"""What enters the ledger: bodies in canonical form, and nothing but canonical values."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain.digests import SHA256
from supervision_code.domain.ledger import LedgerKind, canonical, entry_body

NAMES = st.from_regex(r"[a-z][a-z_]{0,12}", fullmatch=True)
DIGESTS = st.dictionaries(NAMES, st.text("0123456789abcdef", min_size=64, max_size=64), max_size=4)


@given(log_id=st.text(max_size=20), entry_id=st.uuids(), kind=st.sampled_from(LedgerKind), digests=DIGESTS)
def test_a_body_is_the_canonical_form_of_its_fields(
    log_id: str, entry_id: UUID, kind: LedgerKind, digests: dict[str, str]
) -> None:
    body = entry_body(log_id=log_id, entry_id=entry_id, kind=kind, recorded_at_ms=1_760_000_000_000, digests=digests)
    assert body == canonical(
        {
            "algorithm": SHA256.id,
            "at": 1_760_000_000_000,
            "commitments": digests,
            "entry": str(entry_id),
            "kind": kind.value,
            "log": log_id,
        }
    )


def test_a_fact_with_an_odd_name_is_refused() -> None:
    with pytest.raises(TypeError):
        entry_body(
            log_id="log", entry_id=UUID(int=1), kind=LedgerKind.DISPUTE, recorded_at_ms=1, digests={'a":"': "00"}
        )


@pytest.mark.parametrize("value", [1.5, None, True, {"a": [1, None]}, {"a": {"b": 2.0}}, {1: "a"}, {"名": "a"}, [b"a"]])
def test_what_is_not_canonical_is_refused_however_deep_it_lies(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)  # type: ignore[arg-type]
