"""Changes of the operations: resources, methods, their arguments and their results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from apimodel import NULL, Operation, Type

from .change import Change, Severity
from .fields import compare_fields
from .matching import renamed_tags
from .requests import compare_requests
from .values import Owner, relation, shown

Pairs = Sequence[tuple[Operation, Operation]]


def compare_operations(
    pairs: Pairs, gone: Sequence[Operation], come: Sequence[Operation], credentials: Mapping[str, str]
) -> Iterator[Change]:
    """Yield what changed in all operations, see ``matching``; *credentials* has the new names of renamed ones."""
    tags = renamed_tags(pairs)
    before = {*(method.resource for method in gone), *(one.resource for one, _ in pairs)}
    after = {*(method.resource for method in come), *(other.resource for _, other in pairs)}
    for old, new in tags.items():
        yield Change("resource-renamed", f"client.{old}", f"is now `client.{new}`", "breaking", (old, new))
    lost, won = before - after - tags.keys(), after - before - set(tags.values())
    for tag in sorted(lost):
        yield Change("resource-removed", f"client.{tag}", f"is gone{_with(tag, gone)}", "breaking", (tag,))
    for tag in sorted(won):
        yield Change("resource-added", f"client.{tag}", f"new{_with(tag, come)}", "additive", (tag,))
    for method in [method for method in gone if method.resource not in lost]:
        yield Change("method-removed", f"{method.call}()", "is gone", "breaking", _places(method))
    for method in [method for method in come if method.resource not in won]:
        text = f"new ({method.raw.verb} {method.raw.path})"
        yield Change("method-added", f"{method.call}()", text, "additive", _places(method))
    for one, other in pairs:
        yield from _compare(one, other, tags, credentials)


def _with(tag: str, methods: Sequence[Operation]) -> str:
    names = ", ".join(f"`{method.method_name}()`" for method in methods if method.resource == tag)
    return f", with {names}" if names else ""


def _places(*methods: Operation) -> tuple[str, ...]:
    return tuple(place for method in methods for place in (method.call, method.pager))


def _compare(
    one: Operation, other: Operation, tags: Mapping[str, str], credentials: Mapping[str, str]
) -> Iterator[Change]:
    if (tags.get(one.resource, one.resource), one.method_name) != (other.resource, other.method_name):
        text = f"is now called `{other.call}()`"
        yield Change("method-renamed", f"{one.call}()", text, "breaking", _places(one, other))
    yield from compare_requests(one, other, credentials)
    yield from _results(one, other)
    yield from _pagination(one, other)
    models = other.body.models if other.body else ()

    def places(name: str) -> list[str]:
        return [
            *(f"{place}({name})" for place in _places(other)),
            *(f"{model}Params.{name}" for model in models),
        ]

    owner = Owner(f"{other.call}()", "argument", "sent", places)
    yield from compare_fields(owner, one.arguments, other.arguments)


def _results(one: Operation, other: Operation) -> Iterator[Change]:
    old, new = one.answer.type, other.answer.type
    yield from _result(other, other.call, "returns", old, new, old == NULL)
    if one.pagination and other.pagination:
        items = (one.answer.item or NULL, other.answer.item or NULL)
        yield from _result(other, other.pager, f"`{other.pager}()` gives", *items)


def _result(
    method: Operation, place: str, verb: str, old: Type, new: Type, harmless: bool = False
) -> Iterator[Change]:
    if (how := relation(old, new)) != "same":
        text = f"{verb} {shown(new)}, no longer {shown(old)}"
        severity: Severity = "additive" if harmless or how == "narrower" else "breaking"
        yield Change("result", f"{method.call}()", text, severity, (f"{place}()",))


def _pagination(one: Operation, other: Operation) -> Iterator[Change]:
    where, pagers = f"{other.call}()", (one.pager, other.pager)
    before, after = one.pagination, other.pagination
    rest = sorted(key for key in {**before, **after} if before.get(key) != after.get(key))
    if not before and after:
        text = f"can be read page by page with `{other.pager}()`"
        yield Change("pagination", where, text, "additive", pagers)
    elif before and not after:
        yield Change("pagination", where, f"`{one.pager}()` is gone", "breaking", pagers)
    elif "style" in rest:
        text = f"goes by {after['style']}, no longer by {before['style']}: old page tokens do not fit"
        yield Change("pagination", where, text, "breaking", (other.pager,))
    elif rest:
        names = ", ".join(name.replace("_", " ") for name in rest)
        yield Change("pagination", where, f"finds its pages in another way ({names})", "internal")
