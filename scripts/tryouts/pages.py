"""The pages of a listing, and what each of them must be asked for."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from apimodel.document import JsonObject

from .answers import Answer, chosen, json_answer
from .samples import Sampler
from .schemas import Schemas
from .server import Seen
from .styles import pairs_of
from .written import Written

_TOKEN: Final = "next"  # noqa: S105  # the token of a page, no secret
_LINKED: Final = "tryout"


@dataclass(frozen=True)
class Pages:
    """Two pages and the empty one that may follow them, and all their items."""

    answers: list[Answer]
    items: list[Any]
    rule: JsonObject

    def wrong_in(self, seen: list[Seen]) -> Iterator[str]:
        """Say what is wrong with the requests for the pages."""
        if not 2 <= len(seen) <= 3:
            yield f"pages: expected 2 or 3 requests, saw {len(seen)}"
            return
        query = dict(pairs_of(seen[1].target.partition("?")[2]))
        style, name = self.rule["style"], self.rule.get("parameter", "")
        count = len(at(self.answers[0].value, self.rule["items"]))
        first = self.rule.get("first", 0 if style == "offset" else 1)
        name = _LINKED if style == "link" else name
        wanted = {"page": str(first + 1), "offset": str(first + count)}.get(style, _TOKEN)
        if query.get(name) != wanted:
            yield f"pages: expected the second one at {name} = {wanted}, saw {query.get(name)}"


def pages(schemas: Schemas, written: Written, address: str, notes: list[str]) -> Pages | None:
    """Return the pages of a listing whose server is at *address*; None if no answer can hold them."""
    rule = written.data["x-pagination"]
    success = next((success for success in chosen(written) if success[1]), None)
    if success is None:
        return None
    status, media, schema = success
    whole = Sampler(schemas, kept=(rule["items"],), notes=notes).value(schema)
    items = at(whole, rule["items"])
    if not isinstance(items, list) or not items:
        return None
    size = rule.get("size", {}).get("maximum", 0) if rule.get("short-page-ends") else 0
    first = [items[0]] * size if size and rule["style"] in ("page", "offset") else items
    second = [_other(item) for item in (*items, items[0])]  # a page like the one before would end a listing
    second = second[:1] if len(second) == len(first) else second
    values: list[Any] = []
    for content, more in ((first, True), (second, False), ([], False)):
        value = _put(copy.deepcopy(whole), rule["items"], content)
        for fact, told in _facts(rule, address, more, len(first) + len(second)).items():
            value = _put(value, rule[fact], told) if rule.get(fact) else value
        values.append(value)
    made = [json_answer(status, media, schema, value) for value in values]
    return Pages(made, [*first, *second], rule)


def _facts(rule: JsonObject, address: str, more: bool, total: int) -> dict[str, Any]:
    """Return what a page says about the others."""
    link = f"{address}/{_LINKED}?{_LINKED}={_TOKEN}"
    following = _TOKEN if rule["style"] == "cursor" else link
    last = f"{address}/{_LINKED}?{rule.get('parameter')}={rule.get('first', 1) + 1}"
    return {"next": following if more else None, "last": last, "total-pages": 2, "total-items": total}


def _other(item: Any) -> Any:
    """Return an item that shows that it came on the second page, if it can."""
    return {**item, _LINKED: 2} if isinstance(item, dict) else item


def at(value: Any, path: str) -> Any:
    """Return the value at a dotted *path*; None if there is none."""
    for name in path.split(".") if path else ():
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _put(body: Any, path: str, value: Any) -> Any:
    if not path:
        return value
    *names, last = path.split(".")
    inner = body
    for name in names:
        if not isinstance(inner.get(name), dict):
            inner[name] = {}
        inner = inner[name]
    inner[last] = value
    return body
