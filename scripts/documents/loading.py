"""Loading the file of a document: YAML or JSON."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import ryaml

from apimodel.document import JsonObject, SpecError

_CONSTANTS: Final = ((True, "true"), (False, "false"), (None, "null"))


def load(path: Path) -> JsonObject:
    """Read a YAML or JSON document; raise SpecError for a broken one or anything but a mapping."""
    form = "JSON" if path.suffix == ".json" else "YAML"
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = _text_keys(json.loads(text, object_pairs_hook=_object) if form == "JSON" else _yaml(text))
    except OSError as error:
        raise SpecError([f"{path}: not readable: {error.strerror}"]) from None
    except RecursionError:
        raise SpecError([f"{path.name}: not readable as {form}: nested too deeply, or in itself"]) from None
    except ValueError as error:  # no UTF-8, a key twice
        raise SpecError([f"{path.name}: not readable as {form}: {' '.join(str(error).split())}"]) from None
    if not isinstance(document, dict):
        raise SpecError([f"{path.name}: the document is not a mapping"])
    mapping: JsonObject = document
    return mapping


def _object(members: Iterable[tuple[str, Any]]) -> JsonObject:
    """Return an object of its members; one that is there twice would lose the first."""
    out: JsonObject = {}
    for key, value in members:
        if key in out:
            raise ValueError(f"an object has the key {key} twice")
        out[key] = value
    return out


def _yaml(text: str) -> Any:
    """Read YAML by ryaml, which is fast but tells no lines, and has no merge keys and tags; with those, by ruamel."""
    try:
        document = ryaml.load(io.StringIO(text))
    except ValueError as error:
        if "repetition limit" in str(error):
            raise ValueError("its anchors stand for too much text") from None
        # ruamel tells the line, or reads it: ryaml refuses very large numbers
        return _read_by_ruamel(text)
    foreign = any(key == "<<" or key.startswith("!") for key in _keys(document))
    return _read_by_ruamel(text) if foreign else document


def _read_by_ruamel(text: str) -> Any:
    from .ruamel_reader import read  # needed for few documents

    return read(text)


def _keys(node: Any) -> Iterator[str]:
    """Yield all keys of text in a document."""
    if isinstance(node, dict):
        yield from (key for key in node if type(key) is str)
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _keys(value)


def _text_keys(node: Any) -> Any:
    """Turn other keys into text: ``200:`` is a status, and JSON has no other keys."""
    if isinstance(node, dict):
        return _object((_text_key(key), _text_keys(value)) for key, value in node.items())
    return [_text_keys(value) for value in node] if isinstance(node, list) else node


def _text_key(key: Any) -> str:
    if type(key) is str:
        return sys.intern(key)  # a document has few keys, thousands of times
    return next((text for constant, text in _CONSTANTS if key is constant), str(key))
