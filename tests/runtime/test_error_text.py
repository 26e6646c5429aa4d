"""The text of an error for people who called no method."""

from __future__ import annotations

from uptimekit._runtime.error_text import error_text
from uptimekit._runtime.errors import AuthenticationError, InputError, RequestTimeoutError


def test_neither_method_nor_operation() -> None:
    """The text has no name of Python or of the document; everything else of it stays."""
    error = AuthenticationError("wrong key")
    error.method, error.operation, error.status_code, error.request_id = "get_checks", "listChecks", 401, "r1"
    assert error_text(error) == "HTTP 401: wrong key (request id r1)"
    error.method = None
    assert error_text(error) == "HTTP 401: wrong key (request id r1)"


def test_other_texts() -> None:
    """An error that no call made, and one with the number of attempts, are as they are."""
    assert error_text(InputError("no")) == "no"
    timeout = RequestTimeoutError("too late")
    timeout.operation, timeout.attempts = "listChecks", 2
    assert error_text(timeout) == "too late (2 attempts)"
