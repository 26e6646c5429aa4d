"""One thing that answers show and the spec does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal[
    "unknown field", "unknown value", "null", "missing field", "other type", "status", "content type"
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True)
class Fact:
    """A fact to write into the spec.

    Attributes:
        kind: what sort of fact.
        where: the place in the spec: ``Check.status`` (a field), ``CheckStatus`` (an enum), ``checks.get`` (an
            operation).
        text: what was seen there.  Never a value of a field, but for one that an enum does not list.
    """

    kind: Kind
    where: str
    text: str


_PLAIN: Final = re.compile(r"[\w .:/+-]{0,40}", re.ASCII)


def shown(value: object) -> str:
    """Return an enum's unknown value, or how long it is if it does not look like one."""
    text = str(value)
    return f"`{text}`" if _PLAIN.fullmatch(text) else f"a text of {len(text)} characters"


def key_shown(key: str) -> str:
    """Return a field's name, or how long it is if it looks like a value that someone uses as a key."""
    return key if _PLAIN.fullmatch(key) else f"(a name of {len(key)} characters)"
