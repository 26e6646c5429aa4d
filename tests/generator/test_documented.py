"""Arguments with listed values are checked by the generated builders, at any depth."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest
from tests.generator._support import patched, schema

from apimodel import build
from codegen.documented import DocumentedValues
from uptimekit import InputError

ONE_OF = "must be one of 'on', 'off', 'very dim'; "


@pytest.fixture
def lights(beacon: ModuleType) -> ModuleType:
    return importlib.import_module(f"{beacon.__name__}.requests.lights")


def test_a_wrong_value_is_refused_at_any_depth(beacon: ModuleType, lights: ModuleType) -> None:
    """A value that the document does not list is refused in a field, in a list, in an object and in a model."""
    lamp = beacon.models.Lamp(state="of")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"state": "very_dim"}, f"state {ONE_OF}did you mean 'very dim'?"),
        ({"lamps": [{}, {"states": ["on", "of"]}]}, f"lamps[1].states[1] {ONE_OF}did you mean 'off'?"),
        ({"lamps": [lamp]}, f"lamps[0].state {ONE_OF}did you mean 'off'?"),
        ({"schedule": {"cron": "* * * * *", "states": "on"}}, "schedule.states must be a list, not a text"),
    ]
    for arguments, message in wrong:
        with pytest.raises(InputError) as caught:
            lights.update("a", **arguments)
        assert str(caught.value) == message


def test_what_a_server_sent_can_be_sent_again(beacon: ModuleType, lights: ModuleType) -> None:
    """An unknown value of an answer is a member of its enum, and goes back as it came; so does one made by hand."""
    light = beacon.models.Light.from_dict(
        {"state": "new", "lamps": [{"state": "newer", "states": ["newest"]}]}
    )
    made = lights.update("a", state=light.state, lamps=light.lamps)
    assert made.json == {"state": "new", "lamps": [{"state": "newer", "states": ["newest"]}]}
    assert lights.update("a", state=beacon.models.LightState("new")).json == {"state": "new"}


def test_only_what_lists_all_its_values_is_documented() -> None:
    """A type that takes any text beside the listed ones has no list; objects that hold themselves have one table."""
    state: dict[str, Any] = {"$ref": "#/components/schemas/LightState"}
    inner: dict[str, Any] = {"type": "array", "items": {"$ref": "#/components/schemas/Inner"}}
    fields: dict[str, Any] = {
        "states": {"type": "object", "additionalProperties": state},
        "free": {"oneOf": [state, {"type": "string", "pattern": "^x-"}]},
        "name": {"type": "string"},
        "inner": inner,
    }
    document = patched(
        schema("LightCreate", {"properties": fields}),
        patched(schema("Inner", {"type": "object", "properties": {"state": state, "inner": inner}})),
    )
    api = build("beacon", document)
    values = DocumentedValues(api)
    (create,) = (each for each in api.operations if each.raw.id == "createLight")
    found = {argument.wire: values.expression(argument.type) for argument in create.arguments}
    table = "_VALUES_OF_INNER"
    assert found == {
        "name": "", "unique": "", "states": '{"*": LightState}', "free": "", "inner": f"[{table}]"
    }  # fmt: skip
    types = [argument.type for argument in create.arguments]
    assert values.tables(types) == {table: {"state": "LightState", "inner": f"[{table}]"}}
    assert values.enums(types) == {("models.light_state", "LightState")}
