"""Proposals of ``x-pagination``, from the parameters and the answer of a listing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from apimodel.document import JsonObject, RawOperation

from .fields import arrays, fields, kinds, kinds_at
from .proposal import Proposal, Subject, resolved

_CURSOR: Final = frozenset(
    {"cursor", "after", "aftercursor", "nextcursor", "pagetoken", "pageafter", "pagecursor", "startingafter"}
    | {"startafter", "nextpagetoken", "continuationtoken", "continue", "pagingcursor", "startcursor"}
)
_OFFSET: Final = frozenset({"offset", "skip", "start", "startindex", "startat", "pageoffset"})
_PAGE: Final = frozenset({"page", "pagenumber", "pageno", "pagenum", "currentpage", "pageindex"})
_SIZE: Final = frozenset(
    {"limit", "perpage", "pagesize", "size", "count", "maxresults", "pagelimit", "take", "itemsperpage"}
)
_NEXT: Final = frozenset(
    {"next", "nextcursor", "nextpage", "nextlink", "nexttoken", "nexturl", "nextpagetoken", "after"}
)
_ENVELOPES: Final = frozenset(
    {"meta", "links", "_links", "paging", "pagination", "page", "cursor", "response_metadata"}
)
_LISTS: Final = ("data", "items", "results", "records", "values", "Resources")
_MAXIMUM: Final = re.compile(
    r"(?:\bmax(?:imum)?\b(?:\W{1,3}(?:allowed|is|limit|number|of|page|per|results?|size|value))*"
    r"|\bup to|\bat most|\bno more than|\bexceed|\bbetween \d+ and)\W{1,3}(\d[\d,]*)(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_NEEDS_SIZE: Final = frozenset({"start", "startat"})  # without a size, a time


@dataclass(frozen=True)
class _Next:
    """Where an answer tells the next page: a dotted path to its address or to a token."""

    path: str
    is_link: bool


def propose(spec: JsonObject, subject: Subject) -> Iterator[Proposal]:
    """Propose a rule for a listing whose parameters and answer have the names of one."""
    raw = subject.raw
    items = items_of(spec, raw)
    items = _deeper(spec, raw.answer_schema) if items is None else items
    if raw.method != "get" or items is None or subject.has("x-pagination"):
        return
    queries = _queries(subject)
    if rule := _rule(queries, items, _next(spec, raw.answer_schema)):
        size = _one_of(queries, _SIZE)
        told = _told(spec, size) if size else ""
        if size and (maximum := _maximum(spec, size)):
            rule["size"] = {"parameter": size["name"], "maximum": maximum}
        yield subject.propose("x-pagination", rule, _why(rule, _written(spec, subject, rule)) + told)


def required_size(subject: Subject, rule: JsonObject) -> str | None:
    """Return the parameter for the size that a rule lacks, if the parameter for the place says that it needs it."""
    queries = _queries(subject)
    size = _one_of(queries, _SIZE)
    if size is None or "size" in rule:
        return None
    needs = re.compile(rf"\brequires?\b\W+(?:\w+\W+){{0,3}}?{re.escape(size['name'])}\b", re.IGNORECASE)
    texts = (
        each.get("description", "") for each in queries.values() if each["name"] == rule.get("parameter")
    )
    return size["name"] if any(needs.search(str(text)) for text in texts) else None


def _queries(subject: Subject) -> dict[str, JsonObject]:
    parameters = reversed(subject.raw.parameters)
    return {_plain(each["name"]): each for each in parameters if each.get("in") == "query"}


def _maximum(spec: JsonObject, size: JsonObject) -> int | None:
    """Return how many items a page has at most, from the schema of its size or from its text."""
    schema = resolved(spec, size.get("schema"))
    if type(maximum := schema.get("maximum")) is int and maximum > 0:
        return maximum
    found = (_MAXIMUM.search(str(each.get("description", ""))) for each in (size, schema))
    return next((int(match[1].replace(",", "")) for match in found if match), None) or None


def _told(spec: JsonObject, size: JsonObject) -> str:
    """Return the reason for a maximum that only words tell."""
    in_words = "maximum" not in resolved(spec, size.get("schema")) and _maximum(spec, size)
    return f" The text of {size['name']} tells its maximum." if in_words else ""


def _rule(queries: dict[str, JsonObject], items: str, following: _Next | None) -> JsonObject | None:
    """Return the rule; None if the names are not those of a listing in pages."""
    size = _one_of(queries, _SIZE)
    cursor, offset, page = (_one_of(queries, names) for names in (_CURSOR, _OFFSET, _PAGE))
    if offset and _plain(offset["name"]) in _NEEDS_SIZE and not size:
        offset = None
    rule: JsonObject
    if cursor and following and not following.is_link:
        rule = {"style": "cursor", "parameter": cursor["name"], "items": items, "next": following.path}
    elif page:
        rule = {"style": "page", "parameter": page["name"], "items": items}
        rule |= {"next": following.path} if following else {}
    elif offset:
        rule = {"style": "offset", "parameter": offset["name"], "items": items}
    elif following and following.is_link:
        rule = {"style": "link", "items": items, "next": following.path}
    else:
        return None
    return rule


def _plain(name: str) -> str:
    """Return the letters of a parameter's name: ``page[number]`` is pagenumber, ``filter[after]`` is after."""
    name = name.lower()
    if not name.startswith("page"):
        name = re.sub(r"^(paging|pagination|filter)?[\[_.]", "", name)
    return re.sub(r"[^a-z]", "", name)


