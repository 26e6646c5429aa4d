"""What schemas say together: references, ``allOf``, alternatives, discriminators, names."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from ._support import JSON, LAMP, answer, document, named, normalised, of_property, operation, what

TEXT = {"type": "string"}
NULL = {"type": "null"}
LIGHT = {"type": "object", "properties": {"on": {"type": "boolean"}}}
BULB = {"type": "object", "properties": {"watt": {"type": "integer"}}}
OTHERS = {"Light": LIGHT, "Bulb": BULB}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"allOf": [ref("Light")], "description": "x"}, {**ref("Light"), "description": "x"}),
        ({"allOf": [ref("Light"), {"description": "x"}]}, {**ref("Light"), "description": "x"}),
        ({"allOf": [ref("Light"), {"nullable": True}]}, ref("Light")),
        ({"allOf": [TEXT, {"maxLength": 5}]}, {"type": "string", "maxLength": 5}),
        ({"allOf": [TEXT]}, TEXT),
        ({"allOf": []}, {}),
        ({"oneOf": [ref("Light")]}, ref("Light")),
        (
            {"oneOf": [{"oneOf": [TEXT, {"type": "integer"}]}, NULL]},
            {"oneOf": [TEXT, {"type": "integer"}, NULL]},
        ),
        ({"oneOf": [{"const": "a"}, {"type": "string", "enum": ["b", "c"]}]}, ref("LampIt")),
        (
            {"anyOf": [{"type": "string", "enum": ["a", "b"]}, TEXT]},
            {"type": "string", "description": 'Such as "a", "b".'},
        ),
        (
            {"type": "string", "oneOf": [{"format": "date"}, {"format": "date-time"}]},
            {"oneOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]},
        ),
    ],
)
def test_parts_that_say_nothing_more_are_no_parts(written: Any, read: Any) -> None:
    """``allOf`` and alternatives of one schema are that schema; of texts, one text; nested ones are one list."""
    assert of_property(written, **OTHERS) == read


def test_alternatives_that_only_require_are_left_out() -> None:
    """Which of an object's properties are required together is the server's business."""
    light = {**LIGHT, "oneOf": [{"required": ["on"]}, {"required": ["off"]}]}
    assert named({"Lamp": light}) == {"Lamp": LIGHT}


def test_parts_with_the_same_property_are_merged() -> None:
    """The later of two definitions counts; words alone are added to the earlier one."""
    parts = [{**LIGHT, "required": ["on"]}, {"properties": {"on": {"description": "x"}, "watt": TEXT}}, BULB]
    assert named({"Lamp": {"allOf": parts, "description": "y"}})["Lamp"] == {
        "type": "object",
        "properties": {"on": {"type": "boolean", "description": "x"}, "watt": {"type": "integer"}},
        "required": ["on"],
        "description": "y",
    }


def test_a_property_that_two_parts_tell_has_the_fields_of_both() -> None:
    """Objects in objects that do not go together are merged, too, and so are the items of lists."""
    first = {
        "properties": {
            "a": {"type": "object", "properties": {"x": TEXT}, "description": "one"},
            "b": {"items": LIGHT},
        }
    }
    later = {"properties": {"a": {"properties": {"y": TEXT}, "description": "two"}, "b": {"items": BULB}}}
    found = named({"Lamp": {"allOf": [first, later]}})
    assert found["LampA"]["properties"] == {"x": TEXT, "y": TEXT}
    assert found["LampA"]["description"] == "two"
    assert found["LampBItem"]["properties"] == {**LIGHT["properties"], **BULB["properties"]}


def test_closed_parts_are_merged_without_being_closed() -> None:
    """``additionalProperties: false`` of a part would forbid the properties of the others."""
    found = named(
        {"Lamp": {"allOf": [ref("Light"), BULB]}, "Light": {**LIGHT, "additionalProperties": False}}
    )
    assert found == {"Lamp": {"type": "object", "properties": {**LIGHT["properties"], **BULB["properties"]}}}


@pytest.mark.parametrize("other", [TEXT, {"type": "string", "enum": ["a", "b"]}])
def test_an_object_that_is_something_else_as_well_stays_for_a_decision(other: Any) -> None:
    """``allOf`` of an object and of what is none is not merged: one of the two would be lost."""
    parts = [ref("Light"), other]
    found = named({"Lamp": {"allOf": parts}, "Light": LIGHT})
    assert found["Lamp"] == {"allOf": parts}


def test_parts_in_a_circle_end() -> None:
    """A schema that is a part of itself has its own properties."""
    found = named({"Lamp": {"allOf": [LAMP, BULB]}})
    assert found["Lamp"]["allOf"][1] == BULB


def test_alternatives_inside_of_all_of_go_outside() -> None:
    """Each alternative becomes an object of its own together with what all have, and so do properties beside them."""
    found = named({"Lamp": {"properties": {"id": TEXT}, "oneOf": [ref("Light"), ref("Bulb")]}, **OTHERS})
    assert found["Lamp"] == {"oneOf": [ref("LampLight"), ref("LampBulb")]}
    own = {"type": "object", "properties": {"id": TEXT}}
    assert found["LampLight"] == {"allOf": [own, ref("Light")]}
    assert found["LampBulb"] == {"allOf": [own, ref("Bulb")]}


def test_alternatives_are_called_by_their_titles() -> None:
    """An alternative without a name of its own has its title, if that is short, else its number."""
    titled = [{**LIGHT, "title": "night light"}, {**BULB, "title": "A bulb " * 9}]
    found = named({"Lamp": {"properties": {"it": {"oneOf": titled}}}})
    options = [ref("LampItNightLight"), ref("LampItOption2")]
    assert found["Lamp"]["properties"]["it"] == {"oneOf": options}
    assert found["LampItNightLight"] == LIGHT


def test_other_names_of_components_are_left_out() -> None:
    """A component that only refers to another one is no class: its references lead there."""
    lamp = {"type": "object", "properties": {"it": ref("Alias"), "more": ref("Other")}}
    found = named({"Lamp": lamp, "Alias": {"allOf": [ref("Other")]}, "Other": ref("Light"), "Light": LIGHT})
    assert list(found) == ["Lamp", "Light"]
    assert found["Lamp"]["properties"] == {"it": ref("Light"), "more": ref("Light")}


KINDS = {
    "Light": {"type": "object", "properties": {"kind": {"type": "string", "enum": ["light"]}}},
    "old-bulb": {"type": "object", "properties": {"kind": TEXT}},
}
MEMBERS = [ref("Light"), ref("old-bulb")]


@pytest.mark.parametrize(
    "rule",
    [
        {"propertyName": "kind"},
        {"propertyName": "kind", "mapping": {"light": "Light", "old-bulb": "old-bulb"}},
        {
            "propertyName": "kind",
            "mapping": {"light": "#/components/schemas/Light", "x": "#/components/schemas/X"},
        },
        "kind",
    ],
)
@pytest.mark.parametrize("key", ["oneOf", "anyOf"])
def test_the_mapping_of_a_discriminator_is_written_in_full(rule: Any, key: str) -> None:
    """A member's values are its own constants, or else the name that it has in the file."""
    found = named(
        {"Lamp": {"type": "object", "properties": {"it": {key: MEMBERS, "discriminator": rule}}}, **KINDS}
    )
    assert found["Lamp"]["properties"]["it"] == {
        "oneOf": [ref("Light"), ref("OldBulb")],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"light": ref("Light")["$ref"], "old-bulb": ref("OldBulb")["$ref"]},
        },
    }


