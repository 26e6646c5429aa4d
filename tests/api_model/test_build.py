"""The model of the example says what its document says."""

from __future__ import annotations

from typing import Any

from ._beacon import API, changed, operation


def test_resources_have_the_operations_of_their_tags() -> None:
    """Each tag is a resource with its text, in the order of the document."""
    assert [resource.name for resource in API.resources] == ["lights", "signals", "tags", "pings"]
    assert [resource.description for resource in API.resources][:3] == [
        "Lights and their lamps.",
        "What lights send.",
        "",
    ]
    assert [found.call for found in API.resources[1].operations] == [
        "signals.list",
        "signals.send",
        "signals.recent",
    ]


def test_what_models_are_for() -> None:
    """A model knows whether answers hold it, whether bodies do, and whether arguments hold it as a whole."""
    uses = {name: (model.answered, model.sent, model.nested) for name, model in API.models.items()}

    assert uses["Light"] == (True, False, False)
    assert uses["Lamp"] == (True, True, True)
    assert uses["LightCreate"] == (False, True, False)
    assert uses["TagForm"] == (False, False, False)
    assert uses["TagEnvelope"] == (False, False, False)
    assert uses["Schedule"] == (False, True, True)
    assert uses["Failure"] == (False, False, False)


def test_inherited_fields_come_first() -> None:
    """A model has the fields of what it inherits from, in the order of the document, with their Python names."""
    fields = {field.wire: field for field in API.models["Light"].fields}

    assert list(fields)[:4] == ["id", "created_at", "name", "state"]
    assert fields["state"].description == "What it does now."
    assert fields["ping_url"].secret
    assert not fields["id"].secret


def test_an_enum_has_its_values_by_their_names() -> None:
    """The names are those that the generated class has."""
    assert API.enums["LightState"].members == {"ON": "on", "OFF": "off", "VERY_DIM": "very dim"}


def test_a_discriminator_names_the_model_of_each_value() -> None:
    """Models that a discriminator tells apart are found by their names."""
    assert API.tags[frozenset({"Flash", "Beep"})] == ("kind", {"flash": "Flash", "beep": "Beep"})


def test_a_field_called_discriminator_is_no_discriminator() -> None:
    """What tells models apart stands beside a oneOf; a field may have any name."""
    properties: dict[str, Any] = {"discriminator": {"type": "string"}, "oneOf": {"type": "string"}}

    assert list(changed("components schemas Tag properties", properties).tags) == [
        frozenset({"Flash", "Beep"})
    ]


def test_servers_and_their_variables() -> None:
    """The default server comes first; the servers of single operations have names of their own."""
    base, ping = API.servers

    assert (base.argument, base.variables, API.variables) == (
        "base_url",
        {"version": ("v1", "v2")},
        {"version": "v2"},
    )
    assert (ping.argument, ping.limit_by, operation("pings.ping").static.server) == (
        "ping_url",
        ("ping_key",),
        "ping",
    )


def test_credentials_and_rules() -> None:
    """How a secret is sent, and what the provider says of itself."""
    key, token = API.credentials

    assert (key.argument, key.facts) == ("api_key", {"header": "X-Api-Key", "env": "BEACON_API_KEY"})
    assert (token.argument, token.facts) == ("read_token", {"header": "Authorization", "prefix": "Bearer "})
    assert API.rules["rate_limit"] == {"requests": 50, "period": 10}
