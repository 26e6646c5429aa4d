"""Changes in how an operation is sent: its address, host, credential and body, and whether it is sent again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from apimodel import Operation

from .change import Change, Severity

Told = tuple[str, str, Severity]
"""Kind, text and severity of a change."""


def compare_requests(one: Operation, other: Operation, credentials: Mapping[str, str]) -> Iterator[Change]:
    """Yield what changed in how a request is sent; *credentials* has the new names of renamed ones."""
    for kind, text, severity in (
        *_sending(one, other),
        *_security(one, other, credentials),
        *_promises(one, other),
    ):
        yield Change(kind, f"{other.call}()", text, severity)


def _sending(one: Operation, other: Operation) -> Iterator[Told]:
    if one.address != other.address:
        yield "address", f"is sent as {_address(other)}, no longer as {_address(one)}", "breaking"
    if other.static.server != one.static.server:
        yield "server", f"goes to the server `{other.static.server}_url`", "breaking"
    if one.body and other.body and one.body.media not in [each.media for each in other.body.formats]:
        yield (
            "body-format",
            f"sends its body as {other.body.media}, no longer as {one.body.media}",
            "breaking",
        )
    if other.static.envelope != one.static.envelope:
        text = (
            f"in `{other.static.envelope}`"
            if other.static.envelope
            else f"without `{one.static.envelope}` around them"
        )
        yield "envelope", f"sends its fields {text}", "breaking"


def _address(method: Operation) -> str:
    return f"{method.raw.verb} {method.raw.path}"


def _security(one: Operation, other: Operation, credentials: Mapping[str, str]) -> Iterator[Told]:
    before = [tuple(credentials.get(name, name) for name in names) for names in one.static.security]
    after = list(other.static.security)
    lost = [names for names in before if set(names) not in map(set, after)]
    gained = [names for names in after if set(names) not in map(set, before)]
    for was, now in [
        (was, now) for was in lost for now in gained if set(was) < set(now) or set(now) < set(was)
    ]:
        lost, gained = [names for names in lost if names != was], [names for names in gained if names != now]
        if more := [name for name in now if name not in was]:
            yield "auth", f"needs {_together(more)} beside {_together(was)}", "breaking"
        else:
            less = [name for name in was if name not in now]
            yield "auth", f"no longer sends {_together(less)} beside {_together(now)}", "additive"
    if lost:
        yield "auth", f"no longer sends {_names(lost)}", "breaking" if after else "additive"
    if gained:
        needed = not before and not other.static.anonymous
        text = f"needs {_names(gained)}" if needed else f"sends {_names(gained)}, if that is given"
        yield "auth", text, "breaking" if needed else "additive"
    if before and after and (free := other.static.anonymous) != one.static.anonymous:
        text = f"may {'' if free else 'not '}be called without a credential"
        yield "auth", text, "additive" if free else "breaking"


def _names(alternatives: Iterable[Sequence[str]]) -> str:
    return " or ".join(map(_together, alternatives))


def _together(credentials: Sequence[str]) -> str:
    return " and ".join(f"`{name}`" for name in credentials)


def _promises(one: Operation, other: Operation) -> Iterator[Told]:
    if _again(one) != _again(other):
        yield "idempotency", f"after a failure it is sent again {_again(other)}", "additive"
    if (now := other.static.deprecated) != one.static.deprecated:
        yield (
            "deprecated",
            f"is {'now' if now else 'no longer'} deprecated",
            "additive" if now else "internal",
        )


def _again(operation: Operation) -> str:
    if field := operation.static.idempotent_field:
        drops = (f", without `{name}` beside `{other}`" for name, other in operation.static.idempotent_drops)
        return f"if `{field}` is given{''.join(drops)}"
    return "in any case" if operation.static.idempotent else "only if the server cannot have acted"
