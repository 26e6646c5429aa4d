"""Reading a running API: first the GET operations without arguments, then those with an id from a listing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from apimodel import Api, Operation, SpecError
from apimodel.media import JSON
from uptimekit import ConfigurationError, NetworkError, UptimeKitError
from uptimekit._runtime import (
    BaseClient,
    Credential,
    Provider,
    RateLimit,
    RawResponse,
    Request,
    Server,
    unchanged,
)
from uptimekit._runtime import Operation as _Operation

from .ids import Ids
from .recording import Exchange

_SILENCE: Final = 5.0  # seconds without a byte after which a server does not answer
_LONGEST: Final = 20.0  # seconds for one request with its second attempt


@dataclass
class Reading:
    """What to read, and what could not be.

    Attributes:
        servers: address of each server that may be asked; ``base`` is the default one.
        limit: how many requests are sent at most.
        deadline: seconds for all requests together.
        skipped: operations that were not called, with the reason.
    """

    servers: Mapping[str, str]
    limit: int = 200
    deadline: float = 300.0
    skipped: dict[str, str] = field(default_factory=dict)


def read_live(api: Api, reading: Reading) -> Iterator[tuple[Operation, Exchange]]:
    """Yield operations of a running API with their answers, with credentials from the environment variables of the spec.

    Only GET requests are sent.  On a server beside the default one only operations that answer with JSON are called:
    addresses that count a visit as a signal answer with text.  Raises SpecError for an address that is none, if a
    request gets no answer, and if the deadline passes.
    """
    ids, sent = Ids(), 0
    end = time.monotonic() + reading.deadline
    with _client(api, reading) as client:
        for operation in _order(api, reading):
            paths = list(ids.paths(operation))
            if not paths:
                reading.skipped[operation.call] = "no listing gave an id"
            for path in paths:
                if sent == reading.limit:
                    reading.skipped[operation.call] = f"{reading.limit} requests were sent before"
                    break
                if (left := end - time.monotonic()) <= 0:
                    what = f"{sent} requests took longer than {reading.deadline:g} s; see --deadline"
                    raise SpecError([what])
                sent += 1
                patient = client.with_options(deadline=min(_LONGEST, left))
                if (answer := _ask(patient, operation, path, reading)) is not None:
                    _learn(ids, operation, path, answer)
                    status, media = answer.status_code, answer.content_type
                    yield operation, Exchange("get", operation.raw.path, status, media, answer.text)


def _order(api: Api, reading: Reading) -> list[Operation]:
    """Return what may be called, listings before what needs their ids."""
    readable = [operation for operation in api.operations if operation.raw.method == "get"]
    reasons = {operation.call: _reason_to_skip(operation, reading) for operation in readable}
    reading.skipped.update({call: reason for call, reason in reasons.items() if reason})
    chosen = [operation for operation in readable if not reasons[operation.call]]
    return sorted(chosen, key=lambda operation: operation.raw.path.count("{"))


def _reason_to_skip(operation: Operation, reading: Reading) -> str:
    server = operation.static.server
    if server not in reading.servers:
        return f"no address was given for the server {server}"
    if server != "base" and not operation.answer.is_json:
        return "on a server of its own, without a JSON answer: a call might count as a signal"
    needed = [a.wire for a in operation.arguments if a.place != "path" and a.required]
    return f"needs {', '.join(needed)}" if needed else ""


def _client(api: Api, reading: Reading) -> BaseClient:
    """Return a client made from the spec itself: the generated one may know another version of it."""
    limit = api.rules.get("rate_limit")
    provider = Provider(
        name=api.name,
        servers={each.name: Server(each.url, each.variables, each.limit_by) for each in api.servers},
        credentials={each.argument: Credential(**each.facts) for each in api.credentials},
        rate_limit=RateLimit(**limit) if limit else None,
    )
    try:
        return BaseClient(
            provider,
            servers={server.name: reading.servers.get(server.name, server.url) for server in api.servers},
            variables=api.variables,
            secrets=dict.fromkeys(credential.argument for credential in api.credentials),
            http_client=None,
            retries=1,
            timeout=_SILENCE,
        )
    except ConfigurationError as error:
        raise SpecError([error.message]) from None


def _ask(client: BaseClient, operation: Operation, path: str, reading: Reading) -> RawResponse | None:
    """Send one request; an answer with an error status is an answer, too."""
    static = _Operation(id=operation.raw.id, method="GET", path=operation.raw.path, **operation.facts)
    with client.capture() as seen:
        try:
            return client.send(Request(static, path, unchanged))
        except UptimeKitError as error:
            if seen.responses:
                return seen.last
            if isinstance(error, NetworkError):
                raise SpecError([f"no answer to {operation.call}: {error.message}"]) from None
            reading.skipped[operation.call] = error.message
            return None


def _learn(ids: Ids, operation: Operation, path: str, answer: RawResponse) -> None:
    if answer.status_code == 200 and answer.content_type == JSON:
        try:
            ids.learn(operation, path, answer.json())
        except UptimeKitError:
            return  # the comparison says that it is no JSON
