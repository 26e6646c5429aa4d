"""Rows about values: arguments, fields of answers, keys of what is sent, enums, classes."""

from __future__ import annotations

from typing import Any, Final

from ._edits import DROP, Edit, without
from ._table import LIGHT, SCHEMAS, STATE, TEXT, UPDATE, Row, appended, backwards, row

__all__ = ["SCHEMA_ROWS"]

LIST: Final = "paths /lights get parameters"
LAMP: Final = f"{SCHEMAS} Lamp properties"
SCHEDULE: Final = f"{SCHEMAS} Schedule"
STATES: Final = f"{SCHEMAS} LightState"
MAYBE_STATE: Final = {"oneOf": [STATE, {"type": "null"}]}


def parameter(**member: Any) -> Any:
    """Return a function that changes the parameter ``state`` of a list of them."""
    return lambda items: [{**item, **member} if item["name"] == "state" else item for item in items]


def renamed(old: str, new: str) -> tuple[Edit, Edit]:
    """Return edits that give a component another name, and lead every reference there."""

    def walk(node: Any) -> Any:
        if isinstance(node, list):
            return [walk(value) for value in node]
        if isinstance(node, dict):
            return {(new if key == old else key): walk(value) for key, value in node.items()}
        return f"#/components/schemas/{new}" if node == f"#/components/schemas/{old}" else node

    return ("components schemas", walk), ("paths", walk)


def both(change: str) -> list[str]:
    """Return a change of the argument that creating and updating a light share."""
    return [f"{change} lights.create()", f"{change} lights.update()"]