def _one_of(queries: dict[str, JsonObject], names: frozenset[str]) -> JsonObject | None:
    return next((data for name, data in queries.items() if name in names), None)


def items_of(spec: JsonObject, raw: RawOperation) -> str | None:
    """Return the dotted path of the list in the answer; None if there is none, or too many."""
    schema = raw.answer_schema
    if schema is None:
        return None
    if kinds(spec, schema) == {"array"}:
        return ""
    if name := _chosen(arrays(spec, schema), raw.path):
        return name
    data = fields(spec, schema).get("data")
    inner = _chosen(arrays(spec, data), raw.path) if data is not None else None
    return f"data.{inner}" if inner and kinds_at(spec, schema, f"data.{inner}") == {"array"} else None


def _deeper(spec: JsonObject, schema: JsonObject | None) -> str | None:
    """Return the dotted path of a list that lies in an object of the answer, if there is no other list."""
    outer = fields(spec, schema)
    lists = [f"{name}.{inner}" for name, data in outer.items() for inner in arrays(spec, data)]
    return lists[0] if len(lists) == 1 and not arrays(spec, schema) else None


def _chosen(lists: list[str], path: str) -> str | None:
    """Return the list that holds the items: one of a usual name, of the name in the path, or the only one."""
    last = next((part for part in reversed(path.split("/")) if part and "{" not in part), "")
    usual = [name for name in (*_LISTS, last, last.replace("-", "_")) if name in lists]
    return usual[0] if usual else lists[0] if len(lists) == 1 else None


def _next(spec: JsonObject, schema: JsonObject | None) -> _Next | None:
    outer = fields(spec, schema)
    places = [("", outer)]
    places += [(f"{name}.", fields(spec, data)) for name, data in outer.items() if name.lower() in _ENVELOPES]
    for place, inner in places:
        for name, data in inner.items():
            if re.sub(r"[^a-z]", "", name.lower()) not in _NEXT:
                continue
            if "href" in (nested := fields(spec, data)) and kinds(spec, nested["href"]) == {"string"}:
                return _Next(f"{place}{name}.href", is_link=True)
            if kinds(spec, data) in ({"string"}, {"integer"}):
                return _Next(place + name, is_link=_is_link(place, name, data))
    return None


def _is_link(place: str, name: str, data: JsonObject) -> bool:
    text = f"{place}{name}".lower()
    return (
        "link" in text or "url" in text or data.get("format") == "uri" or "URL" in data.get("description", "")
    )


def _written(spec: JsonObject, subject: Subject, rule: JsonObject) -> JsonObject:
    """Return the schema of the rule's parameter as the document has it."""
    own = (resolved(spec, each) for each in subject.written.get("parameters", ()))
    data = next((each for each in own if each.get("name") == rule.get("parameter")), {})
    return resolved(spec, data.get("schema"))


def _why(rule: JsonObject, parameter: JsonObject) -> str:
    """Say what the rule was found from, and what no document tells."""
    found = [f"parameter {rule['parameter']}"] if "parameter" in rule else []
    found.append(f"list {rule['items']}" if rule["items"] else "the answer is the list")
    found += [f"next page {rule['next']}"] if "next" in rule else []
    why = f"Found from: {', '.join(found)}."
    if rule["style"] != "page":
        return why
    first = parameter.get("default", parameter.get("minimum"))
    if first in (0, 1):
        rule |= {"first": 0} if first == 0 else {}
        return f"{why} The document says that the first page is {first}."
    return f"{why} Nothing says whether the first page is 1, as here, or 0: then add first: 0."
