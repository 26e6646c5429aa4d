"""Every name, argument, default and error that the replaced library documents, held against ours."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

import uptimekit
from uptimekit import betterstack
from uptimekit.betterstack import api as api_module
from uptimekit.betterstack import exceptions, objects

from . import _seed_surface as seed
from ._support import Recorder, mocked

Kind = inspect.Parameter


def _parameters(function: Any) -> dict[str, inspect.Parameter]:
    found = inspect.signature(function).parameters
    return {name: parameter for name, parameter in found.items() if name not in ("self", "cls")}


def _hold(function: Any, documented: dict[str, Any]) -> None:
    ours = _parameters(function)
    assert list(ours)[: len(documented)] == list(documented)
    for name, default in documented.items():
        assert ours[name].kind is Kind.POSITIONAL_OR_KEYWORD, name
        if name == "bearer_token":  # documented as required; the environment variable stands in for it here
            continue
        wanted = Kind.empty if default is seed.REQUIRED else default
        assert ours[name].default == wanted, name
        assert type(ours[name].default) is type(wanted), name


@pytest.mark.parametrize("name", [*seed.FIELDS, "PolicyStep"])
def test_objects_are_public(name: str) -> None:
    """Each documented object class is in the package and in its module objects, and in both __all__."""
    assert getattr(betterstack, name) is getattr(objects, name)
    assert name in betterstack.__all__
    assert name in objects.__all__


@pytest.mark.parametrize("name", seed.API_CONSTRUCTORS)
def test_api_classes(name: str) -> None:
    """Each API class is public in both places, takes the documented arguments, and more by keyword only."""
    kind = getattr(betterstack, name)
    assert kind is getattr(api_module, name)
    documented = seed.API_CONSTRUCTORS[name]
    _hold(kind, documented)
    more = list(_parameters(kind).values())[len(documented) :]
    assert all(each.kind in (Kind.KEYWORD_ONLY, Kind.VAR_KEYWORD) for each in more)


def test_api_classes_build_on_each_other() -> None:
    """UptimeAPI is a PaginatedAPI, which is a RESTAPI; its address is the documented one."""
    assert issubclass(betterstack.UptimeAPI, betterstack.PaginatedAPI)
    assert issubclass(betterstack.PaginatedAPI, betterstack.RESTAPI)
    assert betterstack.UptimeAPI.BETTERSTACK_API_URL == "https://uptime.betterstack.com/api/v2/"


@pytest.mark.parametrize("verb", seed.VERBS)
@pytest.mark.parametrize("name", ["RESTAPI", "PaginatedAPI", "UptimeAPI"])
def test_verbs(name: str, verb: str) -> None:
    """Each API class has the documented verbs with the documented arguments."""
    _hold(getattr(getattr(betterstack, name), verb), seed.VERB_PARAMETERS)


@pytest.mark.parametrize("name", seed.FIELDS)
def test_constructors(name: str) -> None:
    """A class's signature shows the documented parameters: the head in its place, each field None by default."""
    ours = _parameters(getattr(objects, name))
    assert list(ours)[:4] == seed.CONSTRUCTOR_HEAD
    assert [ours[each].default is Kind.empty for each in seed.CONSTRUCTOR_HEAD] == [True, True, False, False]
    for field in seed.FIELDS[name]:
        assert ours[field].default is None, field


@pytest.mark.parametrize("name", seed.FIELDS)
def test_fields_are_attributes(name: str) -> None:
    """What an object is built with can be read from it, and what it is not built with reads as None."""
    kind, api = getattr(objects, name), mocked(Recorder())
    given = {field: [field] for field in seed.FIELDS[name]}
    made = kind("7", api, **given)
    assert {field: getattr(made, field) for field in given} == given
    assert made.id == "7"
    assert all(getattr(kind("7", api), field) is None for field in given)


@pytest.mark.parametrize("name", seed.FIELDS)
def test_every_object_has_the_common_methods(name: str) -> None:
    """All documented methods and class methods are there, with the documented arguments."""
    kind = getattr(objects, name)
    assert issubclass(kind, betterstack.BaseAPIObject)
    for method, parameters in {**seed.EVERY_OBJECT, **seed.EVERY_CLASS}.items():
        _hold(getattr(kind, method), parameters)
        open_ended = any(
            each.kind is Kind.VAR_KEYWORD for each in _parameters(getattr(kind, method)).values()
        )
        assert open_ended == (method in seed.TAKE_ANYTHING)
    assert all(inspect.ismethod(getattr(kind, method)) for method in seed.EVERY_CLASS)


@pytest.mark.parametrize(
    ("name", "method"), [(name, method) for name, methods in seed.METHODS.items() for method in methods]
)
def test_methods(name: str, method: str) -> None:
    """Each documented method of one class takes the documented arguments."""
    _hold(getattr(getattr(objects, name), method), seed.METHODS[name][method])


@pytest.mark.parametrize(
    ("name", "attribute"), [(name, each) for name, found in seed.PROPERTIES.items() for each in found]
)
def test_properties(name: str, attribute: str) -> None:
    """Each documented property is one."""
    assert isinstance(inspect.getattr_static(getattr(objects, name), attribute), property)


@pytest.mark.parametrize("name", seed.NO_GLOBAL_URL)
def test_no_global_url(name: str) -> None:
    """Objects that live below another one have no list of their own: ValueError, as documented."""
    with pytest.raises(ValueError, match=name):
        getattr(objects, name).generate_global_url()


@pytest.mark.parametrize("name", ["StatusPageSection", "StatusPageResource", "OnCallEvent"])
def test_no_url_without_the_one_above(name: str) -> None:
    """The URL of an object below another one needs that one's id: ValueError, as documented."""
    with pytest.raises(ValueError, match=name):
        getattr(objects, name)("1", mocked(Recorder())).generate_url()


def test_policy_step() -> None:
    """PolicyStep takes the documented arguments with their defaults, and is no object of the API."""
    _hold(objects.PolicyStep, seed.POLICY_STEP)
    made = objects.PolicyStep()
    assert {name: getattr(made, name) for name in seed.POLICY_STEP} == seed.POLICY_STEP
    assert not issubclass(objects.PolicyStep, betterstack.BaseAPIObject)


@pytest.mark.parametrize("name", seed.EXCEPTIONS)
def test_exceptions(name: str) -> None:
    """Each documented exception is public, has the documented base, and is a member of the common tree."""
    kind = getattr(exceptions, name)
    assert kind is getattr(betterstack, name)
    *bases, common = seed.EXCEPTIONS[name]
    assert all(issubclass(kind, getattr(exceptions, base)) for base in bases)
    assert issubclass(kind, getattr(uptimekit, common))


@pytest.mark.parametrize("name", ["BearerAuth", "BaseAPIObject", "filter_on_attribute"])
def test_other_names(name: str) -> None:
    """The other documented names are public."""
    assert name in betterstack.__all__
    assert callable(getattr(betterstack, name))
