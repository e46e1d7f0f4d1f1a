"""An agency reads the same in every world, whoever complained and of whatever: every byte that it is answered.

The suite tries a few pairs of worlds; ``make two-worlds`` tries more than 200.
"""

import difflib
import random
import shutil
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.ledger import LedgerEntry
from tests.architecture.routes import applications, doors
from tests.support.worlds import (
    LETTER,
    PAIRS,
    READERS,
    SEED,
    Foundation,
    World,
    enter_world,
    imagine,
    lay_foundation,
    live_through,
)

Reader = tuple[str, bool]
_NEVER_READ: Final = {"/officer/sign-in", "/officer/static/<path:filename>", "/officer/sign-in/second"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Foundation:
    return lay_foundation(tmp_path_factory.mktemp("worlds") / "base")


def _told(
    base: Foundation, folder: Path, dice: random.Random, with_letter: bool, *readers: Reader
) -> tuple[World, str]:
    world = enter_world(base, folder, imagine(base, dice, with_letter=with_letter))
    return world, live_through(world, *readers)


def _difference(one: str, other: str) -> str:
    return "\n".join(list(difflib.unified_diff(one.splitlines(), other.splitlines(), lineterm="", n=3))[:60])


@pytest.mark.parametrize("reader", READERS, ids=str)
@pytest.mark.parametrize("with_letter", [False, True], ids=["nothing is told the agency", "one letter is sent"])
def test_an_agency_reads_the_same_whoever_complained_of_whatever(
    base: Foundation, tmp_path: Path, with_letter: bool, reader: Reader
) -> None:
    dice = random.Random(f"{SEED} {with_letter} {reader}")
    before, compared = _told(base, tmp_path / "first", dice, with_letter, reader)[1], 0
    while compared < PAIRS // (2 * len(READERS)):
        told = _told(base, tmp_path / "next", dice, with_letter, reader)[1]
        assert told == before, _difference(before, told)
        shutil.rmtree(tmp_path / "next")
        before, compared = told, compared + 1


def test_the_worlds_differ_in_what_the_agency_must_not_see(base: Foundation, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    told = []
    for number in range(3):
        world = enter_world(base, tmp_path / f"{number}", imagine(base, dice, with_letter=True))
        live_through(world, READERS[0])
        with world.supervision.database.read() as session:
            rows = session.execute(select(Complaint.enterprise_id, Complaint.text, Complaint.status)).all()
        told.append(sorted(map(str, rows)))
        world.supervision.database.close()
    assert told[0] != told[1] != told[2]


def test_the_letter_reaches_the_agency_and_every_address_of_its_portal_was_read(
    base: Foundation, tmp_path: Path
) -> None:
    world, told = _told(base, tmp_path / "w", random.Random(SEED), True)
    assert LETTER in told
    urls = applications()["officer"].url_map.bind("localhost")
    reached = {
        f"/officer{urls.match(path.removeprefix('/officer'), return_rule=True)[0].rule}"
        for path in world.reached
        if path.startswith("/officer/") and urls.test(path.removeprefix("/officer"), "GET")
    }
    readable = {door.address for door in doors() if door.application == "officer" and door.methods == "GET"}
    assert readable - _NEVER_READ - reached == set()


def test_the_ledger_grows_alike_in_both_worlds(base: Foundation, tmp_path: Path) -> None:
    dice, grown = random.Random(SEED), []
    for number in range(2):
        world = enter_world(base, tmp_path / f"{number}", imagine(base, dice, with_letter=True))
        live_through(world, READERS[0])
        with world.supervision.database.read() as session:
            entries = session.scalars(select(LedgerEntry).order_by(LedgerEntry.recorded_at, LedgerEntry.kind)).all()
        grown.append([(e.kind, e.recorded_at, e.enterprise_id, len(e.body)) for e in entries])
        world.supervision.database.close()
    assert grown[0] == grown[1]
    assert {entry[0].value for entry in grown[0]} >= {"confidential_batch", "visit_opened"}
