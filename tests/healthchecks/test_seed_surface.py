"""Every name, argument, default and error that the replaced library documents, held against ours."""

from __future__ import annotations

import inspect
from typing import Any

import httpx
import pytest

from uptimekit import healthchecks

from . import _seed_surface as seed
from ._support import UUID, Caller, Recorder


def _parameters(function: Any) -> dict[str, inspect.Parameter]:
    found = inspect.signature(function).parameters
    return {name: parameter for name, parameter in found.items() if name not in ("self", "cls")}


def _default(parameter: inspect.Parameter) -> Any:
    return seed.REQUIRED if parameter.default is inspect.Parameter.empty else parameter.default


def _same(ours: Any, documented: Any) -> bool:
    """Equal and of one type, so that 0 does not pass for False."""
    return ours is documented or (type(ours) is type(documented) and ours == documented)


def _hold_positional(function: Any, documented: seed.Parameters) -> None:
    ours = _parameters(function)
    assert list(ours)[: len(documented)] == list(documented)
    for name, default in documented.items():
        assert ours[name].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD, name
        assert default is seed.REQUIRED or _same(_default(ours[name]), default), name
    more = list(ours.values())[len(documented) :]
    assert all(p.kind in (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD) for p in more)


@pytest.mark.parametrize(
    "name", [*seed.POSITIONAL_CONSTRUCTORS, *seed.KEYWORD_CONSTRUCTORS, *seed.EXCEPTIONS]
)
def test_every_documented_name_is_public(name: str) -> None:
    """Each documented class and exception can be imported from the package and is in its __all__."""
    assert inspect.isclass(getattr(healthchecks, name))
    assert name in healthchecks.__all__


@pytest.mark.parametrize("name", seed.POSITIONAL_CONSTRUCTORS)
def test_constructors_with_positional_arguments(name: str) -> None:
    """Clients and CheckTrap take the documented arguments in the documented order, with those defaults."""
    _hold_positional(getattr(healthchecks, name), seed.POSITIONAL_CONSTRUCTORS[name])


@pytest.mark.parametrize("name", seed.KEYWORD_CONSTRUCTORS)
def test_constructors_with_keyword_arguments(name: str) -> None:
    """Models take each documented field by keyword only, required or with the documented default."""
    ours = _parameters(getattr(healthchecks, name))
    for field, default in seed.KEYWORD_CONSTRUCTORS[name].items():
        assert ours[field].kind is inspect.Parameter.KEYWORD_ONLY, field
        assert _same(_default(ours[field]), default), field
    more = {field: _default(p) for field, p in ours.items() if field not in seed.KEYWORD_CONSTRUCTORS[name]}
    assert set(more.values()) <= {None}, "what we add may be left out"


@pytest.mark.parametrize("name", seed.KEYWORD_CONSTRUCTORS)
def test_fields_are_attributes(name: str) -> None:
    """What a model is built with can be read from it under the same name."""
    samples = {
        "timeout": 60,
        "grace": 60,
        "tz": "UTC",
        "schedule": "* * * * *",
        "manual_resume": True,
        "methods": "POST",
        "unique": ["name"],
    }
    given = {field: samples.get(field, "x") for field in seed.KEYWORD_CONSTRUCTORS[name]}
    made = getattr(healthchecks, name)(**given)
    assert {field: getattr(made, field) for field in given} == given


@pytest.mark.parametrize("name", ["CheckCreate", "CheckUpdate"])
def test_fields_have_the_documented_defaults(name: str) -> None:
    """A check to create or update that is built from nothing shows the documented values."""
    made = getattr(healthchecks, name)()
    for field, default in seed.KEYWORD_CONSTRUCTORS[name].items():
        assert _same(getattr(made, field), default), field


@pytest.mark.parametrize("method", seed.CLIENT_METHODS)
@pytest.mark.parametrize("client", ["Client", "AsyncClient"])
def test_client_methods(client: str, method: str) -> None:
    """Both clients have each documented method with its arguments; only AsyncClient's are coroutines."""
    function = getattr(getattr(healthchecks, client), method)
    _hold_positional(function, seed.CLIENT_METHODS[method])
    assert inspect.iscoroutinefunction(function) is (client == "AsyncClient")


