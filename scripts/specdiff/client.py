"""Changes of the client itself: servers, credentials, limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar

from apimodel import Api, Credential, Server

from .change import Change, Severity

T = TypeVar("T")

_RULES: Final[Mapping[str, str]] = {
    "rate_limit": "the provider's rate limit",
    "error": "where an error's message and code are read from",
}


def renamed_credentials(old: Api, new: Api) -> dict[str, str]:
    """Return old and new argument of each credential that the client takes under another name."""
    after = {credential.scheme: credential.argument for credential in new.credentials}
    pairs = ((c.argument, after[c.scheme]) for c in old.credentials if c.scheme in after)
    return {before: now for before, now in pairs if before != now}


def compare_clients(old: Api, new: Api) -> Iterator[Change]:
    """Yield what changed in the constructor, and in what holds for all requests."""
    renamed = renamed_credentials(old, new)
    for was, now in renamed.items():
        yield _change("credential-renamed", f"argument `{was}` is now called `{now}`", "breaking", was, now)
    secrets = {renamed.get(c.argument, c.argument): c for c in old.credentials}
    yield from _named("credential", secrets, {c.argument: c for c in new.credentials}, _credential)
    hosts = {server.argument: server for server in old.servers}
    yield from _named("server", hosts, {server.argument: server for server in new.servers}, _server)
    yield from _variables(old.variables, new.variables)
    for name in sorted(old.rules.keys() | new.rules.keys()):
        if old.rules.get(name) != new.rules.get(name):
            text = _RULES.get(name, name.replace("_", " "))
            yield Change("provider-rule", "Client", f"{text} changed", "additive", ("PROVIDER",))


def _change(kind: str, text: str, severity: Severity, *names: str) -> Change:
    return Change(kind, "Client()", text, severity, tuple(f"Client({name})" for name in names))


def _named(
    kind: str, before: Mapping[str, T], after: Mapping[str, T], compare: Callable[[T, T], Iterator[Change]]
) -> Iterator[Change]:
    """Yield which arguments are gone and came, and what *compare* says of those that stayed."""
    for name in [name for name in before if name not in after]:
        yield _change(f"{kind}-removed", f"argument `{name}` is gone", "breaking", name)
    for name in [name for name in after if name not in before]:
        yield _change(f"{kind}-added", f"new argument `{name}`", "additive", name)
    for name in [name for name in before if name in after]:
        yield from compare(before[name], after[name])


def _credential(one: Credential, other: Credential) -> Iterator[Change]:
    name = other.argument
    if one.env != other.env:
        text = f"`{name}` is read from {other.env or 'no environment variable'}, no longer from {one.env or 'none'}"
        yield _change("credential-env", text, "breaking" if one.env else "additive")
    if _sent(one) != _sent(other):
        text = f"`{name}` is sent as `{_sent(other)}`, no longer as `{_sent(one)}`"
        yield _change("credential-header", text, "breaking")


def _sent(credential: Credential) -> str:
    before = {"query": f"?{credential.name}=", "cookie": f"Cookie: {credential.name}="}
    return f"{before.get(credential.place, f'{credential.name}: {credential.prefix}')}..."


def _server(one: Server, other: Server) -> Iterator[Change]:
    name = other.argument
    if one.url != other.url:
        yield _change("server-url", f"`{name}` is {other.url}, no longer {one.url}", "breaking", name)
    if one.limit_by != other.limit_by:
        yield _change(
            "provider-rule", f"what the limits of `{name}` count by changed", "additive", "PROVIDER"
        )
    for variable in [variable for variable in one.variables if variable in other.variables]:
        before, after = set(one.variables[variable]), set(other.variables[variable])  # empty for any value
        if before != after:
            fewer = bool(after) and not (before and before < after)
            text = f"`{variable}` takes {'fewer' if fewer else 'more'} values"
            yield _change("server-variable", text, "breaking" if fewer else "additive", variable)


def _variables(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if was is None:
            yield _change("server-variable", f"new argument `{name}`, {now} by default", "additive", name)
        elif now is None:
            yield _change("server-variable", f"argument `{name}` is gone", "breaking", name)
        elif was != now:
            text = f"`{name}` is {now} by default, no longer {was}"
            yield _change("server-variable", text, "breaking", name)
