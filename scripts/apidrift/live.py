"""Reading a running API: every GET operation that needs nothing, then those whose ids a listing gave."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from codegen.facts import operation_facts
from codegen.normalise import JSON
from codegen.provider import ProviderView
from codegen.spec import JsonObject, RawOperation, SpecError, operations, success
from uptimekit import ConfigurationError, NetworkError, UptimeKitError
from uptimekit._runtime import (
    BaseClient,
    Credential,
    Operation,
    Provider,
    RateLimit,
    RawResponse,
    Request,
    Server,
)

from .collector import call_of
from .exchange import Exchange
from .ids import Ids
from .locate import server_of

__all__ = ["Reading", "read_live"]


_SILENCE: Final = 5.0  # seconds without a byte after which a server does not answer
_LONGEST: Final = 20.0  # seconds for one request with its second attempt


@dataclass
class Reading:
    """What to read, and what could not be.

    Attributes:
        servers: address of each server that may be asked; ``base`` is the default one.
        limit: how many requests are sent at most.
        each: items of one listing whose details are read.
        deadline: seconds for all requests together.
        skipped: operations that were not called, with the reason.
    """

    servers: Mapping[str, str]
    limit: int = 200
    each: int = 2
    deadline: float = 300.0
    skipped: dict[str, str] = field(default_factory=dict)


def read_live(name: str, spec: JsonObject, reading: Reading) -> Iterator[tuple[RawOperation, Exchange]]:
    """Yield operations of a running API with their answers, with credentials from the environment variables of the spec.

    Only GET requests are sent.  On a server beside the default one only operations that answer with JSON are called:
    addresses that count a visit as a signal answer with text.  Raises SpecError for an address that is none, if a
    request gets no answer, and if the deadline passes.
    """
    view = ProviderView(name, spec)
    ids, sent = Ids(reading.each), 0
    end = time.monotonic() + reading.deadline
    with _client(view, reading) as client:
        for raw in _order(spec, reading):
            paths = list(ids.paths(raw))
            if not paths:
                reading.skipped[call_of(raw)] = "no listing gave an id"
            for path in paths:
                if sent == reading.limit:
                    reading.skipped[call_of(raw)] = f"{reading.limit} requests were sent before"
                    break
                sent += 1
                if (left := end - time.monotonic()) <= 0:
                    raise SpecError(
                        [f"{sent - 1} requests took longer than {reading.deadline:g} s; see --deadline"]
                    )
                patient = client.with_options(deadline=min(_LONGEST, left))
                answer = _ask(patient, Request(_operation(view, raw), path), raw, reading)
                if answer is not None:
                    _learn(ids, raw, path, answer)
                    yield raw, _exchange(raw, answer)


def _order(spec: JsonObject, reading: Reading) -> list[RawOperation]:
    """Return what may be called, listings before what needs their ids."""
    chosen: list[RawOperation] = []
    for raw in operations(spec):
        if raw.method != "get":
            continue
        if reason := _obstacle(spec, raw, reading):
            reading.skipped[call_of(raw)] = reason
        else:
            chosen.append(raw)
    return sorted(chosen, key=lambda raw: raw.path.count("{"))


def _obstacle(spec: JsonObject, raw: RawOperation, reading: Reading) -> str:
    if (server := server_of(raw)) not in reading.servers:
        return f"no address was given for the server {server}"
    if server != "base" and JSON not in _media(spec, raw):
        return "on a server of its own, without a JSON answer: a call might count as a signal"
    needed = [p["name"] for p in raw.parameters if p["in"] != "path" and p.get("required")]
    return f"needs {', '.join(needed)}" if needed else ""


def _media(spec: JsonObject, raw: RawOperation) -> list[str]:
    return [media for _, answer in success(spec, raw.data) for media in answer.get("content", {})]


def _client(view: ProviderView, reading: Reading) -> BaseClient:
    """Return a client made from the spec itself: the generated one may know another version of it."""
    rate_limit = view.spec.get("x-provider", {}).get("rate-limit")
    provider = Provider(
        name=view.name,
        servers={
            server.name: Server(server.url, server.variables, server.limit_by) for server in view.servers
        },
        credentials={credential.argument: Credential(**credential.facts) for credential in view.credentials},
        rate_limit=RateLimit(**rate_limit) if rate_limit else None,
    )
    try:
        return BaseClient(
            provider,
            servers={server.name: reading.servers.get(server.name, server.url) for server in view.servers},
            variables=view.variables,
            secrets=dict.fromkeys(credential.argument for credential in view.credentials),
            http_client=None,
            retries=1,
            timeout=_SILENCE,
        )
    except ConfigurationError as error:
        raise SpecError([error.message]) from None


def _operation(view: ProviderView, raw: RawOperation) -> Operation:
    arguments = {credential.scheme: credential.argument for credential in view.credentials}
    accept = ", ".join(dict.fromkeys(_media(view.spec, raw))) or JSON
    facts = operation_facts(view.spec, raw, arguments, accept, returns_body=True)
    return Operation(id=raw.id, method="GET", path=raw.path, **facts)


def _ask(client: BaseClient, request: Request, raw: RawOperation, reading: Reading) -> RawResponse | None:
    """Send one request; an answer with an error status is an answer, too."""
    with client.capture() as seen:
        try:
            return client.send(request)
        except UptimeKitError as error:
            if seen.responses:
                return seen.last
            if isinstance(error, NetworkError):
                raise SpecError([f"no answer to {call_of(raw)}: {error.message}"]) from None
            reading.skipped[call_of(raw)] = error.message
            return None


def _learn(ids: Ids, raw: RawOperation, path: str, answer: RawResponse) -> None:
    if answer.status_code == 200 and answer.content_type == JSON:
        try:
            ids.learn(raw, path, answer.json())
        except UptimeKitError:
            return  # the comparison says that it is no JSON


def _exchange(raw: RawOperation, answer: RawResponse) -> Exchange:
    return Exchange("get", raw.path, answer.status_code, answer.content_type, answer.text)