def test_a_base_with_a_discriminator_stands_for_what_extends_it() -> None:
    """A reference to a base, other than to extend it, means any of the schemas that extend it."""
    base = {"type": "object", "properties": {"kind": TEXT}, "discriminator": {"propertyName": "kind"}}
    found = named(
        {
            "Lamp": {"type": "object", "properties": {"it": ref("Base")}},
            "Base": base,
            "Light": {"allOf": [ref("Base"), LIGHT]},
            "Bulb": {"allOf": [ref("Base"), BULB]},
        }
    )
    assert found["Lamp"]["properties"]["it"]["oneOf"] == [ref("Light"), ref("Bulb")]
    assert found["Lamp"]["properties"]["it"]["discriminator"]["mapping"] == {
        "Light": ref("Light")["$ref"],
        "Bulb": ref("Bulb")["$ref"],
    }
    assert found["Light"]["allOf"][0] == ref("Base")
    assert "discriminator" not in found["Base"]


def test_a_base_stays_an_alternative_where_its_values_tell_nothing() -> None:
    """If what extends a base shares the base's own values of the discriminator, an object may be of the base alone."""
    kind = {"type": "string", "enum": ["light", "bulb"]}
    base = {"type": "object", "properties": {"kind": kind}, "discriminator": {"propertyName": "kind"}}
    found = named(
        {
            "Lamp": {"type": "object", "properties": {"it": ref("Base")}},
            "Base": base,
            "Light": {"allOf": [ref("Base"), {**LIGHT, "required": ["on"]}]},
        }
    )
    assert found["Lamp"]["properties"]["it"] == {"oneOf": [ref("Light"), ref("Base")]}


