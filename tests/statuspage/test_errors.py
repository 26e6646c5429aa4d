"""Errors have the documented attributes, are members of the common tree, and travel whole."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
from typing import Any

import pytest
from tests.recorder import response_of

import uptimekit
from uptimekit import statuspage
from uptimekit._runtime import errors as common
from uptimekit.statuspage import errors
from uptimekit.statuspage.errors import BaseError, RateLimitError

from ._support import KEY, Driver, Recorder

CLASSES = [kind for name, kind in vars(errors).items() if name in errors.__all__ and name.endswith("Error")]
ANSWERED = [
    kind
    for kind in CLASSES
    if issubclass(kind, common.APIStatusError) and not issubclass(kind, common.InputError)
]
BY_STATUS = {
    302: "RedirectError",
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    405: "RequestError",
    409: "ConflictError",
    418: "RequestError",
    420: "RateLimitError",
    422: "UnprocessableError",
    429: "RateLimitError",
    500: "ServerError",
    503: "ServerError",
}
BODIES: list[tuple[Any, list[tuple[str | None, str | None]]]] = [
    ({"error": "Could not authenticate"}, [(None, "Could not authenticate")]),
    ({"error": ["a", "b"]}, [(None, "a"), (None, "b")]),
    ({"error": {"name": ["is missing", "is odd"], "url": "no"}}, [("/name", "is missing"), ("/name", "is odd"), ("/url", "no")]),
    ({"error": {"component": {"name": ["x"]}}}, [("/component/name", "x")]),
    ({"error": {"a/b~c": "x"}}, [("/a~1b~0c", "x")]),
    ({"message": "gone"}, [(None, "gone")]),
    ({"errors": {"message": ["is missing"]}}, [("/message", "is missing")]),
    (["a"], [(None, "a")]),
    ("text", [(None, "text")]),
    ({"error": 5}, [(None, "5")]),
    ({"error": [None, []]}, []),
    ({}, []),
    ({"id": "x"}, []),
    (None, []),
    ("<html>Bad gateway</html>", []),
]  # fmt: skip


@pytest.mark.parametrize("status", BY_STATUS)
def test_each_status_raises_its_class(driver: Driver, status: int) -> None:
    """Each error status raises the documented class, which is also the common one of that status."""
    answer = response_of(status)
    answer.headers["retry-after"] = "100"  # longer than a client waits
    error = driver.error(driver.client(Recorder(answer), retries=0).page.get)
    assert type(error) is getattr(errors, BY_STATUS[status])
    assert error.http_status == error.status_code == status
    assert isinstance(error, common.error_class(status, (420, 429), {}))
    assert isinstance(error, (BaseError, RateLimitError))


@pytest.mark.parametrize(("body", "found"), BODIES, ids=[str(body) for body, _ in BODIES])
def test_bodies_become_details(body: Any, found: list[tuple[str | None, str | None]]) -> None:
    """Text, lists and maps become one detail for each message, with a JSON pointer to its field."""
    error = BaseError(422, body)
    assert [(each.field, each.message) for each in error.errors] == found
    assert error.body == body
    assert all(set(each) == {"code", "message", "details", "resource", "field"} for each in error.errors)


def test_the_documented_shape() -> None:
    """Error objects as the replaced library documents them are read with all their fields."""
    inner = {
        "code": "taken",
        "message": "is taken",
        "details": "more",
        "resource": "component",
        "field": "/name",
    }
    error = BaseError(422, {"errors": [{"error": inner, "meta": {}}], "meta": {"logref": "r-1"}})
    assert error.errors == [inner]
    assert error.errors[0].details == "more"
    assert error.logref == "r-1"
    assert error.message == "name: is taken"
    bare = BaseError(422, {"error": "no"})
    bare.request_id = "r-2"
    assert bare.logref == "r-2"


def test_what_an_answer_says_reaches_the_error(driver: Driver) -> None:
    """The server's words are the message, its fields the details, and the operation is named."""
    answer = Recorder(response_of({"error": {"name": ["is missing"]}}))
    answer._answers[0].status_code = 422
    error = driver.error(driver.client(answer).page.get)
    assert str(error) == "page.get(): HTTP 422: name: is missing"
    assert error.details == {"name": ["is missing"]}
    assert [(each.field, each.message) for each in error.errors] == [("/name", "is missing")]
    assert error.logref is None


