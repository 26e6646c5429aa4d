"""Names that are no names in Python, values that are no texts, and formats that are no types."""

from __future__ import annotations

import asyncio
import datetime
import importlib
import inspect
from types import ModuleType
from typing import Any, get_type_hints

import httpx
import pytest

NOON = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC)
HOSTILE = 'x": __import__("canary"), "'  # there is no such module
ODDITY: dict[str, Any] = {
    "name": "n", "gone": None, "a.b": 1, "a-b": "dash", "a_b": "underscore", "aB": "2026-01-02T12:00:00+00:00", "": "empty",
    "$": "dollar", "9lives": "nine", "_private": "p", "__class__": "c", "class": "k", "classmethod": "m", "frozenset": "z", "\ufb01t": "f", "level": 7, "mixed": "auto",
    "sort": "<=", "only": "that", "sorts": ["+1", "", "NAME", None, "new"], "fixed": 6, "flag": False, "tree": ["a", ["b"]],
    "twig": {"a": {"b": {}}}, "nest": [[], [[]]], "id": "no uuid", "size": 2**60, "weight": 0.5, "packed": "AA==", "odd": "?", HOSTILE: "h",
}  # fmt: skip


@pytest.fixture
def oddity(prism: ModuleType) -> Any:
    return importlib.import_module(f"{prism.__name__}.models").Oddity


def test_no_field_is_lost(oddity: Any) -> None:
    """Each field of an object has an attribute of its own, whatever it is called, and comes back under its own name."""
    made = oddity.from_dict(ODDITY)
    assert len(set(oddity.__fields__)) == len(ODDITY)
    assert made.to_dict() == ODDITY
    assert dict(made.extra) == {}
    assert (made.a_b, made.a_b_229e, made.a_b_39ea, made.a_b_68a5) == (1, "dash", "underscore", NOON)
    assert (made.field_, made.field__0b5c, made.field_9lives, made.fit) == ("empty", "dollar", "nine", "f")
    assert oddity.from_dict({"name": "n"}).to_dict() == {"name": "n"}  # null would clear what was left out
    assert oddity(name="n", gone=None, a_b_229e="d").to_dict() == {
        "name": "n",
        "gone": None,
        "a-b": "d",
        "mixed": None,
        "sort": None,
        "frozenset": None,
    }


def test_values_that_are_no_texts_are_of_plain_types(oddity: Any) -> None:
    """Numbers and mixed values, and a single one, are told in words: another one must not break a client."""
    hints = oddity.__annotations__
    assert {name: hints[name] for name in ("level", "mixed", "only", "fixed", "flag", "sort", "sorts", "tree", "twig")} == {
        "level": "int | None", "mixed": "str | int | None", "only": "str | None", "fixed": "int | None", "flag": "bool | None",
        "sort": "Sort | None", "sorts": "list[Sort | None] | None", "tree": "str | list[Any] | None", "twig": "dict[str, Any] | None",
    }  # fmt: skip
    text = inspect.getsource(importlib.import_module(oddity.__module__))
    assert '"""How far. One of 1, 2, 3."""' in text
    assert '"""A number. Always 5."""' in text
    assert '"""One of "auto", 1, null."""' in text


def test_every_value_of_an_enum_has_a_name(prism: ModuleType) -> None:
    """Signs are named, and of two values that make one name the later has a suffix of its own."""
    sort = importlib.import_module(f"{prism.__name__}.models").Sort
    assert {member.name: member.value for member in sort} == {
        "PLUS_1": "+1", "MINUS_1": "-1", "EMPTY": "", "LESS_THAN_EQUALS": "<=", "MINUS": "-", "NAME": "name", "MINUS_NAME": "-name",
        "NAME_93B2": "NAME", "APOSTROPHE_QUOTATION_MARK": "'\"\n", "A_B": "a b", "A_B_229E": "a-b", "VALUE_1MIN": "1min",
    }  # fmt: skip


def test_names_and_formats_in_a_request(prism: ModuleType) -> None:
    """Of arguments that would have one name, the body's keeps it, and others say their place; times travel as ISO 8601."""
    change = importlib.import_module(f"{prism.__name__}.requests.oddities").change
    made = change(
        "any text, not only a UUID", NOON, name="n", gone=None, a_b=1, a_b_229e="d", fit="f", sort="+1", a_b_query=2,
        a_b_39ea_query=0.5, name_query="q", q='s', field__query="e", field_9lives_query="l", name_header="h", x_day=NOON.date(), x_moment=NOON,
    )  # fmt: skip
    assert made.path == "/oddities/any%20text%2C%20not%20only%20a%20UUID/2026-01-02T12%3A00%3A00%2B00%3A00"
    assert made.query == {"a-b": 2, "a_b": 0.5, "name": "q", "": "e", "9lives": "l", 'q"]': "s"}
    assert made.headers == {"name": "h", "X-Day": "2026-01-02", "X-Moment": "2026-01-02T12:00:00+00:00"}
    assert made.json == {"name": "n", "gone": None, "a.b": 1, "a-b": "d", "\ufb01t": "f", "sort": "+1"}


