"""Names as openapi-python-client makes them, with a fixed list of reserved words."""

from __future__ import annotations

import keyword
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from openapi_python_client import strings

# The stock list is dir(builtins) of whatever Python runs, which differs between versions, and renames harmless
# words ("type_", "filter_").  Reserved here is what a generated module needs itself: names that its annotations
# and the bodies of its classes use, and the members of Model.  A trailing underscore is added to them.
_BRACKET: Final = re.compile(r"[\[\]]+(?=\w)")  # filter[status] is filter_status
RESERVED: Final = frozenset(
    {
        "bool",
        "builtins",
        "bytes",
        "classmethod",
        "cls",
        "datetime",
        "dict",
        "false",
        "float",
        "frozenset",
        "int",
        "list",
    }
    | {"object", "self", "str", "true", "tuple"}
    | {"extra", "from_dict", "to_dict", "to_request"}
    | set(keyword.kwlist)
)
strings.RESERVED_WORDS = set(RESERVED)
safe_for_docstring = strings.safe_for_docstring
snake_case = strings.snake_case


@cache  # asked again and again for the same names
def identifier(wire: str) -> str:
    """Return the Python name of a field, parameter, tag or operation.

    It is in the form that Python compares names in (NFKC), of which ``\ufb01`` for ``fi`` is none.
    """
    return str(strings.PythonIdentifier(_BRACKET.sub("_", unicodedata.normalize("NFKC", wire)), "field_"))


@cache
def class_name(name: str) -> str:
    """Return the Python class that a schema or tag becomes."""
    return str(strings.ClassName(name, "field_"))


def distinct(wires: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return the Python names of the fields of one object; of two alike, the later one gets a suffix.

    The suffix depends on the field's own name only, so that a new field before it does not change it.
    """
    return _apart(((wire, identifier(wire)) for wire in wires), taken)


def member_names(values: Sequence[str], given: Any = None) -> dict[str, str]:
    """Return the names of an enum's members by their values: those *given* for all, or what the values make.

    Signs that a value begins with are named, so that ``+1`` is PLUS_1 and ``<=`` is LESS_THAN_EQUALS.
    """
    whole = isinstance(given, list) and len(given) == len(values)
    sources = map(str, given) if whole else map(_words, values)
    return _apart(zip(values, map(_constant, sources), strict=True), ())


def _constant(text: str) -> str:
    name = snake_case(unicodedata.normalize("NFKC", text)).upper()
    return name if name.isidentifier() else f"VALUE_{name}"


def _words(value: str) -> str:
    signs = re.match(r"[\W_]*", value)
    end = signs.end() if signs else 0
    return " ".join([*map(_sign, value[:end]), value[end:].upper()]) if value else "EMPTY"


def _sign(sign: str) -> str:
    name = unicodedata.name(sign, "").replace("HYPHEN-MINUS", "MINUS").removesuffix(" SIGN")
    return "" if sign in "_ " else name


def _apart(named: Iterable[tuple[str, str]], taken: Iterable[str]) -> dict[str, str]:
    out, seen = dict[str, str](), {*taken}
    for wire, name in named:
        number = f"{zlib.crc32(wire.encode()) & 0xFFFF:04x}"
        out[wire] = f"{name}_{number.upper() if name.isupper() else number}" if name in seen else name
        seen.add(out[wire])
    return out
