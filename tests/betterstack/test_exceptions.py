"""Tests of the error classes."""

from __future__ import annotations

import copy
import pickle

import httpx
import pytest

import uptimekit
from uptimekit.betterstack import exceptions
from uptimekit.betterstack.exceptions import (
    APIError,
    BetterStackError,
    ConfigurationError,
    RateLimitError,
    ServerError,
    ValidationError,
)

from ._support import Recorder, mocked

BY_STATUS = {
    302: ("RedirectError", "RedirectError"),
    400: ("BadRequestError", "BadRequestError"),
    401: ("AuthenticationError", "AuthenticationError"),
    403: ("ForbiddenError", "PermissionDeniedError"),
    404: ("NotFoundError", "NotFoundError"),
    409: ("ConflictError", "ConflictError"),
    422: ("UnprocessableError", "UnprocessableError"),
    429: ("RateLimitError", "RateLimitError"),
    500: ("ServerError", "ServerError"),
    520: ("ServerError", "ServerError"),
    418: ("APIError", "APIStatusError"),
}


@pytest.mark.parametrize("status", BY_STATUS)
def test_each_status_raises_its_class(status: int) -> None:
    """An error status raises the documented class, which is also the common class of that status."""
    ours, common = BY_STATUS[status]
    api = mocked(Recorder(httpx.Response(status, json={"errors": "no"})), retries=0)
    with pytest.raises(APIError) as caught:
        api.post("monitors", body={})
    error = caught.value
    assert type(error) is getattr(exceptions, ours)
    assert isinstance(error, getattr(uptimekit, common))
    assert (error.status_code, error.response_body) == (status, {"errors": "no"})
    assert error.message.startswith("no")  # a 401 adds how the token is passed


def test_documented_construction() -> None:
    """APIError takes message, status and body; RateLimitError a retry_after; all have readable attributes."""
    error = APIError("gone", 410, {"errors": "gone"})
    assert (error.message, error.status_code, error.response_body) == ("gone", 410, {"errors": "gone"})
    assert str(error) == "HTTP 410: gone"
    assert RateLimitError(retry_after=7).retry_after == 7
    assert RateLimitError("slow", 7).status_code == 429
    assert (ServerError().status_code, ServerError("x", 503).status_code) == (500, 503)
    assert [exceptions.AuthenticationError().status_code, exceptions.ForbiddenError().status_code] == [
        401,
        403,
    ]
    assert exceptions.NotFoundError("nothing").status_code == 404


@pytest.mark.parametrize(
    "kind", [getattr(exceptions, name) for name in exceptions.__all__ if name.endswith("Error")]
)
def test_errors_survive_pickling(kind: type[BetterStackError]) -> None:
    """Every error pickles and copies with all its attributes."""
    error = kind("what happened")
    error.body, error.details, error.retry_after = {"errors": 1}, {"url": ["bad"]}, 3.0
    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert type(again) is kind
        assert vars(again) == vars(error)
        assert str(again) == str(error)


def test_local_errors_are_value_errors() -> None:
    """What is refused before sending is a ValueError, also by its common name."""
    assert issubclass(ValidationError, (ValueError, uptimekit.InputError))
    assert issubclass(ConfigurationError, (ValueError, uptimekit.ConfigurationError))
    assert ValidationError("no", field="url").field == "url"


@pytest.mark.parametrize(
    "body",
    [
        {"errors": {"url": ["is not a URL"]}},
        {"errors": "Unprocessable", "allowed_values": {"url": ["is not a URL"]}},
    ],
)
def test_the_text_names_the_fields(body: object) -> None:
    """A 422 shows the server's messages by field, in its text and in details, whatever shape it has."""
    api = mocked(Recorder(httpx.Response(422, json=body)))
    with pytest.raises(exceptions.UnprocessableError, match="url: is not a URL") as caught:
        api.patch("monitors/1", body={"url": "x"})
    assert caught.value.details == {"url": ["is not a URL"]}


def test_a_callers_own_error_class_goes_first() -> None:
    """error_classes given to the client stand above those of this package."""

    class Gone(APIError):
        """A test's own."""

    api = mocked(Recorder(404, 403), error_classes={404: Gone})
    with pytest.raises(Gone):
        api.post("monitors")
    with pytest.raises(exceptions.ForbiddenError):
        api.post("monitors")
