"""Kinds of services: rules and JSON Schemas that say the same."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has no annotations

from uptimekit.sandbox.uptimehunt._fields import complaints
from uptimekit.sandbox.uptimehunt._service_types import SERVICE_TYPES

_URL = "https://a.example"


@pytest.mark.parametrize("kind", SERVICE_TYPES)
def test_schemas_are_schemas(kind: str) -> None:
    """What is published is a valid JSON Schema of the 2020-12 dialect."""
    schema = SERVICE_TYPES[kind].schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("kind", "config", "wrong"),
    [
        ("http", {"url": _URL}, None),
        ("http", {"url": "http://a.example:8080/x?y=1#z", "method": "HEAD", "timeout": 300}, None),
        ("http", {"url": _URL, "secret_sauce": [1]}, None),
        ("http", {"url": _URL, "headers": [{"name": "a", "value": "b"}], "auth_type": "bearer"}, None),
        ("http", {}, "url"),
        ("http", {"url": ""}, "url"),
        ("http", {"url": "a.example"}, "url"),
        ("http", {"url": "ftp://a.example"}, "url"),
        ("http", {"url": "https://"}, "url"),
        ("http", {"url": "https://a b.example"}, "url"),
        ("http", {"url": "https://a.example:x"}, "url"),
        ("http", {"url": f"{_URL}/{'x' * 4096}"}, "url"),
        ("http", {"url": _URL, "method": "DELETE"}, "method"),
        ("http", {"url": _URL, "expected_status_code": 99}, "expected_status_code"),
        ("http", {"url": _URL, "expected_status_code": "200"}, "expected_status_code"),
        ("http", {"url": _URL, "timeout": 0}, "timeout"),
        ("http", {"url": _URL, "auth_type": "magic"}, "auth_type"),
        ("http", {"url": _URL, "headers": {"a": "b"}}, "headers"),
        ("ping", {"ip": "192.0.2.7"}, None),
        ("ping", {"ip": "2001:db8::1"}, None),
        ("ping", {"ip": "gateway.example"}, None),
        ("ping", {}, "ip"),
        ("ping", {"ip": ""}, "ip"),
        ("ping", {"ip": "not a host"}, "ip"),
        ("ping", {"ip": 7}, "ip"),
    ],
)
def test_rules_and_schema_agree(kind: str, config: dict[str, object], wrong: str | None) -> None:
    """A configuration is refused for one field, by the rules and by the published schema alike, or by neither."""
    found = SERVICE_TYPES[kind]
    assert list(complaints(found.config.fields, config)) == ([] if wrong is None else [wrong])
    assert Draft202012Validator(found.schema()).is_valid(config) is (wrong is None)
