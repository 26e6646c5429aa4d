"""Tags of checks."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import InvalidRequestError

__all__ = ["each_tag", "split_tags"]


def split_tags(text: str) -> list[str]:
    """Return the tags in *text*, which the server separates at spaces alone."""
    return [tag for each in text.split(" ") if (tag := each.strip())]


def each_tag(tags: Iterable[str], name: str = "tags") -> list[str]:
    """Return tags, given as a text with spaces between them or as an iterable; raise InvalidRequestError for anything else."""
    if isinstance(tags, str):
        return split_tags(tags)
    if not isinstance(tags, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
        raise InvalidRequestError(
            f"{name} must be a text or a list of texts, not {type(tags).__name__}", field=name
        )
    listed = list(tags)
    for tag in listed:
        if not isinstance(tag, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise InvalidRequestError(f"{name} must be a string, not {type(tag).__name__}", field=name)
        if split_tags(tag) != [tag]:
            raise InvalidRequestError(f"{name} must be single words, not {tag!r}", field=name)
    return listed
