"""Parameters as OpenAPI's styles write them, read independently of the client."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http.cookies import SimpleCookie
from typing import Any, Final
from urllib.parse import unquote, unquote_plus

from .comparing import difference, shown

Pairs = list[tuple[str, str]]
_SEPARATORS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}
_DEFAULTS: Final = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def pairs_of(query: str) -> Pairs:
    """Return the names and values of a query or form, decoded."""
    parts = (part.partition("=") for part in query.split("&") if part)
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in parts]


def cookies_of(header: str) -> Pairs:
    return [(name, unquote(morsel.value)) for name, morsel in SimpleCookie(header).items()]


def text_of(value: Any) -> str:
    """Return a value that holds no others as parameters have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def take(parameter: Any, value: Any, pairs: Pairs) -> str:
    """Take a parameter with this *value* out of *pairs*; say how they do not hold it."""
    name = parameter["name"]
    if "content" in parameter:
        texts = _all(name, pairs)
        return _one(texts, lambda text: difference(value, _json(text)))
    style = parameter.get("style") or _DEFAULTS[parameter["in"]]
    explode = parameter.get("explode", style in ("form", "deepObject"))
    if isinstance(value, dict):
        return _object(name, value, pairs, style, explode)
    texts = _all(name, pairs)
    if isinstance(value, list):
        if not explode:
            if len(texts) != 1:
                return f"expected one text, saw {shown(texts)}"
            texts = texts[0].split(_SEPARATORS.get(style, ","))
        return _texts(list(map(text_of, value)), texts)
    return _one(texts, lambda text: same_text(value, text))


def _object(name: str, value: dict[str, Any], pairs: Pairs, style: str, explode: bool) -> str:
    if style == "deepObject":
        found = {key: _all(f"{name}[{key}]", pairs) for key in value}
    elif explode:
        found = {key: _all(key, pairs) for key in value}
    else:
        texts = _all(name, pairs)
        if len(texts) != 1:
            return f"expected one text, saw {shown(texts)}"
        parts = texts[0].split(",")
        found = {key: [each] for key, each in zip(parts[::2], parts[1::2], strict=False)}
    if set(found) != set(value):
        return f"expected the members {shown(sorted(value))}, saw {shown(sorted(found))}"
    for key, each in value.items():
        wanted = each if isinstance(each, list) else [each]
        if problem := _texts(list(map(text_of, wanted)), found[key]):
            return f"{key}: {problem}"
    return ""


def _texts(wanted: Sequence[str], texts: Sequence[str]) -> str:
    if len(wanted) == len(texts) and not any(map(same_text, wanted, texts)):
        return ""
    return f"expected {shown(list(wanted))}, saw {shown(list(texts))}"


def _all(name: str, pairs: Pairs) -> list[str]:
    found = [value for key, value in pairs if key == name]
    pairs[:] = [pair for pair in pairs if pair[0] != name]
    return found


def _one(texts: list[str], problem: Any) -> str:
    if not texts:
        return "it is missing"
    return str(problem(texts[0])) if len(texts) == 1 else f"expected it once, saw {shown(texts)}"


def same_text(value: Any, text: str) -> str:
    """Say how *text* does not hold *value*; times may be written in another way."""
    if isinstance(value, float) and text.replace(".", "", 1).isdecimal():
        return difference(value, float(text))
    return difference(text_of(value), text)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