def test_a_typed_dict_has_the_names_of_the_document(prism: ModuleType) -> None:
    """Keys of an object inside a body are sent as they are, so they are written as the document has them."""
    hints = get_type_hints(importlib.import_module(f"{prism.__name__}.params").OddityParams)
    assert hints["nest"] == list[Any]  # a list without items is none to a strict checker
    assert hints.keys() == ODDITY.keys() - {""}  # a TypedDict has no key without a name
    assert (hints["level"], hints["mixed"], hints["only"], hints["fixed"]) == (
        int,
        str | int | None,
        str,
        int,
    )


READINGS: dict[int, tuple[dict[str, Any], Any]] = {
    200: ({"json": ODDITY}, ODDITY),
    201: ({"json": {"radius": 1}}, {"radius": 1}),
    202: ({"content": b"whatever"}, None),
    206: ({"text": "a,b"}, "a,b"),
    226: ({"content": b"\x89PNG"}, b"\x89PNG"),
    203: ({"json": [1, 2]}, [1, 2]),
}


@pytest.mark.parametrize("status", READINGS)
def test_an_answer_is_read_by_its_status(prism: ModuleType, status: int) -> None:
    """Each of the statuses of success is read as the document says of it, a status without words of its own as its kind."""
    answer, read = READINGS[status]
    transport = httpx.MockTransport(lambda _: httpx.Response(status, **answer))

    async def asynchronously() -> Any:
        async with prism.AsyncClient(transport=transport) as client:
            return await client.oddities.change("a", NOON, name="n", gone=None)

    with prism.Client(transport=transport) as client:
        results = [client.oddities.change("a", NOON, name="n", gone=None), asyncio.run(asynchronously())]
    assert [result.to_dict() if hasattr(result, "to_dict") else result for result in results] == [read, read]


def test_what_is_read_by_status_has_all_its_types(prism: ModuleType) -> None:
    """The method returns one of what the statuses mean, and asks for all of their media types."""
    requests = importlib.import_module(f"{prism.__name__}.requests.oddities")
    returned = "Request[Oddity | Circle | str | bytes | builtins.list[int] | None]"
    assert requests.change.__annotations__["return"] == returned
    assert requests.CHANGE_ODDITY.accept == "application/json, text/csv, image/png"


def test_names_of_the_generated_code_are_left_to_it(prism: ModuleType) -> None:
    """A schema, tag or operation that is called like something in the generated code gets another name, and works."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={"columns": 2}))
    with prism.Client(transport=transport) as client:
        assert client.provider_api.layout(deep=True).columns == 2
    requests = importlib.import_module(f"{prism.__name__}.requests.provider_api")
    assert (requests.UNSET_.id, bool(requests.UNSET)) == ("unset", False)


def test_a_resource_may_be_called_annotations(prism: ModuleType) -> None:
    """A resource that is called like an import of every module is found among the requests."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=["a"]))
    with prism.Client(transport=transport) as client:
        assert client.annotations.list() == ["a"]
    requests = importlib.import_module(f"{prism.__name__}.requests")
    assert requests.annotations.TYPE_CHECKING_.id == "TYPE_CHECKING"
    assert "annotations" in dir(requests)


def test_a_field_of_a_class_whose_name_attrs_reads(prism: ModuleType) -> None:
    """No class has a name that begins with ClassVar, or attrs would leave out the fields that are annotated with it."""
    drawing = importlib.import_module(f"{prism.__name__}.models").Drawing
    assert drawing(variant=drawing.from_dict({"variant": {"size": 2}}).variant).variant.size == 2


def test_quotes_in_texts_are_quotes(prism: ModuleType) -> None:
    """Titles, names and values with quotes and backslashes stand in the package as they are in the document."""
    models = importlib.import_module(f"{prism.__name__}.models")
    assert (prism.__doc__ or "").startswith('Client of Prism """ and \\ more {{ 7 * 7 }}; ')
    assert type(models.Drawing.from_dict({"event": {"type": 'x": 1, "y'}}).event) is models.Turn
    shape = {"text": "t", "kind": 'a"b\\c'}
    assert type(models.Drawing.from_dict({"event": shape}).event) is models.Note
    assert models.Drawing.from_dict({"event": {**shape, "kind": "other"}}).event == {**shape, "kind": "other"}
