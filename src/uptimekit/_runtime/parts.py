"""The parts of a multipart body."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from .encoding import body, encoded_text, header_value, plain_text
from .errors import InputError
from .json_types import is_array, is_list, is_object
from .unset import UNSET

__all__ = ["Part", "multipart"]


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One part of a multipart body.

    Attributes:
        name: name of the field.
        argument: the argument that it was given as, for errors.
        content: its bytes, or the path of a file or an open file, which is sent as it is read.
        filename: name of the file; None for a part that is no file.
        content_type: its media type; by default that of a file's name, and none for text.
    """

    name: str
    argument: str
    content: Any
    filename: str | None = None
    content_type: str | None = None


def multipart(
    values: Mapping[str, Any], files: Mapping[str, str] | None = None, types: Mapping[str, str] | None = None
) -> list[Part]:
    """Return the parts of a multipart body; unset and ``None`` send nothing, a list is one part for each item.

    Args:
        values: what was given, by field: files as :data:`Upload`, objects, which are sent as JSON, or plain values.
        files: names of the arguments of those fields that are files.
        types: media types by field, where they are not those by default.

    Raises InputError for what is no file where one is wanted.
    """
    files, types = files or {}, types or {}
    parts: list[Part] = []
    for name, value in values.items():
        if value is not UNSET and value is not None and name in files:
            parts += [_file(name, files[name], each, types.get(name)) for each in _each(value)]
        elif value is not UNSET and value is not None:
            encoded = body({name: value})[name]
            parts += [
                _value(name, each, types.get(name))
                for each in (encoded if is_list(encoded) else [encoded])
                if each is not None
            ]
    return parts


def _each(value: Any) -> Iterator[Any]:
    """Yield the files of an argument; a tuple is one file."""
    yield from value if is_array(value) and not isinstance(value, tuple) else [value]


def _value(name: str, value: Any, media: str | None) -> Part:
    if is_object(value) or is_list(value) or (media or "").endswith("json"):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return Part(name, name, encoded_text(text), content_type=media or "application/json")
    text = str(plain_text(value))
    return Part(name, name, encoded_text(text), content_type=media)


def _file(name: str, argument: str, given: Any, media: str | None) -> Part:
    filename, content = None, given
    if isinstance(given, tuple):
        filename, content, media = _named(argument, given, media)  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(content, (bytes, bytearray)):
        content = bytes(content)
    elif isinstance(content, str):
        problem = "a text may be a path or the content; give a pathlib.Path, or bytes"
        raise InputError(f"{argument}: {problem}", field=argument)
    elif not isinstance(content, os.PathLike) and not callable(getattr(content, "read", None)):
        problem = f"a {type(content).__name__} is no file; give a pathlib.Path, an open binary file, bytes, or (name, file)"
        raise InputError(f"{argument}: {problem}", field=argument)
    return Part(name, argument, content, filename or _filename(content), media)


def _named(argument: str, given: Any, media: str | None) -> tuple[str, Any, str | None]:
    filename: Any
    rest: list[Any]
    filename, content, *rest = given if len(given) in (2, 3) else ("", None)
    if not isinstance(filename, str) or not filename or not all(isinstance(each, str) for each in rest):
        problem = "a file as a tuple is (name, content) or (name, content, media type)"
        raise InputError(f"{argument}: {problem}", field=argument)
    encoded_text(filename, argument)
    return filename, content, header_value(argument, rest[0]) if rest else media


def _filename(content: Any) -> str:
    """Return the name of a file without its folders; servers take a part without a name for text."""
    name: Any = content.__fspath__() if hasattr(content, "__fspath__") else getattr(content, "name", None)
    text = PurePath(name).name if isinstance(name, str) else ""  # standard input has the name 0
    return text.encode("utf-8", "replace").decode() or "file"
