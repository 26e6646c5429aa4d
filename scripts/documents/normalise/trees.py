"""Moving about in documents that may be broken: what is of a wrong type counts as empty."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from apimodel.document import JsonObject

SCHEMAS = "#/components/schemas/"


def mapping(node: Any) -> JsonObject:
    """Return *node* if it is a mapping, else an empty one."""
    return node if isinstance(node, dict) else {}


def sequence(node: Any) -> list[Any]:
    """Return *node* if it is a list, else an empty one."""
    return node if isinstance(node, list) else []


def below(where: str, *keys: str) -> str:
    """Return the JSON pointer of what *keys* lead to from *where*."""
    return "/".join((where, *(key.replace("~", "~0").replace("/", "~1") for key in keys)))


def keys_of(where: str) -> list[str]:
    """Return the keys of a JSON pointer, whose characters may be percent-encoded, since it is part of a URL."""
    return [key.replace("~1", "/").replace("~0", "~") for key in unquote(where).split("/")[1:]]


def find(spec: JsonObject, where: str, followed: int = 0) -> Any:
    """Return what a JSON pointer leads to, also through references; None if it leads nowhere."""
    node: Any = spec
    for key in keys_of(where):
        if isinstance(node, dict) and key not in node and isinstance(node.get("$ref"), str) and followed < 20:
            node = find(spec, node["$ref"], followed + 1)
        if isinstance(node, list):
            node = node[int(key)] if key.isdecimal() and int(key) < len(node) else None
        else:
            node = mapping(node).get(key)
    return node


def reference_of(node: Any) -> str:
    """Return what a node refers to; nothing if it does not."""
    reference = mapping(node).get("$ref")
    return reference if isinstance(reference, str) else ""


def copy(node: Any) -> Any:
    """Return a copy of a JSON value."""
    if isinstance(node, dict):
        return {key: copy(value) for key, value in node.items()}
    return [copy(value) for value in node] if isinstance(node, list) else node


def add_words(schema: JsonObject, words: str) -> None:
    """Say in a schema's description what its other members no longer say."""
    text = str(schema.get("description") or "").rstrip()
    stop = "." if text and text[-1] not in ".!?:" else ""
    schema["description"] = f"{text}{stop} {words}".strip()


def shown(value: Any) -> str:
    """Return a value as JSON, for a description."""
    return json.dumps(value, ensure_ascii=False)
