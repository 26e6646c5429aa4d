"""Tests of configurations against the server's schemas."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from uptimekit.uptimehunt import ConfigurationError, InvalidInputError
from uptimekit.uptimehunt._config_schema import check_config, schema_in

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "url": {"type": "string", "pattern": "^https?://"},
        "timeout": {"type": "integer", "maximum": 60},
        "headers": {"type": "array", "items": {"type": "object", "required": ["name", "value"]}},
    },
    "required": ["url"],
    "additionalProperties": False,
}


def test_a_good_configuration_passes() -> None:
    """What the schema permits is not refused; a schema that says nothing permits everything."""
    check_config(SCHEMA, {"url": "https://shop.example", "headers": [{"name": "A", "value": "b"}]})
    check_config({}, {"anything": 1})


@pytest.mark.parametrize(
    ("config", "details"),
    [
        ({}, {"url": ["is required"]}),
        (
            {"url": "shop", "timeout": 61},
            {"url": ["does not meet pattern: '^https?://'"], "timeout": ["does not meet maximum: 60"]},
        ),
        ({"url": "https://a.example", "headers": [{"name": "A"}]}, {"headers.0.value": ["is required"]}),
        ({"url": "https://a.example", "x": 1}, {"config": ["does not meet additionalProperties: False"]}),
        ([], {"config": ["does not meet type: 'object'"]}),
    ],
)
def test_each_bad_field_is_named(config: Any, details: dict[str, list[str]]) -> None:
    """All bad fields come at once, by the flat names of the server's own errors, and without their values."""
    with pytest.raises(InvalidInputError) as caught:
        check_config(SCHEMA, config)
    assert caught.value.details == details


def test_a_broken_schema_is_the_servers_fault() -> None:
    """A schema that is none is said to be the server's, not the configuration's."""
    with pytest.raises(ConfigurationError, match="the server's schema is no JSON Schema"):
        check_config({"type": "thing"}, {})


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
