"""A service's configuration against the JSON Schema that the server publishes for its type."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from uptimekit._runtime.json_types import is_object

from ._validation import refuse
from .errors import ConfigurationError

__all__ = ["check_config", "schema_in"]


def schema_in(answer: Any) -> Mapping[str, Any]:
    """Return the schema in an answer of ``/service-types/{type}/schema``.

    The vendor does not document that answer: it is the schema itself, or has it under ``schema`` or
    ``config_schema``.  An answer without either permits everything.
    """
    inner = [answer.get(name) for name in ("schema", "config_schema")] if is_object(answer) else []
    found = next((each for each in inner if is_object(each)), answer)
    return found if is_object(found) else {}


def check_config(schema: Mapping[str, Any], config: Any) -> None:
    """Check *config*; raise InvalidInputError with a message for each field that the schema does not permit.

    Raises ConfigurationError without the extra ``schema`` (the package jsonschema), and for a schema that is none.
    """
    try:
        validators = import_module("jsonschema.validators")
    except ImportError:
        raise ConfigurationError(
            "checking against the server's schema needs jsonschema: pip install 'uptimekit[schema]'"
        ) from None
    kind = validators.validator_for(schema, default=validators.Draft202012Validator)
    try:
        kind.check_schema(schema)
    except import_module("jsonschema.exceptions").SchemaError as error:
        raise ConfigurationError(f"the server's schema is no JSON Schema: {error.message}") from None
    details: dict[str, list[str]] = {}
    for problem in kind(schema).iter_errors(config):
        details.setdefault(_field(problem), []).append(_message(problem))
    refuse(details)


def _field(error: Any) -> str:
    """Return the field that is wrong, without ``config.`` before it: the server's own errors have flat names."""
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        return ".".join(map(str, [*error.absolute_path, missing]))
    return ".".join(map(str, error.absolute_path)) or "config"


def _message(error: Any) -> str:
    """Return what is wrong without the value, which may be a password."""
    if error.validator == "required":
        return "is required"
    return f"does not meet {error.validator}: {error.validator_value!r}"
