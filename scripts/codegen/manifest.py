"""The manifest of a generated package: its inputs, its operations and its models."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from documents import overlay_of
from requirements import pinned

from .render import Rendered

FILE: Final = "manifest.json"
_DIGITS: Final = 16  # of SHA-256: enough to tell versions of one file apart
_SCRIPTS: Final = Path(__file__).parent.parent
_PACKAGES: Final = ("apimodel", "codegen", "documents", "documents/normalise")
# Modules that only judge or carry what comes out; the text of all others decides it.
_BESIDE: Final = frozenset({"__init__", "compare", "cores", "halves", "manifest", "pipeline", "synchronous"})


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS]


@cache  # they are those that run, and the same for every provider
def _scripts() -> dict[str, str]:
    modules = [path for package in _PACKAGES for path in sorted((_SCRIPTS / package).glob("*.py"))]
    return {f"{path.parent.name}/{path.name}": _digest(path) for path in modules if path.stem not in _BESIDE}


def _inputs(spec: Path, templates: Path) -> dict[str, Any]:
    overlay = overlay_of(spec)
    return {
        **({"overlay": {overlay.name: _digest(overlay)}} if overlay else {}),
        "generators": pinned("generate"),
        "scripts": _scripts(),
        "spec": {f"{spec.name}": _digest(spec)},
        "templates": {path.name: _digest(path) for path in sorted(templates.glob("*.jinja"))},
    }


def manifest_text(spec: Path, templates: Path, rendered: Rendered) -> str:
    """Return the text of the manifest."""
    record = {
        "about": "Written by scripts/generate.py; do not edit. Digests are the first 16 digits of SHA-256.",
        **_inputs(spec, templates),
        "operations": sorted(rendered.operations, key=lambda entry: entry["id"]),
        "models": rendered.models,
    }
    return "{" + ",".join(f"\n {json.dumps(key)}: {_lines(record[key])}" for key in sorted(record)) + "\n}\n"


def _lines(value: Any) -> str:
    """Print a list or table with one entry a line, so that a change shows as one."""
    if not value or isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, list):
        return "[\n  " + ",\n  ".join(map(json.dumps, value)) + "\n ]"
    return "{\n  " + ",\n  ".join(f"{json.dumps(k)}: {json.dumps(value[k])}" for k in sorted(value)) + "\n }"


def causes(package: Path, spec: Path, templates: Path) -> list[str]:
    """Return which inputs of a generated package have changed since it was made."""
    try:
        recorded = json.loads((package / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return [f"{FILE} is missing or broken"]
    lines: list[str] = []
    inputs = _inputs(spec, templates)
    for kind in ("generators", "overlay", "scripts", "spec", "templates"):
        present, past = inputs.get(kind, {}), recorded.get(kind, {})
        for name in sorted({*present, *past}):
            if present.get(name) != past.get(name):
                what = "generator version of" if kind == "generators" else kind.removesuffix("s")
                lines.append(f"{what} {name} changed since generation")
    return lines
