"""Tests of configurations against the server's schemas."""

from __future__ import annotations

import socket
import sys
from typing import Any

import pytest

from uptimekit.uptimehunt import ConfigurationError, InvalidInputError
from uptimekit.uptimehunt._config_schema import check_config, schema_in

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "url": {"type": "string", "pattern": "^https?://"},
        "method": {"type": "string"},
        "timeout": {"type": "integer", "maximum": 60},
        "headers": {"type": "array", "items": {"type": "object", "required": ["name", "value"]}},
    },
    "required": ["url", "method"],
    "additionalProperties": False,
}

GOOD = {"url": "https://a.example", "method": "GET"}


def test_a_good_configuration_passes() -> None:
    """What the schema permits is not refused; a schema that says nothing permits everything."""
    check_config(
        SCHEMA, {"url": "https://shop.example", "method": "GET", "headers": [{"name": "A", "value": "b"}]}
    )
    check_config({}, {"anything": 1})


@pytest.mark.parametrize(
    ("config", "details"),
    [
        ({}, {"url": ["is required"], "method": ["is required"]}),
        ({"method": "GET"}, {"url": ["is required"]}),
        (
            {"url": "shop", "method": "GET", "timeout": 61},
            {"url": ["does not meet pattern: '^https?://'"], "timeout": ["does not meet maximum: 60"]},
        ),
        ({**GOOD, "headers": [{"name": "A"}]}, {"headers.0.value": ["is required"]}),
        ({**GOOD, "x": 1}, {"config": ["does not meet additionalProperties: False"]}),
        ([], {"config": ["does not meet type: 'object'"]}),
    ],
)
def test_each_bad_field_is_named(config: Any, details: dict[str, list[str]]) -> None:
    """All bad fields come at once, by the flat names of the server's own errors, and without their values."""
    with pytest.raises(InvalidInputError) as caught:
        check_config(SCHEMA, config)
    assert caught.value.details == details


@pytest.mark.parametrize("schema", [{"type": "thing"}, {"properties": 7}])
def test_a_broken_schema_is_the_servers_fault(schema: Any) -> None:
    """A schema that is none is said to be the server's, not the configuration's."""
    with pytest.raises(ConfigurationError, match="the server's schema is not a valid JSON Schema"):
        check_config(schema, {})


def test_a_schema_of_the_third_draft_is_understood() -> None:
    """There a field says of itself whether it is required."""
    schema = {"$schema": "http://json-schema.org/draft-03/schema#", "properties": {"url": {"required": True}}}
    with pytest.raises(InvalidInputError) as caught:
        check_config(schema, {})
    assert caught.value.details == {"url": ["does not meet required: True"]}


def test_references_are_followed_within_the_schema() -> None:
    """A definition of the schema's own is used."""
    schema = {"$defs": {"web": {"pattern": "^https"}}, "properties": {"url": {"$ref": "#/$defs/web"}}}
    with pytest.raises(InvalidInputError, match="url: does not meet pattern"):
        check_config(schema, {"url": "shop"})


@pytest.mark.parametrize("reference", ["http://127.0.0.1:9/schema.json", "#/nowhere", "#"])
def test_nothing_is_fetched_because_a_schema_names_it(
    reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reference to another address, to nothing or to itself is an error; no connection is tried."""
    tried: list[Any] = []
    monkeypatch.setattr(socket, "create_connection", lambda address, *_, **__: tried.append(address))
    with pytest.raises(ConfigurationError, match="refers to another schema"):
        check_config({"$ref": reference}, {})
    assert tried == []


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package that checks is an extra; its absence is one clear sentence."""
    monkeypatch.setitem(sys.modules, "jsonschema.validators", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'uptimekit\[schema\]'"):
        check_config(SCHEMA, {})


@pytest.mark.parametrize(
    ("answer", "schema"),
    [
        (SCHEMA, SCHEMA),
        ({"schema": SCHEMA}, SCHEMA),
        ({"config_schema": SCHEMA, "type": "http"}, SCHEMA),
        (None, {}),
        ([], {}),
    ],
)
def test_the_schema_is_found(answer: Any, schema: Any) -> None:
    """The answer is undocumented: the schema may be the answer or stand in it."""
    assert schema_in(answer) == schema


@pytest.mark.parametrize(
    "schema",
    [
        {"$schema": []},
        {"$schema": 5},
        {"$id": "http://[", "$ref": "x"},
        {"properties": {"size": {"multipleOf": 0.1}}},
    ],
)
def test_a_schema_that_the_checker_stumbles_over(schema: Any) -> None:
    """What jsonschema fails at by itself is the server's schema, too."""
    with pytest.raises(ConfigurationError, match="the server's schema cannot be used"):
        check_config(schema, {"size": 10**400})


def test_names_of_a_schema_are_cut_and_cleaned() -> None:
    """A required name that the server made up is a key of details, and may go to a terminal."""
    with pytest.raises(InvalidInputError) as caught:
        check_config({"required": ["z\x1b\n" * 5000]}, {})
    ((name, messages),) = caught.value.details.items()
    assert (name[:4], len(name), messages) == ("z\ufffd z", 100, ["is required"])
