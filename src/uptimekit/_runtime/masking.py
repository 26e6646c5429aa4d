"""Removes secrets from the texts of errors, events and log lines; nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from .constants import SHORTEST_SECRET

__all__ = ["MASK", "Secrets"]

MASK: Final = "***"

_UUID: Final = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_NAMED: Final = {"&": "amp;", "<": "lt;", ">": "gt;", '"': "quot;"}  # in HTML
_MARKS: Final = re.compile(r"[%&\\+]")  # without one of them a text spells every character as itself
_ESCAPED: Final = {"\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t"}


class Secrets:
    """The secrets of one call.

    A secret is recognised as it is, percent-encoded, form-encoded, escaped for JSON and for HTML, and in nested forms
    (JSON in HTML, percent-encoded twice).  A UUID is also recognised in upper case and without its hyphens.  Secrets
    shorter than ``SHORTEST_SECRET`` are not masked: they are words that any text may contain.
    """

    def __init__(self, secrets: Iterable[str | None]) -> None:
        told = {secret for secret in secrets if secret and len(secret) >= SHORTEST_SECRET}
        self._told = sorted(told, key=len, reverse=True)  # one may be a part of another

    def masked(self, value: Any) -> Any:
        """Return a copy of *value*, a text or a JSON value of any depth, without the secrets."""
        if not self._told:
            return value
        shell = [value]
        pending: list[Any] = [shell]
        while pending:  # a loop: bodies are nested deeper than Python calls functions
            inside = pending.pop()
            for key, each in list(_members(inside)):
                if isinstance(each, str):
                    inside[key] = self._text(each)
                elif type(each) is dict:
                    inside[key] = {self._name(name): value for name, value in _members(each)}
                    pending.append(inside[key])
                elif type(each) in (list, tuple):
                    inside[key] = list(each)
                    pending.append(inside[key])
        return shell[0]

    def _name(self, name: Any) -> Any:
        return self._text(name) if isinstance(name, str) else name

    def _text(self, text: str) -> str:
        odd = _MARKS.search(text) is not None
        for secret in self._told:
            if not odd and not _UUID.fullmatch(secret):
                text = text.replace(secret, MASK)
            elif odd or _bare(secret) in _bare(text):  # else no pattern is made, which takes milliseconds
                text = _pattern(secret).sub(MASK, text)
        return text

    def take_out_of(self, error: BaseException, handled: BaseException | None = None) -> None:
        """Mask the secrets in *error* and in its causes.

        A cause that names a secret and cannot be changed is cut off.  *handled* is the exception that the caller was
        handling when the call began: it and its causes belong to the caller and stay as they are.
        """
        last, each = error, _before(error)
        self._mask_one(error)
        seen = {id(error), id(handled)}
        while each is not None and id(each) not in seen:
            seen.add(id(each))
            self._mask_one(each)
            if self.masked(f"{each} {each!r}") != f"{each} {each!r}":
                last.__cause__, last.__context__ = None, None
                return
            last, each = each, _before(each)

    def _mask_one(self, error: BaseException) -> None:
        error.args = tuple(self.masked(error.args))
        for name, value in vars(error).items():
            if name != "page_token":  # with which the listing can be resumed
                vars(error)[name] = self.masked(value)

    def __repr__(self) -> str:
        return f"<Secrets: {len(self._told)}>"


def _bare(text: str) -> str:
    return text.replace("-", "").lower()


def _members(value: Any) -> Iterable[tuple[Any, Any]]:
    """Return keys and values of an object, or numbers and items of a list."""
    return value.items() if isinstance(value, dict) else enumerate(value)  # pyright: ignore[reportUnknownVariableType]  (JSON is of any type)


def _before(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


@lru_cache(maxsize=256)
def _pattern(secret: str) -> re.Pattern[str]:
    """Return a pattern of *secret* in every spelling, even if each character has another one."""
    if _UUID.fullmatch(secret):
        between = _any_of(_spellings("-")) + "?"
        return re.compile(between.join(_character(each) for each in secret if each != "-"), re.IGNORECASE)
    return re.compile("".join(map(_character, secret)))


def _character(character: str) -> str:
    return _any_of(_spellings(character))


def _any_of(patterns: Iterable[str]) -> str:
    longest_first = sorted(patterns, key=len, reverse=True)  # or the "%" of "%25" is taken, and "25" left
    return f"(?:{'|'.join(longest_first)})"


def _spellings(character: str) -> Iterator[str]:
    """Yield patterns of one character; each begins with a literal, so that a search is quick.

    JSON in JSON in JSON has seven backslashes.  Without that limit a search could take forever.
    """
    code = ord(character)
    named = _NAMED.get(character, "")
    if character in "\"'/\\" or character in _ESCAPED:
        yield rf"\\{{1,7}}{re.escape(_ESCAPED.get(character, character))}"
        yield rf"\\{{1,7}}&(?:amp;)*(?:{named or '(?!)'}|#0*{code};|#(?i:x0*{code:x});)"  # JSON in HTML
    percent = quote(character, safe="", errors="replace").partition("%")[2] or f"{code:02x}"
    yield "".join(f"%(?:25)*(?i:{each})" for each in percent.split("%"))
    yield rf"&(?:amp;)*#0*{code};?"
    yield rf"&(?:amp;)*#(?i:x0*{code:x});?"
    if named:
        yield f"&(?:amp;)*{named}"
    units = character.encode("utf-16-be", "surrogatepass")
    yield "".join(rf"\\{{1,7}}u(?i:{units[n : n + 2].hex()})" for n in range(0, len(units), 2))
    if character == " ":
        yield r"\+"
    yield re.escape(character)  # last: a percent sign begins its own code, too
