"""Tests of the one module that knows the HTTP libraries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest

import uptimekit
from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.http_library import is_a, library_of, translated

from ._kit import Driver, Script, ok, request

SOURCES = [Path(uptimekit.__file__).parent, Path(uptimekit.__file__).parents[2] / "generated"]


@pytest.fixture(params=["httpx", "httpx2"])
def module(request: pytest.FixtureRequest) -> Any:
    """One library after the other."""
    return pytest.importorskip(request.param)


def test_objects_of_both_libraries_are_recognised(module: Any) -> None:
    """Instances, also of a subclass, are told by the names of their library's classes, and by nothing else."""
    subclass = type("Mine", (module.Client,), {})
    with subclass() as client:
        assert is_a(client, "Client")
        assert is_a(client, "AsyncClient", "Client")
        assert not is_a(client, "AsyncClient", "Mine")
        assert library_of(client) is module
    assert is_a(module.ReadTimeout("late"), "RequestError")
    assert library_of(module.MockTransport(lambda _: None)) is module


def test_a_class_of_the_same_name_is_not_taken_for_one() -> None:
    """A program's own Client or RequestError is none of the library's, and belongs to httpx for want of another."""
    stranger = type("Client", (), {})()
    assert not is_a(stranger, "Client")
    assert library_of(stranger) is library_of(None) is httpx


def test_an_exception_of_httpcore_becomes_that_of_httpx() -> None:
    """Each exception of httpcore has one of the same name, and what is not httpcore's has none."""
    assert type(translated(httpcore.ReadTimeout("late"))) is httpx.ReadTimeout
    assert type(translated(httpcore.ConnectionNotAvailable())) is httpx.NetworkError
    assert str(translated(httpcore.ConnectError("refused"))) == "refused"
    assert translated(OSError("broken")) is None


def test_a_client_of_either_library_gets_requests_of_its_own(driver: Driver) -> None:
    """What an injected client sends is of its library's class, with time-outs as plain numbers and no redirects."""
    script = Script(ok({"id": 1}))
    http = driver.keep(driver.http(script))
    assert driver.json(driver.client(http_client=http), request()) == {"id": 1}
    (sent,) = script.requests
    assert library_of(http) is library_of(sent) is sys.modules[type(http).__module__]
    assert all(type(seconds) is float for seconds in sent.extensions["timeout"].values())


def test_a_timeout_of_either_library_is_an_option(driver: Driver, module: Any) -> None:
    """timeout= takes the Timeout of httpx2 as that of httpx, and refuses a number of seconds that cannot be."""
    script = Script(ok())
    driver.send(driver.client(script, timeout=module.Timeout(3, connect=2)), request())
    assert script.requests[0].extensions["timeout"] == {"connect": 2, "read": 3, "write": 3, "pool": 3}
    with pytest.raises(ConfigurationError, match="timeout: read"):
        driver.client(script, timeout=module.Timeout(3, read=-1))


@pytest.mark.parametrize("wrong", [object(), 3, "client"])
def test_what_is_no_client_is_refused(driver: Driver, wrong: object) -> None:
    """http_client= takes a client of one of the two libraries, of the right kind."""
    with pytest.raises(ConfigurationError, match="http_client must be an httpx"):
        driver.client(http_client=wrong)


def test_no_other_module_names_the_library() -> None:
    """Only http_library imports httpx, and nothing imports httpx2: neither at run time nor for types, nor late."""
    importing = {
        path.name
        for folder in SOURCES
        for path in folder.rglob("*.py")
        for line in path.read_text().splitlines()
        if line.split()[:1] in (["import"], ["from"]) and line.split()[1].split(".")[0] in ("httpx", "httpx2")
    }
    assert importing == {"http_library.py"}
