"""The questions that a document leaves open, so that nothing is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from apimodel.document import JsonObject

from .paging import items_of, required_size
from .proposal import Proposal, Subject

_LIMIT: Final = re.compile(
    r"[^.\n]*\d[\d,]*\W{0,4}(?:\w+\W{1,4}){0,4}?(?:requests?|calls)\W+(?:\w+\W+){0,4}?(?:per|every|second|minute|hour)\b"
    r"[^.\n]*",
    re.IGNORECASE,
)
_SHOWN: Final = 3


def left_open(spec: JsonObject, every: Sequence[Subject], proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yield what only somebody who knows the service can decide, each with what to write."""
    yield from _credentials(spec, proposals)
    yield from _rate_limit(spec, every)
    yield from _errors(spec, proposals)
    paged = {each.target: each.value for each in proposals if each.member == "x-pagination"}
    yield from _sizes(every, paged)
    if some := [each for each in every if _is_listing(spec, each) and each.target not in paged]:
        yield f"{_some(some)}: nothing shows that the list comes in pages; if it does, add x-pagination."
    if old := [each for each in every if each.raw.data.get("deprecated")]:
        yield f"{_some(old)}: deprecated; x-skip at the root leaves operations out."


def _is_listing(spec: JsonObject, subject: Subject) -> bool:
    """Return whether an operation seems to list things, in pages or not, and nothing was decided about it."""
    raw, decided = subject.raw, subject.has("x-pagination") or subject.has("x-method-name")
    return raw.method == "get" and not decided and raw.path[-1:] != "}" and items_of(spec, raw) is not None


def _credentials(spec: JsonObject, proposals: Sequence[Proposal]) -> Iterator[str]:
    components = spec.get("components")
    if not (components or {}).get("securitySchemes") and not any(
        each.member == "security" for each in proposals
    ):
        yield "No credentials are documented: if there are, add components.securitySchemes and security."


def _rate_limit(spec: JsonObject, every: Sequence[Subject]) -> Iterator[str]:
    if "rate-limit" in (spec.get("x-provider") or {}):
        return
    info = spec.get("info")
    found = _LIMIT.search(str(info.get("description", "")) if isinstance(info, dict) else "")
    answers = [each.written.get("responses") for each in every]
    limited = sum("429" in each for each in answers if isinstance(each, dict))
    if found:
        yield f'Rate limit: "{" ".join(found[0].split())}": add x-provider.rate-limit: {{requests: ..., period: ...}}.'
    elif limited:
        yield f"{limited} operations may answer 429, at no documented rate: if you know it, add x-provider.rate-limit."


def _errors(spec: JsonObject, proposals: Sequence[Proposal]) -> Iterator[str]:
    proposed = (each.value for each in proposals if each.member == "x-provider")
    if not any("error" in provider for provider in (spec.get("x-provider") or {}, *proposed)):
        yield "Nothing shows where errors have their text: if they are JSON, add x-provider.error: {message: [/...]}."


def _sizes(every: Sequence[Subject], paged: Mapping[str, JsonObject]) -> Iterator[str]:
    """Tell listings that are asked for a page without the size that it needs."""
    lacking: dict[str, list[Subject]] = {}
    for each in every:
        if each.target in paged and (size := required_size(each, paged[each.target])):
            lacking.setdefault(size, []).append(each)
    for size, some in lacking.items():
        rule = f"size: {{parameter: {size}, maximum: ...}}"
        yield f"{_some(some)}: a page needs {size}, whose maximum is not told; add {rule} to x-pagination."


def _some(every: Sequence[Subject]) -> str:
    names = ", ".join(each.raw.id for each in every[:_SHOWN])
    return names + (f" and {len(every) - _SHOWN} more" if every[_SHOWN:] else "")
