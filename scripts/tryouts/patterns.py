"""Texts for regular expressions."""

from __future__ import annotations

import re
from re import _constants as codes  # type: ignore[attr-defined]  # private, as is the parser: re has no other
from re import _parser as parser  # type: ignore[attr-defined]  # the same
from typing import Any, Final

_CLASSES: Final = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_WORD: "-",
    codes.CATEGORY_NOT_SPACE: "a",
}
_SIGNS: Final = "a1A-_. "


def matching(pattern: str, least: int = 0, most: int = 10_000) -> str | None:
    """Return a text of at least *least* and at most *most* characters that *pattern* permits; None if none was found."""
    try:
        tree, check = parser.parse(pattern), re.compile(pattern)
    except (re.error, OverflowError):  # another dialect
        return None
    texts = (_text(tree, more) for more in (0, 1, 2, 3, least))
    padded = (each for text in texts for each in (text, text.ljust(least, "a")))
    return next((each for each in padded if least <= len(each) <= most and each and check.search(each)), None)


def _text(tree: Any, more: int) -> str:
    """Return a text for a parsed expression, whose repetitions come *more* often than they must."""
    return "".join(_part(code, value, more) for code, value in tree)


def _part(code: Any, value: Any, more: int) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return "a" if ord("a") != value else "b"
    if code is codes.ANY:
        return "a"
    if code is codes.IN:
        return _one_of(value)
    if code is codes.BRANCH:
        return _text(value[1][0], more)
    if code is codes.SUBPATTERN:
        return _text(value[-1], more)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most, inner = value
        return _text(inner, more) * int(min(least + more, most))
    return ""  # a place or a look-around, which the match decides


def _one_of(options: Any) -> str:
    """Return a character of a set."""
    if options[0][0] is codes.NEGATE:
        return next((sign for sign in _SIGNS if not any(_has(option, sign) for option in options[1:])), "~")
    code, value = options[0]
    if code is codes.CATEGORY:
        return str(_CLASSES[value])
    return chr(value[0] if code is codes.RANGE else value)


def _has(option: Any, sign: str) -> bool:
    code, value = option
    if code is codes.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    if code is codes.LITERAL:
        return bool(value == ord(sign))
    kinds = {"1": codes.CATEGORY_DIGIT, " ": codes.CATEGORY_SPACE, "a": codes.CATEGORY_WORD}
    return bool(kinds.get(sign) == value)
