"""TypedDicts for what is sent in JSON bodies, made by datamodel-code-generator."""

from __future__ import annotations

import re
import textwrap
import warnings
from typing import Any, Final

from apimodel import Api
from apimodel.document import JsonObject, SpecError, name_of, reachable
from apimodel.parser_input import may_be_null, typed

from .docs import sanitized

_WIDTH = 100
# Members that shape a type. Others a TypedDict cannot hold, or they become types that no request is sent from.
_SHAPE: Final = frozenset(
    {"type", "enum", "const", "required", "items", "additionalProperties"}
    | {"allOf", "anyOf", "oneOf", "$ref", "deprecated"}
)
_FORMATS: Final = frozenset({"date", "date-time"})  # any other text is sent as it is


def params_module(api: Api) -> str:
    """Return the text of ``params.py``, not yet formatted; empty if no JSON object is sent."""
    components = {model.name: _sent(model.data, api) for model in api.models.values() if model.sent}
    if not components:
        return ""
    text, complaints = _typed_dicts(api.name, components)
    if complaints:
        raise SpecError([_located(api.name, components) or f"{api.name}.yaml: {complaints}"])
    return text


def _located(name: str, components: JsonObject) -> str:
    """Return the line about what is wrong, with the component that it is wrong in: the smallest one of those refused."""
    spec = {"components": {"schemas": components}}
    parts = {
        root: {each: components[each] for each in (root, *reachable(spec, schema))}
        for root, schema in components.items()
    }
    for root in sorted(parts, key=lambda root: len(parts[root])):
        if complaints := _typed_dicts(name, parts[root])[1]:
            return f"{name}.yaml: #/components/schemas/{root}: {complaints}"
    return ""


def _sent(node: Any, api: Api) -> Any:
    """Return a schema as it is sent: an enum takes its class or any text, and nothing else of ours is in it."""
    if isinstance(node, list):
        return [_sent(value, api) for value in node]
    if not isinstance(node, dict):
        return node
    target = name_of(str(node.get("$ref", "")))
    if target in api.enums:
        own = {"type": "string", "customTypePath": f"uptimekit_clients.{api.name}.models.{target}"}
        texts = {key: node[key] for key in ("description", "deprecated") if key in node}
        null = [{"type": "null"}] if may_be_null(api.document["components"]["schemas"][target]) else []
        return {**_sent(texts, api), "anyOf": [own, {"type": "string"}, *null]}
    if "enum" in node or not isinstance(node.get("const", ""), str):
        return _sent(typed(node), api)
    out: JsonObject = {}
    for key, value in node.items():
        if key == "properties":  # its keys are names, whatever they look like
            # (a TypedDict has no key without a name)
            out[key] = {field: _sent(schema, api) for field, schema in value.items() if field}
        elif key == "description":
            text = textwrap.fill(str(value), _WIDTH, break_long_words=False, break_on_hyphens=False)
            out[key] = sanitized(text)
        elif key in _SHAPE or (key == "format" and value in _FORMATS and _is_text(node)):
            out[key] = _sent(value, api)
    return out


def _is_text(schema: JsonObject) -> bool:
    """Whether a schema allows any text, and nothing but null beside: a format of another type shapes no type."""
    kinds = schema.get("type")
    texts = {kinds} if isinstance(kinds, str) else set(kinds or ())
    return texts - {"null"} == {"string"} and "const" not in schema


def _typed_dicts(name: str, components: JsonObject) -> tuple[str, str]:
    """Return the TypedDicts of schemas, and all complaints about them: a warning tells of a type that got lost."""
    from datamodel_code_generator import generate  # slow to import, and needed by few commands
    from datamodel_code_generator.enums import ClassNameAffixScope, DataModelType, InputFileType
    from datamodel_code_generator.format import DatetimeClassType, PythonVersion

    document = {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1"},
        "paths": {},
        "components": {"schemas": components},
    }
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            text = generate(
                document,
                input_file_type=InputFileType.OpenAPI,
                output_model_type=DataModelType.TypingTypedDict,
                target_python_version=PythonVersion.PY_311,
                output_datetime_class=DatetimeClassType.Datetime,
                formatters=[],
                class_name_suffix="Params",
                class_name_affix_scope=ClassNameAffixScope.Models,
                disable_timestamp=True,
                use_closed_typed_dict=False,
                use_schema_description=True,
                use_field_description=True,
                use_union_operator=True,
                use_standard_collections=True,
                special_field_name_prefix="",  # a key such as _destroy is sent as it is written
                treat_dot_as_module=False,
                custom_file_header=f"# Generated by scripts/generate.py from specs/{name}.yaml; do not edit.",
            )
        except Exception as error:  # whatever another program fails with
            return "", f"datamodel-code-generator: {_line(error)}"
    return _whole(str(text)), "; ".join(
        f"datamodel-code-generator: {_line(warning.message)}" for warning in said
    )


def _whole(text: str) -> str:
    """Return a module in which lists of themselves have items; the program above leaves out what it cannot name."""
    lists = re.sub(r"(?m)^(\w+: TypeAlias = list)$", r"\1[Any]", text)
    future = "from __future__ import annotations\n"
    return text if lists == text else lists.replace(future, f"{future}from typing import Any\n", 1)


def _line(text: object) -> str:
    return " ".join(str(text).split())