ARGUMENTS: Final = (
    row(
        "parameter added",
        "additive argument-added lights.list()",
        (LIST, appended({"name": "colour", "in": "query", "schema": TEXT})),
    ),
    row(
        "required parameter added",
        "breaking argument-required-added lights.list()",
        (LIST, appended({"name": "colour", "in": "query", "required": True, "schema": TEXT})),
    ),
    row("parameter removed", "breaking argument-removed lights.list()", (LIST, without("state"))),
    row("parameter renamed", "breaking argument-renamed lights.list()", (LIST, parameter(name="status"))),
    row(
        "parameter now required", "breaking argument-required lights.list()", (LIST, parameter(required=True))
    ),
    row(
        "parameter of another type",
        "breaking argument-type lights.list()",
        (LIST, parameter(schema={"type": "integer"})),
    ),
    row("parameter takes any text", "additive argument-type lights.list()", (LIST, parameter(schema=TEXT))),
    row(
        "parameter in another place",
        "breaking argument-place-changed lights.list()",
        (LIST, parameter(**{"in": "header"})),
    ),
    row(
        "parameter deprecated",
        "additive argument-deprecated lights.list()",
        (LIST, parameter(deprecated=True)),
    ),
    row("parameters reordered", "internal argument-reordered lights.list()", (LIST, backwards)),
    row(
        "path parameter renamed",
        "breaking argument-renamed tags.replace()",
        ("paths", lambda paths: {path.replace("{tag_id}", "{label}"): item for path, item in paths.items()}),
        ("paths /tags/{label} parameters 0 name", "label"),
    ),
    row("body field added", both("additive argument-added"), (f"{UPDATE} colour", TEXT)),
    row(
        "required body field added",
        "breaking argument-required-added tags.add()",
        (f"{SCHEMAS} TagForm properties tone", TEXT),
        (f"{SCHEMAS} TagForm required", appended("tone")),
    ),
    row("body field removed", both("breaking argument-removed"), (f"{UPDATE} note", DROP)),
    row(
        "body field renamed",
        both("breaking argument-renamed"),
        (
            UPDATE,
            lambda fields: {("notes" if name == "note" else name): field for name, field in fields.items()},
        ),
    ),
    row(
        "body field now required",
        "breaking argument-required tags.add()",
        (f"{SCHEMAS} TagForm required", appended("colour")),
    ),
    row(
        "body field no longer required",
        "additive argument-required tags.add()",
        (f"{SCHEMAS} TagForm required", DROP),
    ),
    row(
        "body field takes null",
        both("additive argument-nullable"),
        (f"{UPDATE} url type", ["string", "null"]),
    ),
    row("body field takes no null", both("breaking argument-nullable"), (f"{UPDATE} note type", "string")),
    row(
        "body field takes a number too",
        both("additive argument-type"),
        (f"{UPDATE} url", {"oneOf": [TEXT, {"type": "integer"}]}),
    ),
    row("body field of another type", both("breaking argument-type"), (f"{UPDATE} url", {"type": "integer"})),
    row("limit of a body field", both("internal argument-rules"), (f"{UPDATE} name maxLength", 80)),
    row("keyword arguments reordered", both("internal argument-reordered"), (UPDATE, backwards)),
    row(
        "field in an envelope added",
        "additive argument-added tags.replace()",
        (f"{SCHEMAS} TagReplace properties tone", TEXT),
    ),
)
VALUES: Final = (
    row("key added", "additive key-added ScheduleParams", (f"{SCHEDULE} properties zone", TEXT)),
    row(
        "required key added",
        "breaking key-required-added ScheduleParams",
        (f"{SCHEDULE} properties zone", TEXT),
        (f"{SCHEDULE} required", appended("zone")),
    ),
    row(
        "key now required",
        "breaking key-required ScheduleParams",
        (f"{SCHEDULE} required", appended("states")),
    ),
    row("key removed", "breaking key-removed ScheduleParams", (f"{SCHEDULE} properties states", DROP)),
    row("answer field added", "additive field-added Light", (f"{LIGHT} colour", TEXT)),
    row("answer field removed", "breaking field-removed Light", (f"{LIGHT} level", DROP)),
    row(
        "answer field renamed",
        "breaking field-renamed Light",
        (
            LIGHT,
            lambda fields: {
                ("state_now" if name == "state" else name): field for name, field in fields.items()
            },
        ),
    ),
    row(
        "optional answer field may be null", "additive field-nullable Light", (f"{LIGHT} state", MAYBE_STATE)
    ),
    row(
        "required answer field may be null",
        "breaking field-nullable SignalPage",
        (
            f"{SCHEMAS} SignalPage properties data",
            {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/Signal"}},
        ),
    ),
    row(
        "what a method unwraps may be null",
        "breaking field-nullable LightPage",  # the method's result is the list all the same, or an error
        (
            f"{SCHEMAS} LightPage properties lights",
            {"type": ["array", "null"], "items": {"$ref": "#/components/schemas/Light"}},
        ),
    ),
    row("answer field never null any more", "additive field-nullable Light", (f"{LIGHT} last_state", STATE)),
    row(
        "answer field no longer required",
        "breaking field-required SignalPage",
        (f"{SCHEMAS} SignalPage required", DROP),
    ),
    row(
        "answer field now required",
        "additive field-required Links",
        (f"{SCHEMAS} Links required", ["next"]),
    ),
    row(
        "whole number becomes a broken one",
        "breaking field-type Beep",
        (f"{SCHEMAS} Beep properties pitch type", "number"),
    ),
    row(
        "broken number becomes a whole one",
        ["additive field-type Lamp", "breaking key-type LampParams"],
        (f"{LAMP} watts type", "integer"),
    ),
    row(
        "text becomes a time",
        "breaking field-type Tag",
        (f"{SCHEMAS} Tag properties name format", "date-time"),
    ),
    row("text becomes an enum", "additive field-type Light", (f"{LIGHT} type", STATE)),
    row("enum becomes a text", "breaking field-type Light", (f"{LIGHT} state", TEXT)),
    row(
        "items of a list of another type",
        "breaking field-type Light",
        (f"{LIGHT} tags items", {"type": "integer"}),
    ),
    row("answer field hidden", "additive field-secret Light", (f"{LIGHT} name x-secret", True)),
    row("answer fields reordered", "internal field-reordered Light", (LIGHT, backwards)),
    row("answer field described", "internal texts Light", (f"{LIGHT} name description", "Its name.")),
    row("enum value added", "additive value-added LightState", (f"{STATES} enum", appended("dim"))),
    row("enum value removed", "breaking value-removed LightState", (f"{STATES} enum", without("off"))),
    row("enum values reordered", "internal value-reordered LightState", (f"{STATES} enum", backwards)),
    row(
        "enum member renamed",
        ["breaking value-renamed LightState"] * 3,
        (f"{STATES} x-enum-varnames", ["LIT", "DARK", "DIM"]),
    ),
    row("model renamed", "breaking class-renamed Flash", *renamed("Flash", "Blink")),
    row("enum renamed", "breaking class-renamed LightState", *renamed("LightState", "LampState")),
    row(
        "class of what is sent renamed",
        "breaking class-renamed ScheduleParams",
        *renamed("Schedule", "Timetable"),
    ),
    row(
        "model, dictionary and record renamed",
        [
            "breaking class-renamed Lamp",
            "breaking class-renamed LampParams",
            "breaking class-renamed LampRecord",
        ],
        *renamed("Lamp", "Bulb"),
    ),
    row(
        "model renamed, and a field added",
        ["breaking class-renamed Tag", "additive field-added Etiquette"],
        *renamed("Tag", "Etiquette"),
        (f"{SCHEMAS} Etiquette properties colour", TEXT),
    ),
    row(
        "field of an object both sent and answered",
        ["additive field-added Lamp", "additive key-added LampParams"],
        (f"{LAMP} colour", TEXT),
    ),
    row("record taken away", "breaking class-removed LampRecord", (f"{SCHEMAS} Lamp x-record", DROP)),
    row("nothing", [], ("info title", "Beacon")),
)
SCHEMA_ROWS: Final[tuple[Row, ...]] = (*ARGUMENTS, *VALUES)
