"""The arguments of a request builder, from what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from uptimekit._runtime.enums import OpenStrEnum
from uptimekit._runtime.json_types import is_array, is_object
from uptimekit._runtime.spelling import did_you_mean

from ..parameter_types import JsonValue
from .argument_types import argument_type, read_bytes
from .option_names import option_names
from .options import has_listed_values, parameter_of
from .references import Reference

__all__ = ["keyword_arguments", "path_arguments", "with_new_values"]

Argument = Mapping[str, Any]


def path_arguments(
    arguments: Sequence[Argument],
    given: Sequence[str],
    known: Mapping[str, str],
    variables: Mapping[str, str],
    references: Mapping[str, Reference],
) -> list[Any]:
    """Return the values of the path's *arguments*: those *given*, or *known* ones for those that were left out.

    What is not the id that one of the *references* wants stays a text, since it is a name.

    Raises UsageError if there are too few or too many; it names the *variables* that would tell those that are missing.
    """
    left_out = [each["name"] for each in arguments if each["name"] in known]
    taken = arguments
    if len(given) == len(arguments) - len(left_out):
        taken = [each for each in arguments if each["name"] not in known]
    if len(given) != len(taken):
        names = {each["name"]: each["name"].upper() for each in arguments}
        wanted = " ".join(f"[{shown}]" if name in left_out else shown for name, shown in names.items())
        could = [
            f"; {variables[name]}, if it is set, is the {names[name]}" for name in names if name in variables
        ]
        hint = "".join(could) if len(given) < len(taken) and not left_out else ""
        got = f"{len(given)} argument{'s' * (len(given) != 1)}"
        raise click.UsageError(f"wants {wanted}, and got {got}{hint}")
    values = {
        each["name"]: _converted(each, text, references.get(each["name"]))
        for each, text in zip(taken, given, strict=True)
    }
    return [values.get(each["name"], known.get(each["name"])) for each in arguments]


def _converted(argument: Argument, text: str, reference: Reference | None) -> Any:
    kind = argument_type(argument, reference)
    try:
        return [kind.parse(part) for part in text.split(",")] if argument.get("many") else kind.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=argument["name"].upper()) from None


def keyword_arguments(operation: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the other arguments: those of the body that was *given* as JSON, and over them those of options.

    Raises UsageError for a body that is no JSON object, and for a required argument that is missing.
    """
    named = [each for each in operation.get("arguments", []) if each["place"] != "path"]
    values = _of_body(operation, named, given["body"]) if given.get("body") is not None else {}
    for argument in named:
        value = given[parameter_of(argument["name"])]
        if value is not None and value != ():
            values[argument["name"]] = list(value) if argument.get("many") else value
    options = option_names([each["name"] for each in named])
    missing = [options[each["name"]] for each in named if each.get("required") and each["name"] not in values]
    if missing:
        raise click.UsageError(f"Missing option {' and '.join(missing)}.")
    return values


class _New(OpenStrEnum):
    """Texts that a document does not list: a request takes them as members of an enum, which says that they are meant."""

    NONE = ""


def with_new_values(operation: Mapping[str, Any], keywords: Mapping[str, Any]) -> dict[str, Any]:
    """Return *keywords*, in which each text that may have to be one of a list passes for a new value of it."""
    listed = {each["name"] for each in operation.get("arguments", ()) if has_listed_values(each)}
    return {name: _as_new(value) if name in listed else value for name, value in keywords.items()}


def _as_new(value: Any) -> Any:
    if isinstance(value, str):
        return _New(value)
    if is_object(value):
        return {key: _as_new(each) for key, each in value.items()}
    return [_as_new(each) for each in value] if is_array(value) else value


def _of_body(operation: Mapping[str, Any], named: Sequence[Argument], source: str) -> dict[str, Any]:
    """Return the arguments that a body as JSON holds, by the names of the API's document."""
    body = _read(source)
    places = {each.get("wire", each["name"]): each for each in named if each["place"] in ("field", "inner")}
    if operation["body"] == "json" or not places:
        return {next(each["name"] for each in named if each["place"] == "body"): body}
    envelope: str = operation.get("envelope", "")
    if is_object(body) and is_object(body.get(envelope)):
        body = {**{name: value for name, value in body.items() if name != envelope}, **body[envelope]}
    if not is_object(body):
        raise click.BadParameter("the body must be a JSON object", param_hint="--json")
    for name in body:
        if name not in places:
            hint = did_you_mean(name, places, f"it has {', '.join(places)}")
            raise click.BadParameter(f"the body has no field {name!r}{hint}", param_hint="--json")
    return {places[name]["name"]: value for name, value in body.items()}


def _read(source: str) -> Any:
    """Return the JSON in a file, in standard input for ``-``, or in *source* itself if that begins like an object."""
    try:
        if not source:
            raise ValueError("it is empty: is the variable unset?")
        inline = source.lstrip().startswith(("{", "["))
        return JsonValue().parse(source if inline else read_bytes(source))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--json") from None