def test_objects_without_a_name_are_called_by_their_place() -> None:
    """An object is called by its owner and property, and by the operation whose body or answer it is."""
    inner = {"type": "object", "properties": {"bulb": BULB, "lights": {"type": "array", "items": LIGHT}}}
    filters = {"name": "state", "in": "query", "schema": {"type": "string", "enum": ["on", "off"]}}
    paths = {
        "/lamps": {
            "post": operation(
                operationId="createLamp",
                parameters=[filters],
                requestBody={"required": True, "content": {JSON: {"schema": inner}}},
                responses=answer({"type": "object", "additionalProperties": inner}),
            )
        }
    }
    spec, notes = normalised(document(paths))
    assert list(spec["components"]["schemas"]) == [
        "CreateLampState",
        "CreateLampBody",
        "CreateLampBodyBulb",
        "CreateLampBodyLightsItem",
        "CreateLampAnswerValue",
        "CreateLampAnswerValueBulb",
        "CreateLampAnswerValueLightsItem",
    ]
    body = "#/paths/~1lamps/post/requestBody/content/application~1json/schema"
    assert notes.origin("#/components/schemas/CreateLampBodyBulb/properties/watt") == (
        f"{body}/properties/bulb/properties/watt"
    )
    assert ("object without a name: named", f"{body}/properties/lights/items") in what(notes)


def test_x_class_name_says_another_name() -> None:
    """``x-class-name`` on a schema is its name, wherever it stands."""
    lamp = {"type": "object", "properties": {"it": {**BULB, "x-class-name": "Filament"}}}
    found = named({"Lamp": lamp})
    assert found["Lamp"]["properties"]["it"] == ref("Filament")
    assert found["Filament"] == BULB


def test_equal_schemas_of_a_body_in_several_formats_are_one() -> None:
    """A body that is the same in JSON and as a form has one class, and so have equal answers."""
    contents = {media: {"schema": BULB} for media in (JSON, "application/x-www-form-urlencoded")}
    answers = {status: answer(LIGHT)["200"] for status in ("200", "201")}
    written = operation(operationId="createLamp", requestBody={"content": contents}, responses=answers)
    spec, _ = normalised(document({"/lamps": {"post": written}}))
    assert list(spec["components"]["schemas"]) == ["CreateLampBody", "CreateLampAnswer"]


@pytest.mark.parametrize(
    ("reference", "read"),
    [
        ("#/components/schemas/Light/properties/on", {"type": "boolean"}),
        ("#/components/schemas/Light/properties/bulb", ref("LightBulb")),
        (
            "#/paths/~1lamps~1%7Bid%7D/get/responses/200/content/application~1json/schema",
            ref("GetLampAnswer"),
        ),
        ("#/components/parameters/Size", {"type": "integer"}),
        ("#/components/responses/Found", ref("Bulb")),
        ("#/components/schemas/Nowhere/properties/x", {"$ref": "#/components/schemas/Nowhere/properties/x"}),
    ],
)
def test_references_lead_to_named_schemas(reference: str, read: Any) -> None:
    """A schema that a reference finds without a name gets one, and a plain type is written in its place."""
    lamp = {"type": "object", "properties": {"it": {"$ref": reference}}}
    light = {"type": "object", "properties": {"on": {"type": "boolean"}, "bulb": BULB}}
    paths = {
        "/lamps/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
            "get": operation(
                operationId="getLamp", responses=answer({"type": "object", "properties": {"lamp": LAMP}})
            ),
        }
    }
    components = {
        "schemas": {"Lamp": lamp, "Light": light, "Bulb": BULB},
        "parameters": {"Size": {"name": "size", "in": "query", "schema": {"type": "integer"}}},
        "responses": {"Found": answer(ref("Bulb"))["200"]},
    }
    spec, _ = normalised(document(paths, components=components))
    assert spec["components"]["schemas"]["Lamp"]["properties"]["it"] == read


def test_places_of_what_a_reference_led_to() -> None:
    """A part that is written in the place of a reference is told where it stands in the file."""
    reference = "#/paths/~1lamps/get/parameters/0"
    paths = {
        "/lamps": {"get": operation(parameters=[{"name": "size", "in": "query", "schema": TEXT}])},
        "/lights": {"get": operation(operationId="listLights", parameters=[{"$ref": reference}])},
    }
    lamp = {"type": "object", "properties": {"a": TEXT, "b": ref("Lamp/properties/a")}}
    paths["/lamps"]["get"]["responses"] = answer(LAMP)
    notes = normalised(document(paths, {"Lamp": lamp}))[1]
    assert notes.origin("#/paths/~1lights/get/parameters/0/schema") == f"{reference}/schema"
    b, a = (f"#/components/schemas/Lamp/properties/{name}/type" for name in "ba")
    assert notes.origin(b) == a


