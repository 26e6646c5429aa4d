"""HTTP basic authentication (RFC 7617): a user name and a password in one text, and in the header."""

from __future__ import annotations

import base64
import re
from typing import Final

from .errors import InputError

__all__ = ["basic_text", "basic_token"]

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")  # which RFC 7617, 2 forbids


def basic_text(name: str, user: object, password: object) -> str:
    """Return the pair that was given as *name* in one text; raise InputError for a pair that cannot be one."""
    if not isinstance(user, str) or not isinstance(password, str):
        raise InputError(f"{name} must be a pair of texts, (user, password)", field=name)
    if ":" in user:
        raise InputError(
            f"{name}: the user name has a colon, which ends a user name in HTTP basic; give one without",
            field=name,
        )
    return f"{user}:{password}"


def basic_token(name: str, text: str) -> str:
    """Return ``user:password`` as the header carries it: in UTF-8 and base64.

    Raises InputError, which names the argument *name* and repeats nothing of the text.
    """
    if ":" not in text:
        raise InputError(
            f'{name} must be (user, password) or "user:password"; for no password, "user:"', field=name
        )
    if _CONTROL.search(text):
        raise InputError(f"{name} has a line break or control character; remove it", field=name)
    try:
        return base64.b64encode(text.encode()).decode()
    except UnicodeEncodeError:
        pass
    raise InputError(f"{name} has half of a surrogate pair; it is no valid Unicode", field=name)
