"""How an operation travels: its address, host, credential and body, and whether it may be sent again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .change import Severity
from .views import Method

__all__ = ["Fact", "travel"]

Fact = tuple[str, str, Severity]
"""Kind, text and severity of a change, without its place."""


def travel(one: Method, other: Method, credentials: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what changed in how a request is sent; *credentials* has the new names of renamed ones."""
    if one.address != other.address:
        text = f"is sent as {_address(other)}, no longer as {_address(one)}"
        yield "address", text, "breaking"
    if (host := other.facts.get("server", "base")) != one.facts.get("server", "base"):
        yield "server", f"goes to the server `{host}_url`", "breaking"
    if other.media != one.media and one.media and other.media:
        yield "body-format", f"sends its body as {other.media}, no longer as {one.media}", "breaking"
    if other.envelope != one.envelope:
        text = f"in `{other.envelope}`" if other.envelope else f"without `{one.envelope}` around them"
        yield "envelope", f"sends its fields {text}", "breaking"
    yield from _security(one, other, credentials)
    yield from _promises(one, other)


def _address(method: Method) -> str:
    return f"{method.raw.method.upper()} {method.raw.path}"


def _security(one: Method, other: Method, credentials: Mapping[str, str]) -> Iterator[Fact]:
    before = [credentials.get(name, name) for name in one.facts.get("security", ())]
    after = list(other.facts.get("security", ()))
    optional, was_optional = other.facts.get("anonymous", True), one.facts.get("anonymous", True)
    if lost := [name for name in before if name not in after]:
        yield "auth", f"no longer sends {_names(lost)}", "breaking" if after else "additive"
    if gained := [name for name in after if name not in before]:
        needed = not before and not optional
        text = f"needs {_names(gained)}" if needed else f"sends {_names(gained)}, if that is given"
        yield "auth", text, "breaking" if needed else "additive"
    if before and after and optional != was_optional:
        text = "may be called without a credential" if optional else "may not be called without a credential"
        yield "auth", text, "additive" if optional else "breaking"


def _names(credentials: list[str]) -> str:
    return " or ".join(f"`{name}`" for name in credentials)


def _promises(one: Method, other: Method) -> Iterator[Fact]:
    if _again(one.facts) != _again(other.facts):
        yield "idempotency", f"after a failure it is sent again {_again(other.facts)}", "additive"
    if bool(other.facts.get("deprecated")) != bool(one.facts.get("deprecated")):
        now = bool(other.facts.get("deprecated"))
        text = "is now deprecated" if now else "is no longer deprecated"
        yield "deprecated", text, "additive" if now else "internal"


def _again(facts: Mapping[str, Any]) -> str:
    if field := facts.get("idempotent_field"):
        drops = "".join(
            f", without `{name}` beside `{other}`" for name, other in facts.get("idempotent_drops", ())
        )
        return f"if `{field}` is given{drops}"
    return "in any case" if facts.get("idempotent") else "only if the server cannot have acted"
