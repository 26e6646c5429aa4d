"""Nothing that is secret is shown: not in repr, errors, tracebacks, logs, events or pickles."""

from __future__ import annotations

import logging
import pickle
import traceback
from functools import partial
from typing import Any

import httpx
import pytest

from uptimekit.betterstack import (
    APIError,
    AsyncUptimeAPI,
    BaseAPIObject,
    EscalationPolicy,
    Heartbeat,
    Monitor,
    ValidationError,
)

from ._support import TOKEN, Recorder, mocked, one, resource

CANARY = "canary" * 5
SECRETS: list[tuple[type[BaseAPIObject], dict[str, Any]]] = [
    (Monitor, {"auth_password": CANARY, "proxy_host": CANARY, "environment_variables": {"A": CANARY}}),
    (Heartbeat, {"url": f"https://example.org/{CANARY}"}),
    (EscalationPolicy, {"incident_token": CANARY}),
]


@pytest.mark.parametrize("kind", [kind for kind, _ in SECRETS])
def test_the_spec_names_the_secrets(kind: Any) -> None:
    """The fields tested here are those that the spec marks."""
    assert set(dict(SECRETS)[kind]) == kind.__secret__


@pytest.mark.parametrize(("kind", "secrets"), SECRETS)
def test_objects_do_not_show_them(kind: type[BaseAPIObject], secrets: dict[str, Any]) -> None:
    """An object that holds a secret does not show it, and neither do the errors about it."""
    answer = Recorder(httpx.Response(422, json={"errors": "no"}))
    made = kind._from_api_response(mocked(answer), resource("x", 1, name="Job", **secrets))
    assert CANARY not in f"{made} {made!r} {[made]}"
    for name in secrets:
        setattr(made, name, f"new {CANARY}")
    with pytest.raises((APIError, ValidationError)) as caught:
        made.save()
    shown = "".join(traceback.format_exception(caught.value))
    assert CANARY not in shown
    with pytest.raises(ValidationError) as several:
        kind.find(
            mocked(Recorder({"data": [resource("x", 1, **secrets), resource("x", 2, **secrets)]})), **secrets
        )
    assert CANARY not in str(several.value)


class _Hook(BaseAPIObject):
    _url_endpoint = "hooks"
    __secret__ = frozenset({"token"})

    token: str | None = None


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_secrets_of_a_class_with_a_path(method: str) -> None:
    """An error does not repeat what a class of the user's declares as secret, even if the server does."""
    api = mocked(Recorder(httpx.Response(422, json={"errors": f"{CANARY} is taken"})))
    send: Any = (
        _Hook("1", api, token=CANARY).save if method == "PATCH" else partial(_Hook.new, api, token=CANARY)
    )
    with pytest.raises(APIError, match="is taken") as caught:
        send()
    assert CANARY not in f"{caught.value} {caught.value!r} {vars(caught.value)}"


def test_the_token_is_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    """Neither clients, errors (even if the server repeats it), logs nor events show the token."""
    caplog.set_level(logging.DEBUG)
    events: list[object] = []
    answer = Recorder(500, httpx.Response(401, json={"errors": f"bad token {TOKEN}"}))
    api = mocked(answer, hooks=[events.append])
    with pytest.raises(APIError) as caught:
        list(api.get("monitors"))
    error = caught.value
    shown = [repr(api), repr(api.api), repr(AsyncUptimeAPI(TOKEN)), repr(events), caplog.text]
    shown += ["".join(traceback.format_exception(error)), repr(error.response_body), repr(vars(error))]
    assert events
    assert not [text for text in shown if TOKEN in text]
    assert TOKEN.encode() not in pickle.dumps(error)


def test_ids_and_values_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Logs and events name operations and path templates: no ids, no query values, no bodies."""
    caplog.set_level(logging.DEBUG)
    api = mocked(Recorder(one("x", 1)))
    api.post(f"unknown-things/9{CANARY}", body={"a": CANARY}, parameters={"b": CANARY})
    list(api.get(f"monitors/9{CANARY}"))
    assert "/v2/unknown-things/{id}" in caplog.text
    assert CANARY not in caplog.text


def test_a_client_cannot_be_pickled() -> None:
    """A client holds the token: pickling it, or an object that holds it, raises TypeError."""
    api = mocked(Recorder())
    for held in (api, Monitor("1", api)):
        with pytest.raises(TypeError):
            pickle.dumps(held)
