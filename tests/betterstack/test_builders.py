"""Tests of the request builders that objects use."""

from __future__ import annotations

import pytest

from uptimekit.betterstack import objects
from uptimekit.betterstack.builders import Builders, PathBuilders, filled, keywords_of, relative_url
from uptimekit_clients.betterstack import requests

KINDS = [getattr(objects, name) for name in objects.__all__]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if getattr(kind, "_builders", None)])
def test_what_may_be_sent_is_what_the_builders_take(kind: type[objects.BaseAPIObject]) -> None:
    """The fields that a class may send are those that its builders take, so that none goes around them."""
    assert kind._builders is not None
    builders = kind._builders()
    update = getattr(builders, "update", builders.create)
    assert kind.__sendable__ == keywords_of(builders.create).keys() | keywords_of(update).keys()


def test_what_the_spec_does_not_know_is_sent_too() -> None:
    """A request carries the attributes of the builder and the others, and leaves out what is missing."""
    request = filled(requests.monitors.create, (), {"url": "x", "brand_new": [1]})
    assert (request.operation.id, request.path, request.json) == (
        "createMonitor", "/v2/monitors", {"url": "x", "brand_new": [1]},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["url", "self", "attributes"])
def test_any_attribute_of_a_path(name: str) -> None:
    """A class that names a path may have an attribute of any name, also one that the builders use themselves."""
    builders = PathBuilders("https://example.org/api/v2/")
    assert filled(builders.create, ("things",), {name: "x"}).json == {name: "x"}
    assert filled(builders.update, ("things/7",), {name: "x"}).json == {name: "x"}


@pytest.mark.parametrize(
    ("builders", "ids", "wanted"),
    [
        (requests.monitors, ("7",), "monitors/7"),
        (requests.incidents, ("7",), "/api/v3/incidents/7"),
        (PathBuilders("https://example.org/api/v2/"), ("things/7",), "things/7"),
    ],
)
def test_addresses(builders: Builders, ids: tuple[str, ...], wanted: str) -> None:
    """The path of a request is told as the verbs take it."""
    assert relative_url(builders.get(*ids)) == wanted
