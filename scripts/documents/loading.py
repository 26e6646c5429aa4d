"""Loading the file of a document: YAML or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from apimodel.document import JsonObject, SpecError


class _Constructor(SafeConstructor):
    """Leaves dates as they are written: JSON knows no date, and an example must stay text."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def load(path: Path) -> JsonObject:
    """Read a YAML document; raise SpecError for broken YAML or anything but a mapping."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Constructor
    try:
        document = yaml.load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SpecError([f"{path}: not readable: {error.strerror}"]) from None
    except (YAMLError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, no such date
        raise SpecError([f"{path.name}: not readable as YAML: {' '.join(str(error).split())}"]) from None
    if not isinstance(document, dict):
        raise SpecError([f"{path.name}: the document is not a mapping"])
    mapping: JsonObject = _text_keys(document)
    return mapping


def _text_keys(node: Any) -> Any:
    """Turn number keys into text: ``200:`` is a status, and JSON has no other keys."""
    if isinstance(node, dict):
        return {str(key): _text_keys(value) for key, value in node.items()}
    return [_text_keys(value) for value in node] if isinstance(node, list) else node