def test_both_clients_offer_the_same() -> None:
    """Every public method of one client exists on the other with the same signature, but for closing."""
    ours: list[dict[str, Any]] = []
    for client in (healthchecks.Client, healthchecks.AsyncClient):
        members = {name: getattr(client, name) for name in dir(client) if not name.startswith("_")}
        functions = {name: value for name, value in members.items() if inspect.isfunction(value)}
        functions.pop("close", functions.pop("aclose", None))
        ours.append({name: _parameters(function) for name, function in functions.items()})
    assert ours[0] == ours[1]


@pytest.mark.parametrize(
    ("owner", "method"),
    [(owner, method) for owner, methods in seed.CLASS_METHODS.items() for method in methods],
)
def test_class_methods(owner: str, method: str) -> None:
    """Each documented class method is one, and takes the documented arguments."""
    assert inspect.ismethod(getattr(getattr(healthchecks, owner), method))
    assert (
        list(_parameters(getattr(getattr(healthchecks, owner), method)))
        == (seed.CLASS_METHODS[owner][method])
    )


def test_check_trap_methods() -> None:
    """CheckTrap adds log lines and is a context manager of both kinds."""
    trap = healthchecks.CheckTrap
    _hold_positional(trap.add_log, {"line": seed.REQUIRED})
    assert not inspect.iscoroutinefunction(trap.add_log)
    assert all(hasattr(trap, name) for name in ("__enter__", "__exit__", "__aenter__", "__aexit__"))


@pytest.mark.parametrize("name", seed.EXCEPTIONS)
def test_exceptions_can_be_raised_with_a_text(name: str) -> None:
    """A documented exception is an Exception, and HCAPIError catches it."""
    kind = getattr(healthchecks, name)
    assert issubclass(kind, healthchecks.HCAPIError)
    with pytest.raises(Exception, match="what happened"):
        raise kind("what happened")


@pytest.mark.parametrize(
    ("method", "status", "expected"),
    [(method, status, name) for method, raised in seed.RAISES.items() for status, name in raised.items()],
)
def test_documented_errors(call: Caller, method: str, status: int, expected: str) -> None:
    """Each documented status raises the documented exception, from each method that names it."""
    client = call.mocked(Recorder(httpx.Response(status)), retries=0)
    arguments = seed.ARGUMENTS.get(method, (UUID,))
    with pytest.raises(getattr(healthchecks, expected)) as caught:
        call(getattr(client, method), *arguments)
    assert caught.value.status_code == status


@pytest.mark.parametrize("method", ["success_ping", "start_ping", "fail_ping", "exit_code_ping"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rate limited", "HCAPIRateLimitError"),
        ("OK (rate-limited)", "HCAPIRateLimitError"),
        ("not found", "CheckNotFoundError"),
    ],
)
def test_documented_error_texts(call: Caller, method: str, text: str, expected: str) -> None:
    """A ping that is answered 200 but says that it was limited, or found nothing, raises as documented."""
    client = call.mocked(Recorder(httpx.Response(200, text=text)))
    with pytest.raises(getattr(healthchecks, expected), match=text.replace("(", r"\(").replace(")", r"\)")):
        call(getattr(client, method), *seed.ARGUMENTS[method])


@pytest.mark.parametrize("method", ["success_ping", "start_ping", "fail_ping", "exit_code_ping"])
@pytest.mark.parametrize(
    ("keys", "address"),
    [
        ({}, {"uuid": UUID, "slug": "job"}),
        ({}, {}),
        ({"ping_key": ""}, {"slug": "job"}),
    ],
    ids=["uuid and slug", "neither", "slug without ping key"],
)
def test_documented_impossible_pings(
    call: Caller, method: str, keys: dict[str, str], address: dict[str, str]
) -> None:
    """A ping to a uuid and a slug, or by slug without ping key, raises BadAPIRequestError and sends nothing."""
    answer = Recorder()
    arguments = (3,) if method == "exit_code_ping" else ()
    with pytest.raises(healthchecks.BadAPIRequestError, match="nothing was sent"):
        call(getattr(call.mocked(answer, **keys), method), *arguments, **address)
    assert answer.requests == []
