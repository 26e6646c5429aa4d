"""What changed in how an operation is sent: its address, host, credential, body, and whether it is sent again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apimodel import Operation

from .change import Severity

Fact = tuple[str, str, Severity]
"""Kind, text and severity of a change, without its place."""


def compare_requests(one: Operation, other: Operation, credentials: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what changed in how a request is sent; *credentials* has the new names of renamed ones."""
    if one.address != other.address:
        text = f"is sent as {_address(other)}, no longer as {_address(one)}"
        yield "address", text, "breaking"
    if other.server != one.server:
        yield "server", f"goes to the server `{other.server}_url`", "breaking"
    if one.body and other.body and one.body.media != other.body.media:
        text = f"sends its body as {other.body.media}, no longer as {one.body.media}"
        yield "body-format", text, "breaking"
    if other.envelope != one.envelope:
        text = f"in `{other.envelope}`" if other.envelope else f"without `{one.envelope}` around them"
        yield "envelope", f"sends its fields {text}", "breaking"
    yield from _security(one, other, credentials)
    yield from _promises(one, other)


def _address(method: Operation) -> str:
    return f"{method.raw.method.upper()} {method.raw.path}"


def _security(one: Operation, other: Operation, credentials: Mapping[str, str]) -> Iterator[Fact]:
    before = [credentials.get(name, name) for name in one.security]
    after = list(other.security)
    if lost := [name for name in before if name not in after]:
        yield "auth", f"no longer sends {_names(lost)}", "breaking" if after else "additive"
    if gained := [name for name in after if name not in before]:
        needed = not before and not other.anonymous
        text = f"needs {_names(gained)}" if needed else f"sends {_names(gained)}, if that is given"
        yield "auth", text, "breaking" if needed else "additive"
    if before and after and other.anonymous != one.anonymous:
        text = (
            "may be called without a credential"
            if other.anonymous
            else "may not be called without a credential"
        )
        yield "auth", text, "additive" if other.anonymous else "breaking"


def _names(credentials: list[str]) -> str:
    return " or ".join(f"`{name}`" for name in credentials)


def _promises(one: Operation, other: Operation) -> Iterator[Fact]:
    if _again(one) != _again(other):
        yield "idempotency", f"after a failure it is sent again {_again(other)}", "additive"
    if one.deprecated != other.deprecated:
        text = "is now deprecated" if other.deprecated else "is no longer deprecated"
        yield "deprecated", text, "additive" if other.deprecated else "internal"


def _again(operation: Operation) -> str:
    if isinstance(operation.idempotent, str):
        drops = (f", without `{name}` beside `{other}`" for name, other in operation.idempotent_drops)
        return f"if `{operation.idempotent}` is given{''.join(drops)}"
    return "in any case" if operation.idempotent else "only if the server cannot have acted"
