"""Every name, argument, default and attribute that the replaced library documents, held against ours."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from typing import Any

import pytest

from uptimekit import statuspage
from uptimekit.statuspage.configuration import Configuration, Options

from . import _seed_surface as seed
from ._support import Driver, Recorder

Kind = inspect.Parameter


def _hold(function: Any, documented: dict[str, Any], *, static: bool = False) -> None:
    parameters = list(inspect.signature(function).parameters.values())[0 if static else 1 :]
    positional = [each for each in parameters if each.kind is Kind.POSITIONAL_OR_KEYWORD]
    named = {name: default for name, default in documented.items() if default is not seed.OPEN}
    assert [each.name for each in positional] == list(named)
    for each in positional:
        assert each.default is (Kind.empty if named[each.name] is seed.REQUIRED else named[each.name])
    open_ended = any(each.kind is Kind.VAR_KEYWORD for each in parameters)
    assert open_ended or len(named) == len(documented)
    more = (each for each in parameters if each.kind is Kind.KEYWORD_ONLY)
    assert all(each.default is not Kind.empty for each in more)


@pytest.mark.parametrize(
    ("module", "name"), [(m, name) for m, names in seed.MODULES.items() for name in names]
)
def test_names_are_in_the_package_and_in_their_old_modules(module: str, name: str) -> None:
    """Each documented class is importable from the package and from the module it used to be in."""
    found = importlib.import_module(f"uptimekit.statuspage.{module}")
    assert getattr(found, name) is getattr(statuspage, name)
    assert name in found.__all__
    assert name in statuspage.__all__


@pytest.mark.parametrize("module", seed.MODULES)
def test_importing_the_package_is_enough_for_its_modules(module: str) -> None:
    """As with the replaced library, each module is an attribute of the package that is all a program imports."""
    program = f"import uptimekit.statuspage as it; print({module!r} in dir(it), it.{module}.__name__)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", f"uptimekit.statuspage.{module}"]


def test_the_version_module_is_there() -> None:
    """The module that tells the version does so under both usual names."""
    version = importlib.import_module("uptimekit.statuspage.version")
    assert version.VERSION == version.__version__ == statuspage.__version__


@pytest.mark.parametrize("option", seed.OPTIONS)
def test_options(option: str) -> None:
    """Each documented option is one of the client, and an attribute of its configuration."""
    assert option in Options.__optional_keys__
    given: dict[str, Any] = {
        "timeout": 7.0,
        "verbose": True,
        "base_url": "https://example.test",
        "user_agent": "mine/1",
    }
    value = given.get(option, "text")
    made: Any = Configuration
    assert getattr(made(**{option: value}), option) == value


@pytest.mark.parametrize("name", ["Client", "Configuration"])
def test_constructors_take_open_ended_options(name: str) -> None:
    """The client and its configuration take options by keyword, as documented."""
    parameters = list(inspect.signature(getattr(statuspage, name)).parameters.values())
    assert parameters[-1].kind is Kind.VAR_KEYWORD
    assert parameters[-1].name == "options"
    assert not [each for each in parameters if each.kind is Kind.POSITIONAL_OR_KEYWORD]


def test_services_of_a_client() -> None:
    """Each documented service is an attribute of a client, made once; page and pages are one."""
    client = Driver("sync").client(Recorder())
    for attribute, name in seed.CLIENT_SERVICES.items():
        service = getattr(client, attribute)
        assert type(service) is getattr(statuspage, name)
        assert service is getattr(client, attribute)
        assert service.http_client is client.http_client
    assert client.page is client.pages
    assert isinstance(client.config, statuspage.Configuration)
    assert isinstance(client.http_client, statuspage.HttpClient)


@pytest.mark.parametrize("name", seed.CONSTRUCTORS)
def test_constructors_of_services(name: str) -> None:
    """Each service is built from an HTTP client and a page or organization, by position or by name."""
    kind = getattr(statuspage, name)
    _hold(kind.__init__, dict.fromkeys(seed.CONSTRUCTORS[name], seed.REQUIRED))


@pytest.mark.parametrize("name", seed.OPTS_KEYS)
def test_persisted_keys(name: str) -> None:
    """OPTS_KEYS_TO_PERSIST is exactly what is documented."""
    assert seed.OPTS_KEYS[name] == getattr(statuspage, name).OPTS_KEYS_TO_PERSIST


@pytest.mark.parametrize(
    ("name", "action"), [(name, action) for name, actions in seed.ACTIONS.items() for action in actions]
)
@pytest.mark.parametrize("prefix", ["", "Async"])
def test_actions(prefix: str, name: str, action: str) -> None:
    """Each documented action takes the documented arguments with their defaults, and more by keyword only."""
    _hold(getattr(getattr(statuspage, prefix + name), action), seed.ACTIONS[name][action])


@pytest.mark.parametrize("verb", seed.VERBS)
@pytest.mark.parametrize("kind", ["HttpClient", "AsyncHttpClient"])
def test_verbs(kind: str, verb: str) -> None:
    """Each documented method of the HTTP client takes the documented arguments with their defaults."""
    _hold(getattr(getattr(statuspage, kind), verb), seed.VERBS[verb])


@pytest.mark.parametrize("name", seed.STATIC)
def test_static_methods(name: str) -> None:
    """Each documented static method is one, and takes the documented arguments."""
    assert isinstance(inspect.getattr_static(statuspage.HttpClient, name), staticmethod)
    _hold(getattr(statuspage.HttpClient, name), seed.STATIC[name], static=True)


def test_http_client() -> None:
    """The HTTP client is built from a configuration, and its API_VERSION is the documented one."""
    assert statuspage.HttpClient.API_VERSION == "/v1"
    assert next(iter(inspect.signature(statuspage.HttpClient).parameters)) == "config"


@pytest.mark.parametrize("name", seed.ERROR_BASES)
def test_errors(name: str) -> None:
    """Each documented error has the documented base, and what is no BaseError there is none here."""
    kind, base = getattr(statuspage, name), seed.ERROR_BASES[name]
    assert issubclass(kind, getattr(statuspage, base, Exception))
    assert issubclass(kind, statuspage.BaseError) == (base == "BaseError" or name == "BaseError")


@pytest.mark.parametrize("name", [name for name, base in seed.ERROR_BASES.items() if base == "BaseError"])
def test_constructors_of_errors(name: str) -> None:
    """Each documented error of a server takes a status and a payload, and has the documented attributes."""
    kind = getattr(statuspage, name)
    assert list(inspect.signature(kind).parameters) == ["http_status", "errors_payload"]
    error = kind(422, {"error": "no"})
    assert [getattr(error, each) for each in seed.ERROR_ATTRIBUTES][:2] == [422, None]
    assert [getattr(error.errors[0], each) for each in seed.DETAIL_ATTRIBUTES] == [
        None,
        "no",
        None,
        None,
        None,
    ]
