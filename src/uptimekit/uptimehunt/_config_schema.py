"""Check a service's configuration against the JSON Schema that the server publishes for its type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from uptimekit._runtime.constants import SHORT_TEXT_LIMIT
from uptimekit._runtime.json_types import is_array, is_object
from uptimekit._runtime.sanitize import sanitized

from ._validation import refuse
from .errors import ConfigurationError

__all__ = ["check_config", "schema_in"]


def schema_in(answer: Any) -> Mapping[str, Any]:
    """Return the schema in an answer of ``service_types.get_schema()``, which the vendor does not document.

    It is the schema itself, or has it under ``schema`` or ``config_schema``.  An answer without either permits
    everything.
    """
    if not is_object(answer):
        return {}
    return next((answer[name] for name in ("schema", "config_schema") if is_object(answer.get(name))), answer)


def check_config(schema: Mapping[str, Any], config: Any) -> None:
    """Check *config*; raise InvalidInputError with messages for each field that the schema does not permit.

    Nothing is fetched: references are followed within the schema only.  Raises ConfigurationError if the package
    jsonschema (extra ``schema``) is missing, and for a schema that is invalid or refers to another one.
    """
    try:
        validators = import_module("jsonschema.validators")
        referencing = import_module("referencing")
    except ImportError:
        raise ConfigurationError(
            "checking against the server's schema needs jsonschema: pip install 'uptimekit[schema]'"
        ) from None
    try:
        kind = validators.validator_for(schema, default=validators.Draft202012Validator)
        kind.check_schema(schema)
        problems = list(kind(schema, registry=referencing.Registry()).iter_errors(config))
    except import_module("jsonschema.exceptions").SchemaError as error:
        raise ConfigurationError(
            f"the server's schema is not a valid JSON Schema: {sanitized(error.message)}"
        ) from None
    except (referencing.exceptions.Unresolvable, RecursionError):
        raise ConfigurationError(
            "the server's schema refers to another schema, or endlessly to itself"
        ) from None
    except (ValueError, TypeError, AttributeError, ArithmeticError, re.error) as error:
        # raised by jsonschema: an odd $schema or $id, an invalid pattern, a number too large for a float
        raise ConfigurationError(f"the server's schema cannot be used ({type(error).__name__})") from None
    details: dict[str, list[str]] = {}
    for problem in problems:
        for field, message in _messages(problem):
            if message not in details.setdefault(field, []):
                details[field].append(message)
    refuse(details)


def _messages(error: Any) -> list[tuple[str, str]]:
    """Return (field, message) pairs without values, which may be passwords, and with flat names, as in a 422."""
    place = [str(part) for part in error.absolute_path]
    if error.validator == "required" and is_array(error.validator_value):
        missing = [name for name in error.validator_value if name not in error.instance]
        return [(_field([*place, name]), "is required") for name in missing]
    expected = sanitized(repr(error.validator_value))
    return [(_field(place) or "config", f"does not meet {error.validator}: {expected}")]


def _field(place: Iterable[str]) -> str:
    return sanitized(".".join(place), SHORT_TEXT_LIMIT)
