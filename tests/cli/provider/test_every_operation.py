"""Every operation of the four providers, on the command line and as a program calls it."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib import import_module
from typing import Any
from urllib.parse import quote, unquote

import httpx
import pytest

from uptimekit import UptimeKitError
from uptimekit.cli.main import main

from ._operations import SECRET, TOKENS, Call, calls

HEADERS = ("authorization", "content-type", "cookie", "x-api-key", "x-metrics-key")


def recorded(provider: str, call: Call) -> httpx.Request:
    """Return the request that the generated client sends for a call."""
    seen: list[httpx.Request] = []

    def receive(request: httpx.Request) -> httpx.Response:
        request.read()
        seen.append(request)
        return httpx.Response(204)

    options: dict[str, Any] = {"transport": httpx.MockTransport(receive), "retries": 0, "rate_limit": None}
    client = import_module(f"uptimekit_clients.{provider}.client").Client(**TOKENS[provider], **options)
    with client, suppress(UptimeKitError):  # an empty answer is not what it expects
        getattr(getattr(client, call.resource), call.verb)(*call.arguments, **call.named)
    return seen[0]


def masked(text: str, provider: str, call: Call) -> str:
    """Return *text* with a mask for each secret of the call and of the client."""
    for secret in (*call.secrets, SECRET, *TOKENS[provider].values()):
        text = text.replace(quote(secret, safe=""), "***").replace(secret, "***")
    return text


@pytest.mark.parametrize("provider", TOKENS)
def test_a_dry_run_shows_what_is_sent(
    provider: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    """``--dry-run`` of each operation is the request that the client sends for the same arguments, secrets masked."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name, secret in TOKENS[provider].items():
        monkeypatch.setenv(f"{provider}_{name}".upper(), secret)
    monkeypatch.setenv("BETTERSTACK_API_TOKEN", TOKENS["betterstack"]["bearer_token"])
    every = [*calls(provider)]
    for call in every:
        sent = recorded(provider, call)
        status = main([*call.words, "--dry-run", "-o", "json"])
        out, err = capsys.readouterr()
        assert (status, err.replace("DeprecationWarning", "")[:1]) in ((0, ""), (0, ":")), (call.words, err)
        shown = json.loads(out)

        assert shown["method"] == sent.method, call.words
        assert unquote(shown["url"]) == unquote(masked(str(sent.url), provider, call)), call.words
        headers = {
            name: masked(sent.headers[name], provider, call) for name in HEADERS if name in sent.headers
        }
        assert {name: text for name, text in shown["headers"].items() if name in HEADERS} == headers, (
            call.words
        )
        assert body_of(shown) == masked(body_sent(sent), provider, call), call.words
        assert not [secret for secret in call.secrets if secret in out], call.words
        assert not [secret for secret in TOKENS[provider].values() if secret in out], call.words
    assert (
        len(every) == {"betterstack": 223, "healthchecks": 58, "statuspage": 121, "uptimehunt": 34}[provider]
    )


def body_of(shown: dict[str, Any]) -> str:
    """Return the body of a dry run as one text."""
    body = shown.get("body", "")
    return body if isinstance(body, str) else json.dumps(body, sort_keys=True)


def body_sent(sent: httpx.Request) -> str:
    """Return the body that was sent, as one text."""
    text = sent.content.decode()
    if sent.headers.get("content-type") == "application/json":
        return json.dumps(json.loads(text), sort_keys=True)
    if sent.headers.get("content-type") == "application/x-www-form-urlencoded":
        return json.dumps(dict(httpx.QueryParams(text)), sort_keys=True)
    return text
