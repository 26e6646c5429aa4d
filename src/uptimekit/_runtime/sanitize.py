"""Texts of servers, made fit for messages, log lines and events."""

from __future__ import annotations

from .constants import TEXT_LIMIT

__all__ = ["sanitized", "visible"]


def sanitized(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return *text* on one line of *limit* characters at most, with nothing in it that a terminal acts upon.

    White space of any kind and length becomes one space; what cannot be printed (control characters, escapes,
    marks that turn the direction of writing, halves of surrogate pairs) becomes U+FFFD.
    """
    begun = text[: limit * 4]  # enough for white space to go; the rest of a long text is not even looked at
    line = " ".join(begun.split())
    if len(line) > limit or len(begun) < len(text):
        line = line[: limit - 1] + "…"
    return visible(line)


def visible(text: str) -> str:
    """Return *text* with U+FFFD in place of what cannot be printed; its line breaks stay."""
    if not text.isprintable():
        for char in set(text) - {"\n"}:  # a few kinds, of which each goes in one step
            text = text if char.isprintable() else text.replace(char, "\ufffd")
    return text
