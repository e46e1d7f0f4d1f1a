"""Tiles: paths, widths, and proofs read from tiles."""

import pytest

from supervision_code.domain.merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from supervision_code.domain.tiles import (
    TilePlace,
    entries_path,
    parse_index_path,
    source_of,
    tile_hashes,
    tile_path,
    width_at,
)

SIZE = 70_000
"""Enough for three levels of tiles."""


@pytest.fixture(scope="module")
def tiles() -> dict[TilePlace, bytes]:
    kept: dict[TilePlace, bytes] = {}
    frontier = Frontier()
    for number in range(SIZE):
        for place, at, value in tile_hashes(frontier.append(leaf_hash(str(number).encode()))):
            assert len(kept.get(place, b"")) == at * 32
            kept[place] = kept.get(place, b"") + value
    return kept


@pytest.mark.parametrize(
    ("place", "width", "path"),
    [
        (TilePlace(0, 0), 256, "0/000"),
        (TilePlace(2, 67), 256, "2/067"),
        (TilePlace(0, 1_234_067), 256, "0/x001/x234/067"),
        (TilePlace(1, 999), 7, "1/999.p/7"),
        (TilePlace(0, 1000), 256, "0/x001/000"),
    ],
)
def test_a_tile_has_the_path_of_the_specification(place: TilePlace, width: int, path: str) -> None:
    assert tile_path(place, width) == path


def test_entries_stand_beside_the_leaf_tiles() -> None:
    assert entries_path(1_234_067) == "entries/x001/x234/067"
    assert entries_path(0, 3) == "entries/000.p/3"


@pytest.mark.parametrize("index", [0, 7, 999, 1000, 1_000_000, 1_234_067])
def test_a_path_is_read_back(index: int) -> None:
    assert parse_index_path(entries_path(index).removeprefix("entries/")) == index


@pytest.mark.parametrize(
    "path", ["", "1", "0001", "x000/001", "001/002", "x001/x002", "-01", "x001/x", "０01", "x/001"]
)
def test_any_other_spelling_of_a_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is of no use to anybody
        parse_index_path(path)


def test_widths_follow_the_size() -> None:
    assert width_at(TilePlace(0, 0), 0) == 0
    assert width_at(TilePlace(0, 0), 255) == 255
    assert width_at(TilePlace(0, 0), 70_000) == 256
    assert width_at(TilePlace(0, 273), 70_000) == 112
    assert width_at(TilePlace(0, 274), 70_000) == 0
    assert width_at(TilePlace(1, 0), 255) == 0
    assert width_at(TilePlace(1, 1), 70_000) == 17
    assert width_at(TilePlace(2, 0), 70_000) == 1


def test_tiles_hold_what_their_width_says(tiles: dict[TilePlace, bytes]) -> None:
    assert all(len(data) == 32 * width_at(place, SIZE) for place, data in tiles.items())


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 65_535, 65_536, 65_537, SIZE])
def test_proofs_are_read_from_tiles(tiles: dict[TilePlace, bytes], size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    root = root_of(leaves)
    source = source_of(tiles.__getitem__)
    assert Frontier.restored(size, source).root() == root
    for index in {0, size // 2, size - 1}:
        assert verify_inclusion(leaves[index], index, size, inclusion_proof(index, size, source), root)
    for old in {1, size // 3 or 1, size - 1 or 1, size}:
        proof = consistency_proof(old, size, source)
        assert verify_consistency(old, size, proof, root_of(leaves[:old]), root)


def test_a_tile_is_read_once(tiles: dict[TilePlace, bytes]) -> None:
    asked: list[TilePlace] = []

    def read(place: TilePlace) -> bytes:
        asked.append(place)
        return tiles[place]

    source = source_of(read)
    inclusion_proof(3, SIZE, source)
    assert sorted(asked) == sorted(set(asked))


def test_a_short_tile_is_noticed(tiles: dict[TilePlace, bytes]) -> None:
    source = source_of(lambda place: tiles[place][:-32])
    with pytest.raises(ValueError, match="too short"):
        source(0, SIZE - 1)
