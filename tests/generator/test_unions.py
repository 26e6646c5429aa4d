"""Values of several types, and values of any: what they are read into, and that nothing of them is lost."""

from __future__ import annotations

import asyncio
import importlib
from types import ModuleType
from typing import Any

import httpx
import pytest


@pytest.fixture
def drawing(prism: ModuleType) -> Any:
    return importlib.import_module(f"{prism.__name__}.models").Drawing


CIRCLE = {"radius": 1.5, "centre": {"x": 1, "y": 2}}
SQUARE = {"side": 2, "state": "open"}
TRIANGLE = {"sides": [3, 4, 5]}


def kinds(value: Any) -> Any:
    """Return the names of the classes of what was read, with lists and maps as they are."""
    if isinstance(value, list):
        return [kinds(each) for each in value]
    if type(value) is dict:
        return {key: kinds(each) for key, each in value.items()}
    return type(value).__name__


@pytest.mark.parametrize("broken", [{}, {"shapes": "text"}], ids=["as documented", "beside a broken field"])
@pytest.mark.parametrize(
    ("field", "sent", "read"),
    [
        ("marked", {"value": "a"}, "Caption"),
        ("marked", {"value": 1.5}, "Amount"),
        ("marked", {"value": None}, "Caption"),
        ("marked", {"value": True}, {"value": "bool"}),
        ("main", CIRCLE, "Circle"),
        ("main", SQUARE, "Square"),
        ("main", TRIANGLE, "Triangle"),
        ("main", {**TRIANGLE, "kind": "triangle"}, "Triangle"),
        ("main", {**TRIANGLE, "kind": "hexagon"}, {"sides": ["int", "int", "int"], "kind": "str"}),
        ("main", {"radius": None}, "Circle"),
        ("main", {"sides": "three"}, {"sides": "str"}),
        ("main", {}, {}),
        ("main", "round", "str"),
        ("main", [1], ["int"]),
        ("named", {"a": CIRCLE, "b": 5, "c": None, "d": {"x": 1}}, {"a": "Circle", "b": "int", "c": "NoneType", "d": {"x": "int"}}),
        ("label", "north", "str"),
        ("label", SQUARE, "Square"),
        ("label", {"z": 1}, {"z": "int"}),
        ("one_or_many", CIRCLE, "Circle"),
        ("one_or_many", [CIRCLE, SQUARE, "text"], ["Circle", "Square", "str"]),
        ("lists", [CIRCLE], ["Circle"]),
        ("lists", ["a", "b"], ["str", "str"]),
        ("point_or_map", {"x": 1, "pinned": True}, "Pin"),
        ("point_or_map", {"x": {"x": 1}, "pinned": {}}, {"x": "Point", "pinned": "Point"}),
        ("point_or_map", {"x": 1, "pinned": 1}, {"x": "int", "pinned": "int"}),
        ("point_or_anything", {"x": 1}, {"x": "int"}),
        ("event", {"type": "move", "by": 1}, "Move"),
        ("event", {"type": "slide", "by": 1}, "Move"),
        ("event", {"type": "turn"}, "Turn"),
        ("event", {"text": "a member without the property"}, "Note"),
        ("event", {"type": "jump"}, {"type": "str"}),
        ("event_or_shape", {"type": "Turn", "angle": 9}, "Turn"),
        ("event_or_shape", SQUARE, "Square"),
        ("event_or_shape", {"type": "Jump"}, {"type": "str"}),
        ("numbered", {"version": 1, "old": "a"}, "First"),
        ("numbered", {"version": 2, "new": "a"}, "Second"),
        ("numbered", {"version": 3}, {"version": "int"}),
        ("anything", {"a": [1, None]}, {"a": ["int", "NoneType"]}),
        ("anything", False, "bool"),
        ("anythings", [1, "a", {}], ["int", "str", {}]),
        ("untyped", 5, "int"),
    ],
)  # fmt: skip
def test_the_first_that_fits(drawing: Any, field: str, sent: Any, read: Any, broken: Any) -> None:
    """An object is read as the first of its kinds that it fits, else kept as it is; ``to_dict`` gives back all of it."""
    made = drawing.from_dict({field: sent, **broken})
    assert kinds(getattr(made, field)) == read
    assert made.to_dict() == {field: sent, **broken}