@pytest.mark.parametrize("kind", ANSWERED)
def test_errors_of_answers_travel_whole(kind: Any) -> None:
    """Each error pickles and copies with its text, attributes and notes, however it was made."""
    made = kind(422, {"error": {"name": ["is missing"]}})
    said = kind.saying("what went wrong")
    said.retry_after, said.body, said.status_code = 1.5, {"error": "x"}, 429
    for error in (made, said):
        error.add_note("a note")
        twins = [pickle.loads(pickle.dumps(error, each)) for each in range(pickle.HIGHEST_PROTOCOL + 1)]
        for twin in [*twins, copy.copy(error), copy.deepcopy(error)]:
            assert type(twin) is kind
            assert vars(twin) == vars(error)
            assert (str(twin), repr(twin), twin.errors) == (str(error), repr(error), error.errors)


def test_a_rate_limit_error_needs_no_arguments() -> None:
    """RateLimitError can be raised bare, as the replaced library did, and then means 429."""
    error = RateLimitError()
    assert (error.http_status, error.errors, error.retry_after) == (429, [], None)


def test_errors_before_anything_was_sent() -> None:
    """Errors of configuration are the common ones; those of arguments are members of the documented classes, too."""
    assert errors.ConfigurationError is uptimekit.ConfigurationError
    error = errors.InputError("no such status", field="status")
    assert isinstance(error, (errors.RequestError, errors.ResourceError))
    assert isinstance(error, uptimekit.InputError)
    assert (error.field, error.http_status, error.errors) == ("status", None, [])
    for twin in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert (type(twin), vars(twin), str(twin)) == (type(error), vars(error), "no such status")


def test_a_missing_key_that_was_not_noticed_before() -> None:
    """An error that is built with a message alone has no status and no details."""
    error = errors.AuthenticationError.saying("no key")
    assert (error.message, error.http_status, error.errors, error.body) == ("no key", None, [], None)


def test_the_tree_is_as_drawn() -> None:
    """The tree in the module's docstring shows every class under its parent, and with its common class."""
    drawn: dict[str, tuple[str, list[str]]] = {}
    path: list[str] = []
    for line in str(errors.__doc__).splitlines():
        if match := re.match(r"    ([│ ├└─]*)([A-Z]\w+)(?: \(([\w, ]+)\))?", line):
            depth = len(match[1]) // 4
            path[depth:] = [match[2]]
            drawn[match[2]] = (path[depth - 1] if depth else "", (match[3] or "").split(", "))
    for kind in CLASSES:
        parent, shared = drawn[kind.__name__]
        above = getattr(errors, parent, None) or getattr(common, parent)
        others = [getattr(errors, name) for name in shared if name != kind.__name__ and hasattr(errors, name)]
        assert {each for each in CLASSES if each in kind.__bases__} == {above, *others} & {*CLASSES}
        for name in filter(None, shared):
            assert issubclass(kind, getattr(common, name, getattr(errors, name, None)))
    assert drawn.keys() == {kind.__name__ for kind in CLASSES} | {"UptimeKitError", "APIStatusError"}


def test_every_class_is_documented_and_public() -> None:
    """Each class says what it means and is in the package."""
    for kind in CLASSES:
        assert inspect.getdoc(kind)
        assert getattr(statuspage, kind.__name__) is kind


def test_a_key_that_the_server_repeats_is_not_shown(driver: Driver) -> None:
    """A server that repeats the key in its answer does not bring it into the error."""
    answer = Recorder(response_of({"error": f"unknown key {KEY}"}))
    answer._answers[0].status_code = 401
    error = driver.error(driver.client(answer).page.get)
    assert KEY not in f"{error} {error!r} {error.errors} {vars(error)}"
    assert KEY.encode() not in pickle.dumps(error)


def test_markup_in_a_message_stays() -> None:
    """Only a body that is markup says nothing: a message in JSON may begin with a tag."""
    error = statuspage.UnprocessableError.saying("<b>name</b> is taken")
    assert (error.message, str(error)) == ("<b>name</b> is taken", "<b>name</b> is taken")


def test_details_are_texts_that_can_be_shown() -> None:
    """What the server names as wrong is cut and cleaned, whatever its type; ``body`` has it as it came."""
    said = {"message": "bad\r\n\x1b[2J" + "x" * 900, "field": ["name"], "code": 5, "details": {"\x1b": "\n"}}
    error = BaseError(422, {"errors": [said]})
    (detail,) = error.errors
    assert (detail.message or "").startswith("bad \ufffd[2Jxxx")
    assert len(detail.message or "") == 300
    assert (detail.field, detail.code, detail.details) == ("['name']", "5", r"{'\x1b': '\n'}")
    assert error.body == {"errors": [said]}
