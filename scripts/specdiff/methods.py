"""What changed in the operations: resources, methods, their arguments and their results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from codegen.names import class_name

from .change import Change
from .pairs import renamed_tags
from .results import results
from .succession import compare_fields
from .travel import travel
from .views import Method

__all__ = ["compare_methods"]

Pairs = Sequence[tuple[Method, Method]]


def compare_methods(
    pairs: Pairs, gone: Sequence[Method], come: Sequence[Method], credentials: Mapping[str, str]
) -> Iterator[Change]:
    """Yield what changed in all operations, see ``pairs``; *credentials* has the new names of renamed ones."""
    tags = renamed_tags(pairs)
    before = {*(method.tag for method in gone), *(one.tag for one, _ in pairs)}
    after = {*(method.tag for method in come), *(other.tag for _, other in pairs)}
    for old, new in tags.items():
        yield Change("resource-renamed", _resource(old), f"is now `{_resource(new)}`", "breaking", (old, new))
    lost, won = before - after - tags.keys(), after - before - set(tags.values())
    yield from (_resource_removed(tag, [m for m in gone if m.tag == tag]) for tag in sorted(lost))
    yield from (_resource_added(tag, [m for m in come if m.tag == tag]) for tag in sorted(won))
    yield from (_removed(method) for method in gone if method.tag not in lost)
    yield from (_added(method) for method in come if method.tag not in won)
    for one, other in pairs:
        yield from _renamed(one, other, tags)
        yield from _changed(one, other, credentials)


def _resource(tag: str) -> str:
    return f"client.{tag}"


def _resource_removed(tag: str, methods: Sequence[Method]) -> Change:
    return Change("resource-removed", _resource(tag), f"is gone{_with(methods)}", "breaking", (tag,))


def _resource_added(tag: str, methods: Sequence[Method]) -> Change:
    return Change("resource-added", _resource(tag), f"new{_with(methods)}", "additive", (tag,))


def _with(methods: Sequence[Method]) -> str:
    names = ", ".join(f"`{method.name}()`" for method in methods)
    return f", with {names}" if names else ""


def _places(*methods: Method) -> tuple[str, ...]:
    return tuple(place for method in methods for place in (method.call, method.pager))


def _removed(method: Method) -> Change:
    return Change("method-removed", f"{method.call}()", "is gone", "breaking", _places(method))


def _added(method: Method) -> Change:
    text = f"new ({method.raw.method.upper()} {method.raw.path})"
    return Change("method-added", f"{method.call}()", text, "additive", _places(method))


def _renamed(one: Method, other: Method, tags: Mapping[str, str]) -> Iterator[Change]:
    if (tags.get(one.tag, one.tag), one.name) != (other.tag, other.name):
        text = f"is now called `{other.call}()`"
        yield Change("method-renamed", f"{one.call}()", text, "breaking", _places(one, other))


def _changed(one: Method, other: Method, credentials: Mapping[str, str]) -> Iterator[Change]:
    where = f"{other.call}()"
    for kind, text, severity in travel(one, other, credentials):
        yield Change(kind, where, text, severity)
    for kind, text, severity, covers in results(one, other):
        yield Change(kind, where, text, severity, covers)
    for verdict in compare_fields(one.arguments, other.arguments, "sent", "argument"):
        names = dict.fromkeys(verdict.names)
        covers = tuple(place for name in names for place in _argument_places(other, name))
        yield Change(f"argument-{verdict.kind}", where, verdict.text, verdict.severity, covers)


def _argument_places(method: Method, name: str) -> list[str]:
    keys = [f"{class_name(component)}Params.{name}" for component in method.folded]
    return [*(f"{place}({name})" for place in _places(method)), *keys]
