"""What changed in the operations: resources, methods, their arguments and their results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from apimodel import Operation

from .change import Change
from .fields import compare_fields
from .matching import renamed_tags
from .requests import compare_requests
from .results import compare_results

Pairs = Sequence[tuple[Operation, Operation]]


def compare_operations(
    pairs: Pairs, gone: Sequence[Operation], come: Sequence[Operation], credentials: Mapping[str, str]
) -> Iterator[Change]:
    """Yield what changed in all operations, see ``matching``; *credentials* has the new names of renamed ones."""
    tags = renamed_tags(pairs)
    before = {*(method.resource for method in gone), *(one.resource for one, _ in pairs)}
    after = {*(method.resource for method in come), *(other.resource for _, other in pairs)}
    for old, new in tags.items():
        yield Change("resource-renamed", _resource(old), f"is now `{_resource(new)}`", "breaking", (old, new))
    lost, won = before - after - tags.keys(), after - before - set(tags.values())
    yield from (_resource_removed(tag, [m for m in gone if m.resource == tag]) for tag in sorted(lost))
    yield from (_resource_added(tag, [m for m in come if m.resource == tag]) for tag in sorted(won))
    yield from (_removed(method) for method in gone if method.resource not in lost)
    yield from (_added(method) for method in come if method.resource not in won)
    for one, other in pairs:
        yield from _renamed(one, other, tags)
        yield from _changed(one, other, credentials)


def _resource(tag: str) -> str:
    return f"client.{tag}"


def _resource_removed(tag: str, methods: Sequence[Operation]) -> Change:
    return Change("resource-removed", _resource(tag), f"is gone{_with(methods)}", "breaking", (tag,))


def _resource_added(tag: str, methods: Sequence[Operation]) -> Change:
    return Change("resource-added", _resource(tag), f"new{_with(methods)}", "additive", (tag,))


def _with(methods: Sequence[Operation]) -> str:
    names = ", ".join(f"`{method.method_name}()`" for method in methods)
    return f", with {names}" if names else ""


def _places(*methods: Operation) -> tuple[str, ...]:
    return tuple(place for method in methods for place in (method.call, method.pager))


def _removed(method: Operation) -> Change:
    return Change("method-removed", f"{method.call}()", "is gone", "breaking", _places(method))


def _added(method: Operation) -> Change:
    text = f"new ({method.raw.method.upper()} {method.raw.path})"
    return Change("method-added", f"{method.call}()", text, "additive", _places(method))


def _renamed(one: Operation, other: Operation, tags: Mapping[str, str]) -> Iterator[Change]:
    if (tags.get(one.resource, one.resource), one.method_name) != (other.resource, other.method_name):
        text = f"is now called `{other.call}()`"
        yield Change("method-renamed", f"{one.call}()", text, "breaking", _places(one, other))


def _changed(one: Operation, other: Operation, credentials: Mapping[str, str]) -> Iterator[Change]:
    where = f"{other.call}()"
    for kind, text, severity in compare_requests(one, other, credentials):
        yield Change(kind, where, text, severity)
    for kind, text, severity, covers in compare_results(one, other):
        yield Change(kind, where, text, severity, covers)
    for verdict in compare_fields(one.arguments, other.arguments, "sent", "argument"):
        names = dict.fromkeys(verdict.names)
        covers = tuple(place for name in names for place in _argument_places(other, name))
        yield Change(f"argument-{verdict.kind}", where, verdict.text, verdict.severity, covers)


def _argument_places(method: Operation, name: str) -> list[str]:
    keys = [f"{model}Params.{name}" for model in (method.body.models if method.body else ())]
    return [*(f"{place}({name})" for place in _places(method)), *keys]
