"""Parameters in every style of OpenAPI, over the generated courier."""

from __future__ import annotations

import datetime
import inspect
from types import ModuleType
from typing import Any

import httpx
import pytest

from uptimekit._runtime.errors import APIStatusError, InputError

from .conftest import Sent

HERE = (["p1"], {"x": 1})
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "a list is repeated": ({"legs": ["a", "b,c"]}, "legs=a&legs=b%2Cc"),
    "commas": ({"stops": ["a", "b,c", "d e", "f&g"]}, "stops=a,b%2Cc,d%20e,f%26g"),
    "an enum with commas": ({"states": ["new", "sent"]}, "states=new,sent"),
    "spaces": ({"words": ["a", "b,c"]}, "words=a%20b%2Cc"),
    "pipes": ({"codes": ["1", "2"]}, "codes=1%7C2"),
    "an object in one value": ({"near": {"x": 1, "y": 2}}, "near=x,1,y,2"),
    "an object as parameters": (
        {"box": {"left": 0, "tags": ["a", "b"], "open": True}},
        "left=0&tags=a&tags=b&open=true",
    ),
    "an object in brackets": (
        {"filter": {"state": "new", "tags": ["a", "b"], "corner": {"x": 1, "y": 2}}},
        "filter[state]=new&filter[tags]=a&filter[tags]=b&filter[corner][x]=1&filter[corner][y]=2",
    ),
    "a map in brackets": ({"labels": {"a b": "c&d"}}, "labels[a+b]=c%26d"),
    "a name with brackets": ({"page_size": 5}, "page[size]=5"),
    "JSON": (
        {"where": {"state": "new", "corner": {"x": 1}}},
        "where=%7B%22state%22%3A%22new%22%2C%22corner%22%3A%7B%22x%22%3A1%7D%7D",
    ),
    "reserved characters": ({"path": "/a?b"}, "path=%2Fa%3Fb"),
    "an empty value": ({"path": ""}, "path="),
    "an empty list": ({"stops": [], "legs": [], "path": "p"}, "path=p"),
    "None in a list": ({"legs": ["a", None, "b"], "stops": ["a", None]}, "legs=a&legs=b&stops=a"),
    "styles side by side": (
        {"path": "a b", "stops": ["a", "b"], "codes": ["1"]},
        "path=a+b&stops=a,b&codes=1",
    ),
}


@pytest.mark.parametrize(("given", "query"), CASES.values(), ids=list(CASES))
def test_the_query(deliver: Sent, given: dict[str, Any], query: str) -> None:
    """Lists and objects are written in the documented style; what separates items differs from what is in them."""
    sent, _ = deliver("routes.list", *HERE, **given)
    assert sent.url.query.decode().replace("%5B", "[").replace("%5D", "]") == query


def test_the_path(deliver: Sent) -> None:
    """A list or object is one segment, in which commas of the items are encoded."""
    sent, _ = deliver("routes.list", ["a", "b,c", "d%"], {"x": 1, "y": 2})
    assert sent.url.raw_path == b"/parcels/a,b%2Cc,d%25/x=1,y=2/routes"


def test_headers(deliver: Sent) -> None:
    """A list or object is one value with commas; a time is text."""
    since = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    point = {"x": 1, "y": 2}
    sent, _ = deliver(
        "routes.list", *HERE, x_scopes=["a", "b"], x_corner=point, x_far_corner=point, x_since=since
    )
    given = {name: sent.headers[name] for name in ("x-scopes", "x-corner", "x-far-corner", "x-since")}
    assert given == {
        "x-scopes": "a,b",
        "x-corner": "x,1,y,2",
        "x-far-corner": "x=1,y=2",
        "x-since": "2026-01-02T00:00:00+00:00",
    }


def test_cookies(deliver: Sent) -> None:
    """Cookies go into one header, and nothing in a value ends it."""
    sent, _ = deliver(
        "routes.list", *HERE, session="a=b/c+%;\n", flags=["x", "y"], marks=["k,l", "m"], legs_cookie=True
    )
    assert sent.headers["cookie"] == "session=a=b/c+%25%3B%0A; flags=x; flags=y; marks=k%2Cl,m; legs=true"
    assert "cookie" not in deliver("routes.list", *HERE)[0].headers


