"""What changed in the client itself: servers, credentials, limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from apimodel import Api, Credential, Server

from .change import Change, Severity

_WHERE: Final = "Client()"


def renamed_credentials(old: Api, new: Api) -> dict[str, str]:
    """Return old and new argument of each credential that the client takes under another name."""
    after = {credential.scheme: credential.argument for credential in new.credentials}
    pairs = ((c.argument, after[c.scheme]) for c in old.credentials if c.scheme in after)
    return {before: now for before, now in pairs if before != now}


def compare_clients(old: Api, new: Api) -> Iterator[Change]:
    """Yield what changed in the constructor, and in what holds for all calls."""
    yield from _credentials(old, new)
    yield from _servers({s.name: s for s in old.servers}, {s.name: s for s in new.servers})
    yield from _variables(old.variables, new.variables)
    for name in sorted(old.rules.keys() | new.rules.keys()):
        if old.rules.get(name) != new.rules.get(name):
            text = _RULES.get(name, name.replace("_", " "))
            yield Change("provider-rule", "Client", f"{text} changed", "additive", ("PROVIDER",))


_RULES: Final[Mapping[str, str]] = {
    "rate_limit": "the provider's rate limit",
    "error": "where an error's message and code are read from",
}


def _change(kind: str, text: str, severity: Severity, *names: str) -> Change:
    return Change(kind, _WHERE, text, severity, tuple(f"Client({name})" for name in names))


def _credentials(old: Api, new: Api) -> Iterator[Change]:
    renamed = renamed_credentials(old, new)
    before = {renamed.get(c.argument, c.argument): c for c in old.credentials}
    after = {c.argument: c for c in new.credentials}
    for was, now in renamed.items():
        yield _change("credential-renamed", f"argument `{was}` is now called `{now}`", "breaking", was, now)
    yield from _arguments("credential", list(before), list(after))
    for name in [name for name in before if name in after]:
        yield from _sending(name, before[name], after[name])


def _arguments(kind: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for name in [name for name in before if name not in after]:
        yield _change(f"{kind}-removed", f"argument `{name}` is gone", "breaking", name)
    for name in [name for name in after if name not in before]:
        yield _change(f"{kind}-added", f"new argument `{name}`", "additive", name)


def _sending(name: str, one: Credential, other: Credential) -> Iterator[Change]:
    if one.env != other.env:
        text = f"`{name}` is read from {other.env or 'no environment variable'}, no longer from {one.env or 'none'}"
        yield _change("credential-env", text, "breaking" if one.env else "additive")
    if _header(one) != _header(other):
        text = f"`{name}` is sent as `{_header(other)}`, no longer as `{_header(one)}`"
        yield _change("credential-header", text, "breaking")


def _header(credential: Credential) -> str:
    return f"{credential.header}: {credential.prefix}..."


def _servers(before: Mapping[str, Server], after: Mapping[str, Server]) -> Iterator[Change]:
    arguments = ([server.argument for server in servers.values()] for servers in (before, after))
    yield from _arguments("server", *arguments)
    for name in [name for name in before if name in after]:
        one, other = before[name], after[name]
        if one.url != other.url:
            text = f"`{name}_url` is {other.url}, no longer {one.url}"
            yield _change("server-url", text, "breaking", f"{name}_url")
        if one.limit_by != other.limit_by:
            text = f"what the limits of `{name}_url` count by changed"
            yield _change("provider-rule", text, "additive", "PROVIDER")
        yield from _permitted(one.variables, other.variables)


def _permitted(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> Iterator[Change]:
    for name in [name for name in before if name in after]:
        lost, won = set(before[name]) - set(after[name]), set(after[name]) - set(before[name])
        closed, opened = not before[name] and after[name], before[name] and not after[name]
        if closed or (lost and not opened):
            yield _change("server-variable", f"`{name}` takes fewer values", "breaking", name)
        elif opened or won:
            yield _change("server-variable", f"`{name}` takes more values", "additive", name)


def _variables(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in [name for name in before if name not in after]:
        yield _change("server-variable", f"argument `{name}` is gone", "breaking", name)
    for name in [name for name in after if name not in before]:
        yield _change("server-variable", f"new argument `{name}`, {after[name]} by default", "additive", name)
    for name in [name for name in before if name in after]:
        if before[name] != after[name]:
            text = f"`{name}` is {after[name]} by default, no longer {before[name]}"
            yield _change("server-variable", text, "breaking", name)