def test_a_slow_reading_chooses_like_a_quick_one(drawing: Any) -> None:
    """The reader that takes over at a broken field reads each of several kinds as the generated one does."""
    data = {"shapes": [SQUARE, CIRCLE, {"z": 1}], "main": TRIANGLE}
    quick, slow = drawing.from_dict(data), drawing.from_dict({**data, "lists": "text"})
    assert kinds([quick.shapes, quick.main]) == [["Square", "Circle", {"z": "int"}], "Triangle"]
    assert (slow.shapes, slow.main, slow.lists) == (quick.shapes, quick.main, None)


def test_annotations_say_that_an_object_may_be_none_of_them(drawing: Any) -> None:
    """Where objects are told apart, one that is none of them is a dict; a value of any type is Any."""
    hints = drawing.__annotations__
    assert hints["main"] == "Circle | Square | Triangle | dict[str, Any] | None"
    assert hints["lists"] == "list[Circle | str] | None"
    assert hints["point_or_anything"] == hints["anything"] == hints["untyped"] == "Any"
    assert hints["anythings"] == "list[Any] | None"


def test_what_is_beside_the_fields_of_an_object_is_kept(drawing: Any) -> None:
    """Of an object with fields and typed others, the others are read untyped, in ``extra``, and given back."""
    made = drawing.from_dict({"main": CIRCLE, "width": 5, "height": "tall"})
    assert dict(made.extra) == {"width": 5, "height": "tall"}
    assert made.to_dict() == {"main": CIRCLE, "width": 5, "height": "tall"}


def test_answers_and_bodies(prism: ModuleType) -> None:
    """An answer is read as what it fits, a list item by item; a body takes classes and TypedDicts of all kinds."""
    answers = {
        "/shapes": [CIRCLE, SQUARE, {"z": 1}],
        "/shapes/a": TRIANGLE,
    }

    def handler(request: httpx.Request) -> httpx.Response:
        return (
            httpx.Response(200, content=request.content)
            if request.content
            else httpx.Response(200, json=answers[request.url.path])
        )

    async def asynchronously() -> Any:
        async with prism.AsyncClient(transport=httpx.MockTransport(handler)) as client:
            return await client.shapes.list()

    with prism.Client(transport=httpx.MockTransport(handler)) as client:
        triangle = client.shapes.get("a")
        assert kinds([client.shapes.list(), triangle]) == [["Circle", "Square", {"z": "int"}], "Triangle"]
        assert client.shapes.replace("a", body=triangle) == TRIANGLE
        assert client.shapes.replace("a", body=SQUARE) == SQUARE
        assert asyncio.run(asynchronously()) == client.shapes.list()
    hints = importlib.import_module(f"{prism.__name__}.requests.shapes").replace.__annotations__
    assert hints["body"] == "Circle | CircleParams | Square | SquareParams | Triangle | TriangleParams"


def test_what_each_alternative_holds_is_read(prism: ModuleType) -> None:
    """A field of an answer of several kinds, and the items of its list, have the kinds that any of them gives them."""
    answers = {"/boxes/largest": {"largest": SQUARE}, "/boxes": {"boxed": [SQUARE, CIRCLE]}}

    def handler(request: httpx.Request) -> httpx.Response:
        more = request.url.params.get("page", "1") == "1"
        return httpx.Response(200, json=answers[request.url.path] if more else {"boxed": []})

    async def asynchronously() -> Any:
        async with prism.AsyncClient(transport=httpx.MockTransport(handler)) as client:
            return [await client.boxes.largest(), [item async for item in client.boxes.iter()]]

    with prism.Client(transport=httpx.MockTransport(handler)) as client:
        read = [client.boxes.largest(), list(client.boxes.iter())]
        assert kinds(client.boxes.list()) == ["Square", "Circle"]
    assert kinds(read) == kinds(asyncio.run(asynchronously())) == ["Square", ["Square", "Circle"]]
    hints = importlib.import_module(f"{prism.__name__}.requests.boxes").largest.__annotations__
    assert hints["return"] == "Request[Circle | Square | dict[str, Any]]"
