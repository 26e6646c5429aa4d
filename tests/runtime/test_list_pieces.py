"""Tests of cutting long lists of objects into pieces."""

from __future__ import annotations

import json
from typing import Any

import pytest

from uptimekit._runtime.list_pieces import Pieces

ITEMS = [{"id": number, "in": [{"no": 1}, {"no": 2}]} for number in range(50)]


def _read(content: bytes, within: str) -> tuple[list[Any], list[int]]:
    """Return the items of all pieces, and how many each piece has, the rest being the last."""
    pieces = Pieces(content, within, 200)
    lists = [json.loads(piece) for piece in pieces]
    rest = json.loads(pieces.rest)
    lists.append(rest[pieces.name] if pieces.name else rest)
    return [item for each in lists for item in each], [len(each) for each in lists]


@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
@pytest.mark.parametrize("within", ["", "data"])
def test_all_items_are_in_one_of_the_pieces(within: str, separators: tuple[str, str]) -> None:
    """A list is cut between items, as often as its size says, and none is lost; what follows it is in the rest."""
    body: Any = {"data": ITEMS, "more": [{"id": 1}]} if within else ITEMS
    items, counts = _read(json.dumps(body, separators=separators).encode(), within)
    assert items == ITEMS
    assert len(counts) > 5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"7" * 999,
        json.dumps({"more": 1, "data": ITEMS}).encode(),
        json.dumps({"other": ITEMS}).encode(),
        json.dumps({"data": ITEMS}, indent=2).encode(),
        json.dumps({"data": [f"{number:99}" for number in range(9)]}).encode(),
        json.dumps({"data": ITEMS[:2]}).encode(),
        b'\x0b{"data": ' + json.dumps(ITEMS).encode() + b"}",
        b'{"data": \x0c' + json.dumps(ITEMS).encode() + b"}",
    ],
)
def test_other_bodies_are_not_cut(content: bytes) -> None:
    """What does not begin with the list, is short or is written in another way, stays as it is."""
    pieces = Pieces(content, "data", 200)
    assert list(pieces) == []
    assert (pieces.rest, pieces.name) == (content, "data")


@pytest.mark.parametrize("start", [b'{"": ', b'{"\n": '])
def test_a_start_that_is_no_json_is_not_cut_off(start: bytes) -> None:
    """What stands before the items is decoded with the rest, if it is not sure to be the start of JSON."""
    text = start + json.dumps(ITEMS).encode()
    for within in ("", "\n"):
        pieces = Pieces(text, within, 200)
        assert list(pieces) == []
        assert pieces.rest == text


def test_a_second_list_of_the_same_name_is_seen() -> None:
    """If the field is there twice, the later one is still in the rest, under its own name."""
    text = json.dumps({"data": ITEMS}).encode()[:-1] + b', "data": [1]}'
    pieces = Pieces(text, "data", 200)
    assert list(pieces)
    assert json.loads(pieces.rest)["data"] == [1]
    assert pieces.name != "data"


def test_a_cut_inside_of_an_item_is_no_json() -> None:
    """Objects inside of the items may begin as the items do: a piece that ends with one of them cannot be decoded."""
    items = [{"id": 1, "in": [{"id": 2}, {"id": 3}] * 20}] * 9
    with pytest.raises(ValueError, match="Expecting"):
        _read(json.dumps(items).encode(), "")
