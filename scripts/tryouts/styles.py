"""Parameters as OpenAPI's styles write them, read independently of the client."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
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
    """Return the names and values of a Cookie header, decoded; one name may come several times."""
    parts = (part.strip().partition("=") for part in header.split(";") if part.strip())
    return [(name, unquote(value)) for name, _, value in parts]


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
        return _texts(_listed(value), texts)
    return _one(texts, lambda text: same_text(value, text))


def _object(name: str, value: dict[str, Any], pairs: Pairs, style: str, explode: bool) -> str:
    if style == "deepObject":
        wanted = dict(_deep(name, value))
    elif explode and style == "form":
        wanted = {key: _listed(each) for key, each in value.items()}
    else:
        return _one(_all(name, pairs), lambda text: difference(_member_texts(value), _members(text, explode)))
    for key, texts in wanted.items():
        if problem := _texts(texts, _all(key, pairs)):
            return f"{key}: {problem}"
    return ""


def _deep(name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield the names that a value has with brackets, with their texts."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _deep(f"{name}[{key}]", each)
    else:
        yield name, _listed(value)


def _members(text: str, explode: bool) -> dict[str, str]:
    """Return the members of an object that stands in one text: ``a,1,b,2``, or ``a=1,b=2``."""
    parts = text.split(",")
    if explode:
        return {key: unquote(value) for key, _, value in (part.partition("=") for part in parts)}
    return {key: unquote(value) for key, value in zip(parts[::2], parts[1::2], strict=False)}


def _member_texts(value: dict[str, Any]) -> dict[str, str]:
    return {key: text_of(each) for key, each in value.items()}


def _listed(value: Any) -> list[str]:
    return [text_of(each) for each in (value if isinstance(value, list) else [value])]


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
