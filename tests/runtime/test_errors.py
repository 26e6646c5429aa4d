"""Tests of the error tree."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
import traceback
from typing import Any

import pytest

import uptimekit
from uptimekit._runtime import errors
from uptimekit._runtime.errors import APIStatusError, RateLimitError, UptimeKitError, error_class

CLASSES: list[type[UptimeKitError]] = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, UptimeKitError)
]


def _full(kind: type[UptimeKitError]) -> UptimeKitError:
    error = kind("what went wrong")
    error.operation, error.status_code, error.code = "getThing", 418, "teapot"
    error.details = {"name": ["too long", "odd"]}
    error.request_id, error.retry_after, error.attempts = "r1", 1.5, 3
    error.page_token, error.field, error.body = "p2", "name", {"error": ["x"]}
    if isinstance(error, errors.NetworkError):
        error.maybe_sent = False
    if isinstance(error, errors.RequestTimeoutError):
        error.phase = "pool"
    error.add_note("a note")
    return error


@pytest.mark.parametrize("copied", [lambda e: pickle.loads(pickle.dumps(e)), copy.deepcopy, copy.copy])
@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_survives_copying(kind: type[UptimeKitError], copied: Any) -> None:
    """Each class pickles, deep-copies and copies with its text, all its attributes and its notes."""
    error = _full(kind)
    twin = copied(error)
    assert type(twin) is kind
    assert vars(twin) == vars(error)
    assert twin.__notes__ == ["a note"]
    assert twin.args == ("what went wrong",)
    assert (str(twin), repr(twin), twin.args) == (str(error), repr(error), error.args)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_every_protocol_of_pickle(protocol: int) -> None:
    """Every error pickles with every protocol."""
    for kind in CLASSES:
        assert vars(pickle.loads(pickle.dumps(_full(kind), protocol))) == vars(_full(kind))


def test_the_tree_is_as_drawn() -> None:
    """The tree in the module's docstring shows every class under its parent, with its built-in base."""
    drawn: dict[str, tuple[str, str | None]] = {}
    path: list[str] = []
    for line in str(errors.__doc__).splitlines():
        if match := re.match(r"    ([│ ├└─]*)([A-Z]\w+)(?: \((\w+)\))?", line):
            depth = len(match[1]) // 4
            path[depth:] = [match[2]]
            drawn[match[2]] = (path[depth - 1] if depth else "Exception", match[3])
    real = {}
    for kind in CLASSES:
        own = [base.__name__ for base in kind.__bases__]
        real[kind.__name__] = (own[0], own[1] if len(own) > 1 else None)
    assert drawn == real


def test_every_class_is_exported_and_documented() -> None:
    """__all__ names every class, and each says what it means."""
    assert set(errors.__all__) == {kind.__name__ for kind in CLASSES} | {"error_class"}
    assert errors.__all__ == sorted(errors.__all__)
    for kind in CLASSES:
        assert inspect.getdoc(kind)
        assert "__doc__" in vars(kind)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "words"),
        ({"operation": "getThing"}, "getThing: words"),
        ({"status_code": 404}, "HTTP 404: words"),
        (
            {"operation": "getThing", "status_code": 404, "request_id": "r1"},
            "getThing: HTTP 404: words (request id r1)",
        ),
    ],
)
def test_the_text_of_an_error(facts: dict[str, Any], text: str) -> None:
    """An error says its operation, status, message and request id, as far as they are known."""
    error = UptimeKitError("words")
    for name, value in facts.items():
        setattr(error, name, value)
    assert str(error) == text


def test_the_repr_of_an_error() -> None:
    """The repr of an error is its class with the message, the operation and the status, as far as they are known."""
    error = errors.NotFoundError("no such check")
    assert repr(error) == "NotFoundError('no such check')"
    error.operation, error.status_code = "getCheck", 404
    assert repr(error) == "NotFoundError('no such check', operation='getCheck', status_code=404)"


@pytest.mark.parametrize("kind", CLASSES)
def test_errors_go_by_their_public_name(kind: type[UptimeKitError]) -> None:
    """Tracebacks and pickles name each error as users import it: from the package itself."""
    assert kind.__module__ == "uptimekit"
    assert getattr(uptimekit, kind.__name__) is kind
    assert traceback.format_exception_only(kind("words")) == [f"uptimekit.{kind.__name__}: words\n"]


def test_errors_start_with_every_attribute() -> None:
    """Every error has every attribute from the start, and no two share a mutable one."""
    one, two = UptimeKitError(), UptimeKitError()
    assert vars(one) == {
        "message": "", "method": None, "operation": None, "status_code": None, "code": None, "details": {}, "request_id": None,
        "retry_after": None, "attempts": 0, "page_token": None, "field": None, "body": None,
    }  # fmt: skip
    assert one.details is not two.details


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (300, "RedirectError"), (304, "RedirectError"), (400, "BadRequestError"), (401, "AuthenticationError"),
        (402, "APIStatusError"), (403, "PermissionDeniedError"), (404, "NotFoundError"), (409, "ConflictError"),
        (418, "APIStatusError"), (420, "RateLimitError"), (422, "UnprocessableError"), (429, "RateLimitError"),
        (499, "APIStatusError"), (500, "ServerError"), (520, "ServerError"), (599, "ServerError"),
        (600, "APIStatusError"), (999, "APIStatusError"),
    ],
)  # fmt: skip
def test_the_class_of_a_status(status: int, name: str) -> None:
    """Each status has its class, odd ones too; 420 only where the provider says so."""
    assert error_class(status, (429, 420), {}).__name__ == name
    assert error_class(420, (429,), {}) is APIStatusError


def test_a_facade_s_own_classes_come_first() -> None:
    """An exact status wins over its hundred, that over 0; a rate limit status looks up 429."""

    class Exact(APIStatusError): ...

    class Hundred(APIStatusError): ...

    class Any_(APIStatusError): ...

    own = {404: Exact, 4: Hundred, 0: Any_}
    assert [error_class(code, (429,), own) for code in (404, 410, 500)] == [Exact, Hundred, Any_]
    assert error_class(420, (429, 420), {429: Exact}) is Exact
    assert error_class(420, (429, 420), {}) is RateLimitError