REFUSED: dict[str, tuple[tuple[Any, ...], dict[str, Any], str]] = {
    "a pipe between pipes": (HERE, {"codes": ["a|b"]}, "codes: an item has a | in it, which separates"),
    "a space between spaces": (HERE, {"words": ["a b"]}, "words: an item has a space in it, which"),
    "a comma in a header": (HERE, {"x_scopes": ["a,b"]}, "x_scopes: an item has a comma in it, which"),
    "text for an object": (
        HERE,
        {"filter": "new"},
        "filter must be an object with named fields, not of type str",
    ),
    "a list in a list": (HERE, {"stops": [["a"]]}, "stops[0] must be one value: no list or object"),
    "an object in an object": (HERE, {"box": {"left": {"a": 1}}}, "box.left must be one value: no list or"),
    "an object in a repeated list": (
        HERE,
        {"legs": [{"a": 1}]},
        "legs: an object or a list in a list has no form",
    ),
    "a list in a repeated list": (HERE, {"legs": [["a"]]}, "legs: an object or a list in a list has no form"),
    "half of a surrogate pair": (HERE, {"stops": ["\ud800"]}, "stops[0] has half of a surrogate pair"),
    "one in a cookie": (HERE, {"session": "\ud800"}, "session has half of a surrogate pair"),
    "two under one name": (
        HERE,
        {"path": "p", "box": {"path": "q"}},
        "path is given twice: two arguments are sent",
    ),
    "what has no text": (HERE, {"near": {"x": object()}}, "near: x: a object cannot be sent"),
    "an unknown value": (HERE, {"states": ["old"]}, "states[0] must be one of 'new', 'sent'"),
    "an unknown value in an object": (HERE, {"filter": {"state": "old"}}, "filter.state must be one of"),
    "an empty path": (([], {"x": 1}), {}, "parcel_ids must not be empty"),
    "a way out of the path": ((["a", ".."], {"x": 1}), {}, "parcel_ids must be an identifier, not '..'"),
}


@pytest.mark.parametrize(("place", "given", "text"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_written_is_refused(
    deliver: Sent, place: tuple[Any, ...], given: dict[str, Any], text: str
) -> None:
    """A value that its style cannot carry is an InputError in the caller's names, before anything is sent."""
    with pytest.raises(InputError) as caught:
        deliver("routes.list", *place, **given)
    assert text in str(caught.value)


def test_an_empty_list_sends_nothing(deliver: Sent) -> None:
    """An empty list has no header and no cookie, as it has no parameter in the query."""
    sent, _ = deliver("routes.list", *HERE, x_scopes=[], x_corner={}, flags=[], marks=[])
    assert not {"x-scopes", "x-corner", "cookie"} & sent.headers.keys()


def test_json_in_a_header(deliver: Sent) -> None:
    """JSON in a header is escaped, since a header carries ASCII alone."""
    sent, _ = deliver("routes.list", *HERE, x_note={"text": "Größe"})
    assert sent.headers["x-note"] == r'{"text":"Gr\u00f6\u00dfe"}'


SECRET = "correct-horse battery/staple"


@pytest.mark.parametrize(
    "given", [{"session": SECRET}, {"filter": {"token": SECRET}}], ids=["cookie", "object"]
)
def test_secrets_are_masked(deliver: Sent, given: dict[str, Any]) -> None:
    """A secret in a cookie or inside of an object does not come back in an error that repeats it."""
    answer = httpx.Response(400, json={"error": f"no {SECRET}"})
    with pytest.raises(APIStatusError) as caught:
        deliver("routes.list", *HERE, answer=answer, **given)
    assert SECRET not in f"{caught.value} {caught.value.body}"
    assert "***" in str(caught.value.body)


def test_json_text_with_a_secret_is_a_secret(deliver: Sent) -> None:
    """A parameter of JSON text with a secret field is masked as a whole."""
    answer = httpx.Response(400, json={"error": '{"token":"correct-horse"} is odd'})
    with pytest.raises(APIStatusError) as caught:
        deliver("routes.list", *HERE, answer=answer, where={"token": "correct-horse"})
    assert "correct-horse" not in f"{caught.value} {caught.value.body}"


def test_the_types_of_arguments(courier: ModuleType) -> None:
    """Lists are lists, objects TypedDicts, maps mappings."""
    annotations = inspect.get_annotations(courier.requests.routes.list)
    assert annotations["stops"] == "builtins.list[str] | Unset"
    assert annotations["filter"] == "FilterParams | Unset"
    assert annotations["labels"] == "Mapping[str, str] | Unset"
