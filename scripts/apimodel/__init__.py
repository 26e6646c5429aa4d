"""One model of an API, for the templates, the comparison of two versions, and the comparison with answers.

:func:`build` makes an :class:`Api` of a loaded and linted document.  openapi-python-client, which parses the
document, is used in ``parser`` and ``names`` only.
"""

from __future__ import annotations

from .api import Api, Credential, Resource, Server
from .build import build
from .document import SpecError
from .fields import Argument, Enum, Field, Model
from .operation import Answer, Body, Format, Operation
from .types import NULL, Type

__all__ = [
    "NULL",
    "Answer",
    "Api",
    "Argument",
    "Body",
    "Credential",
    "Enum",
    "Field",
    "Format",
    "Model",
    "Operation",
    "Resource",
    "Server",
    "SpecError",
    "Type",
    "build",
]
