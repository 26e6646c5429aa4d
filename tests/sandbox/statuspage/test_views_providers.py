"""Where metrics come from."""

from __future__ import annotations

import pytest

from ._calls import Caller


def _link(call: Caller, **fields: object) -> dict[str, object]:
    made: dict[str, object] = call.ok("POST", "metrics_providers", {"metrics_provider": fields})
    return made


def test_the_kinds(call: Caller) -> None:
    """The old list of kinds needs no page."""
    kinds = [one["type"] for one in call.get("/v1/metrics_providers")]
    assert kinds == ["Pingdom", "NewRelic", "Librato", "Datadog", "Self"]


def test_a_provider(call: Caller) -> None:
    """A provider is linked, found, and shows none of its credentials."""
    body = {
        "metrics_provider": {"type": "NewRelic", "api_key": "k" * 20, "metric_base_uri": "https://m.example"}
    }
    reply = call("POST", "metrics_providers", body)
    made = reply.json()
    assert (reply.status_code, made["type"], made["metric_base_uri"]) == (
        201,
        "NewRelic",
        "https://m.example",
    )
    assert made["page_id"] == call.sandbox.page_id
    assert "k" * 20 not in reply.text
    assert call.get(f"metrics_providers/{made['id']}") == made
    assert call.get("metrics_providers") == [made]


@pytest.mark.parametrize(
    ("inner", "complaint"),
    [
        ({}, "Type can't be blank"),
        ({"type": "self"}, "Type is not included in the list"),
        ({"type": "Pingdom"}, "Api token can't be blank"),
        ({"type": "NewRelic", "api_key": ""}, "Api key can't be blank"),
        ({"type": "Librato", "api_token": "t"}, "Email can't be blank"),
        ({"type": "Datadog", "api_key": "k", "api_token": "t"}, "Application key can't be blank"),
    ],
)
def test_unfit_providers(call: Caller, inner: dict[str, object], complaint: str) -> None:
    """The kind must be known, and what it cannot be linked without be there."""
    assert call.refused("POST", "metrics_providers", {"metrics_provider": inner}) == complaint
    assert call.ids("metrics_providers") == []


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_changing(call: Caller, method: str) -> None:
    """Kind and address can be changed."""
    path = f"metrics_providers/{_link(call, type='Self')['id']}"
    body = {"metrics_provider": {"metric_base_uri": "https://m.example"}}
    changed = call.ok(method, path, body)
    assert (changed["type"], changed["metric_base_uri"]) == ("Self", "https://m.example")
    assert call.ok(method, path, {"metrics_provider": {"type": "Librato"}})["type"] == "Librato"
    call.refused(method, path, {"metrics_provider": {"type": "Nagios"}})


def test_metrics_go_with_it(call: Caller) -> None:
    """A deleted provider is answered with itself, and takes its metrics with it, but no others."""
    first, second = (_link(call, type="Self")["id"] for _ in range(2))
    gone, kept = (
        call.ok("POST", f"metrics_providers/{one}/metrics", {"metric": {"name": "M"}})["id"]
        for one in (first, second)
    )
    reply = call("DELETE", f"metrics_providers/{first}")
    assert (reply.status_code, reply.json()["id"]) == (200, first)
    assert call("GET", f"metrics_providers/{first}").status_code == 404
    assert call("GET", f"metrics/{gone}").status_code == 404
    assert call.ids("metrics") == [kept]