@pytest.mark.parametrize("name", ["Page«Lamp»", "Page[Lamp]", "a b%/c~d"])
def test_references_may_be_percent_encoded(name: str) -> None:
    """A reference is part of a URL: it means the name that its percent-encoded characters stand for."""
    reference = "#/components/schemas/" + quote(name.replace("~", "~0").replace("/", "~1"))
    written = document({"/lamps": {"get": operation(responses=answer({"$ref": reference}))}}, {name: LIGHT})
    spec = normalised(written)[0]
    content = spec["paths"]["/lamps"]["get"]["responses"]["200"]["content"]
    assert spec["components"]["schemas"] == {content[JSON]["schema"]["$ref"].rpartition("/")[2]: LIGHT}


def test_schemas_inside_of_a_schema_become_components() -> None:
    """What stands under ``$defs`` is named where references lead to it, and left out where none does."""
    inner = {"bulb": BULB, "old": LIGHT}
    it = {"$ref": "#/components/schemas/Lamp/$defs/bulb"}
    found = named({"Lamp": {"type": "object", "properties": {"it": it}, "$defs": inner}}, "3.1.0")
    assert found == {"Lamp": {"type": "object", "properties": {"it": ref("LampBulb")}}, "LampBulb": BULB}


def test_parts_of_operations_that_references_find_elsewhere_are_written_in_their_place() -> None:
    """Parameters, bodies and whole paths that stand elsewhere than among the components are copied."""
    size = {"name": "size", "in": "query", "schema": {"type": "integer"}}
    paths = {
        "/lamps": {"get": operation(parameters=[size])},
        "/bulbs": {
            "get": operation(operationId="b", parameters=[{"$ref": "#/paths/~1lamps/get/parameters/0"}])
        },
        "/lights": {"$ref": "#/components/pathItems/Lights"},
    }
    items = {"pathItems": {"Lights": {"get": operation(operationId="c", **{"x-method-name": "c"})}}}
    spec, _ = normalised(document(paths, components=items))
    assert spec["paths"]["/bulbs"]["get"]["parameters"] == [size]
    assert spec["paths"]["/lights"]["get"]["operationId"] == "c"


def test_required_names_of_no_property_are_left_out() -> None:
    """A required property that an object does not have is no argument."""
    assert named({"Lamp": {**LIGHT, "required": ["on", "off", "on"]}})["Lamp"]["required"] == ["on"]
    assert "required" not in named({"Lamp": {**LIGHT, "required": ["off"]}})["Lamp"]


def test_two_kinds_of_alternatives_stay_for_a_decision() -> None:
    """A value that is one of each is said as two parts of it, none of which is lost."""
    both = {"oneOf": [ref("Light"), ref("Bulb")], "anyOf": [ref("Bulb"), TEXT], "description": "x"}
    parts = [{"oneOf": both["oneOf"]}, {"anyOf": both["anyOf"]}]
    assert named({"Lamp": both, **OTHERS})["Lamp"] == {"allOf": parts, "description": "x"}


def test_what_stands_beside_one_alternative_is_left_out() -> None:
    """A reference has texts beside it, and nothing else."""
    assert of_property({"oneOf": [ref("Light")], "minProperties": 1, "description": "x"}, **OTHERS) == {
        **ref("Light"),
        "description": "x",
    }


@pytest.mark.parametrize("name", [1, "", "a lamp", {}])
def test_a_fixed_name_is_a_name(name: Any) -> None:
    """``x-class-name`` that is no name of a class is told, on a component and inside of one."""
    lamp = {"type": "object", "x-class-name": name, "properties": {"it": {**LIGHT, "x-class-name": name}}}
    paths = {"/lamps": {"get": operation(responses=answer(LAMP))}}
    spec, notes = normalised(document(paths, {"Lamp": lamp}))
    assert list(spec["components"]["schemas"]) == ["Lamp", "LampIt"]
    advice = (f"x-class-name is {name!r}", "write a name of a class, such as LampState")
    where = "#/components/schemas/Lamp"
    assert notes.problems == [(where, *advice), (f"{where}/properties/it", *advice)]
