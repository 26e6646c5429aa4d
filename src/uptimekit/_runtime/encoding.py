"""Encodes Python values as JSON bodies, query parameters, forms and headers."""

from __future__ import annotations

import datetime
import enum
import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from .errors import InputError
from .json_types import is_array, is_list, is_object
from .unset import UNSET

__all__ = [
    "Joined",
    "body",
    "encode",
    "encoded_text",
    "form",
    "header_value",
    "headers",
    "is_transport_header",
    "plain",
    "plain_text",
    "query",
]

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_TRANSPORT_HEADERS: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


def encode(value: Any) -> Any:
    """Return the JSON form of *value*; mappings and sequences lose their unset members.

    Raises InputError for what JSON cannot say (NaN, infinity, a type without a JSON form).
    """
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InputError(f"{value} cannot be sent as JSON")
        return value
    from .model import Model  # a program that sends no objects does not pay for it

    if isinstance(value, Model):
        return value.to_request()
    return _encode_other(value)


def _encode_other(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        raise InputError(
            "a date-time needs a time zone, such as tzinfo=datetime.UTC: without one it is a guess"
        )
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if is_object(value):
        return body(value)
    if is_array(value):
        return [encode(item) for item in value if item is not UNSET]
    if type(value).__name__ in ("UUID", "Decimal"):
        return str(value)
    raise InputError(f"a {type(value).__name__} cannot be sent as JSON; give a string, number, list or dict")


def plain(value: Any) -> Any:
    """Return the JSON form of *value* as a server sent it, with the fields of models that a request leaves out.

    Raises InputError for a type without a JSON form.
    """
    if value is None or type(value) in (str, int, bool, float):
        return value
    from .model import Model

    if isinstance(value, Model):
        return value.to_dict()
    if is_object(value):
        return {str(key): plain(item) for key, item in value.items() if item is not UNSET}
    if is_list(value):
        return [plain(item) for item in value if item is not UNSET]
    return value if isinstance(value, float) else encode(value)


def body(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a JSON object of the values that were given; ``None`` is sent as null."""
    return {str(key): _named(str(key), value, encode) for key, value in values.items() if value is not UNSET}


def _named(name: str, value: Any, form: Callable[[Any], Any]) -> Any:
    """Return the *form* of a field; the error of one that has none says which field it is."""
    try:
        return form(value)
    except InputError as error:
        if error.field is None and name:
            raise InputError(f"{name}: {error.message}", field=name) from None
        raise


class Joined(list[str]):
    """The items of one value in the query: each is percent-encoded, the separator between them is as it is sent."""

    def __init__(self, items: Iterable[str], separator: str) -> None:
        super().__init__(items)
        self.separator = separator

    def encoded(self, safe: str = "") -> str:
        """Return the value as it is sent."""
        return self.separator.join(quote(item, safe=safe) for item in self)


def query(values: Mapping[str, Any], *objects: Mapping[str, Any]) -> dict[str, Any]:
    """Return query parameters; unset and ``None`` send nothing, a list repeats its parameter.

    Each of *objects* is the parameters that one object is written as.  Raises InputError for one that another
    argument is written as, too, and for a value that is no text.
    """
    given = [(key, value) for each in (values, *objects) for key, value in each.items()]
    given = [(key, value) for key, value in given if value is not UNSET and value is not None]
    made = {key: _named(key, value, plain_text) for key, value in given}
    if len(made) < len(given):
        name = next(key for number, (key, _) in enumerate(given) if key in dict(given[:number]))
        raise InputError(
            f"{name} is given twice: two arguments are sent under this name; leave it out of one", field=name
        )
    return made


def form(values: Mapping[str, Any], *objects: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a form body, as :func:`query` does."""
    return query(values, *objects)


def headers(values: Mapping[str, Any]) -> dict[str, str]:
    """Return header values as text; unset and ``None`` send nothing.

    Raises InputError for a value with a line break or another control character; the message does not repeat it.
    """
    return {key: header_value(key, str(value)) for key, value in query(values).items()}


def is_transport_header(name: str) -> bool:
    """Whether only the transport may set the header *name*.

    A caller's Content-Length would break the connection, a Host would lead elsewhere, and an Accept-Encoding would
    ask for codings that are not read.
    """
    return name.lower() in _TRANSPORT_HEADERS


def header_value(name: str, text: str) -> str:
    """Return *text* if a header may carry it; the value never appears in the error."""
    if _CONTROL.search(text):
        raise InputError(f"the value of {name} has a line break or control character; remove it", field=name)
    if not text.isascii():
        raise InputError(f"the value of {name} has a character outside ASCII", field=name)
    if text != text.strip():
        raise InputError(f"the value of {name} has a space at its start or end; remove it", field=name)
    return text


def encoded_text(text: str, argument: str | None = None) -> bytes:
    """Return *text* in UTF-8; raise InputError, which names the *argument*, for what is no valid Unicode."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        pass  # the error would show the text
    where = argument or "a text in the body"
    raise InputError(f"{where} has half of a surrogate pair; it is no valid Unicode", field=argument)


def plain_text(value: Any) -> Any:
    """Return a value of a parameter: true and false are words, a list is one of such values or is joined already.

    ``None`` in a list sends nothing.  Raises InputError for an object, and for a list in a list.
    """
    if isinstance(value, Joined):
        return value
    encoded = encode(value)
    return [_word(item) for item in encoded if item is not None] if is_list(encoded) else _word(encoded)


def _word(value: Any) -> Any:
    if is_object(value) or is_list(value):
        raise InputError(
            "an object or a list in a list has no form here; give texts, numbers or a list of them"
        )
    return ("true" if value else "false") if isinstance(value, bool) else value
