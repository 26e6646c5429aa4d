"""Names as openapi-python-client makes them, with a fixed list of reserved words."""

from __future__ import annotations

import keyword
import re
from functools import cache
from typing import Final

from openapi_python_client import strings

# The stock list is dir(builtins) of whatever Python runs, which differs between versions, and renames harmless
# words ("type_", "filter_").  Reserved here is what a generated module needs itself: names that its annotations
# use, and the members of Model.  A trailing underscore is added to them.
_BRACKET: Final = re.compile(r"[\[\]]+(?=\w)")  # filter[status] is filter_status
RESERVED: Final = frozenset(
    {"bool", "builtins", "bytes", "cls", "datetime", "dict", "false", "float", "int", "list", "object"}
    | {"self", "str", "true", "tuple"}
    | {"extra", "from_dict", "to_dict", "to_request"}
    | set(keyword.kwlist)
)
strings.RESERVED_WORDS = set(RESERVED)
safe_for_docstring = strings.safe_for_docstring
snake_case = strings.snake_case


@cache  # asked again and again for the same names
def identifier(wire: str) -> str:
    """Return the Python name of a field, parameter, tag or operation."""
    return str(strings.PythonIdentifier(_BRACKET.sub("_", wire), "field_"))


@cache
def class_name(name: str) -> str:
    """Return the Python class that a schema or tag becomes."""
    return str(strings.ClassName(name, "field_"))
