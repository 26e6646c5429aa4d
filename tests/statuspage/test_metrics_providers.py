"""Where metrics come from."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit_clients.statuspage import models

from ._support import Driver, Server, act

P = "/v1/pages/page00000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    (
        "metrics_providers.list",
        (),
        {},
        ("GET", f"{P}/metrics_providers", {}, None),
        [{"id": "x"}],
        "MetricsProvider",
    ),
    (
        "metrics_providers.get",
        ("p1",),
        {},
        ("GET", f"{P}/metrics_providers/p1", {}, None),
        {"id": "x"},
        "MetricsProvider",
    ),
    (
        "metrics_providers.create",
        (),
        {"type": "Datadog", "api_key": "k"},
        ("POST", f"{P}/metrics_providers", {}, {"metrics_provider": {"type": "Datadog", "api_key": "k"}}),
        {"id": "x"},
        "MetricsProvider",
    ),
    (
        "metrics_providers.update",
        ("p1",),
        {"metric_base_uri": "u"},
        ("PATCH", f"{P}/metrics_providers/p1", {}, {"metrics_provider": {"metric_base_uri": "u"}}),
        {"id": "x"},
        "MetricsProvider",
    ),
    (
        "metrics_providers.replace",
        ("p1",),
        {"metric_base_uri": "u"},
        ("PUT", f"{P}/metrics_providers/p1", {}, {"metrics_provider": {"metric_base_uri": "u"}}),
        {"id": "x"},
        "MetricsProvider",
    ),
    (
        "metrics_providers.delete",
        ("p1",),
        {},
        ("DELETE", f"{P}/metrics_providers/p1", {}, None),
        {"id": "x"},
        "MetricsProvider",
    ),
]


@pytest.mark.parametrize(
    ("action", "args", "kwargs", "sent", "answer", "kind"), CASES, ids=[case[0] for case in CASES]
)
def test_actions(
    driver: Driver, action: str, args: Any, kwargs: Any, sent: Any, answer: Any, kind: str
) -> None:
    """Each action sends exactly one request, this one, and returns what the server answers, typed."""
    result, all_sent = act(driver, action, *args, answer=answer, **kwargs)
    assert all_sent == [sent]
    one = result[0] if isinstance(result, list) else result
    assert type(one).__name__ == kind
    wanted = answer[0] if isinstance(answer, list) else answer
    assert one == (200 if kind == "int" else wanted)


def test_a_provider_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: a provider is linked, read, changed and unlinked."""
    providers = driver.client(**server.options).metrics_providers
    made = driver.run(
        providers.create(type="NewRelic", api_key="k", metric_base_uri="https://api.example.org")
    )
    assert driver.run(providers.get(made.id)).type == "NewRelic"
    assert "NewRelic" in {each.type for each in driver.run(providers.list())}
    assert driver.run(providers.update(made.id, metric_base_uri="https://eu.example.org")).id == made.id
    assert driver.run(providers.delete(made.id)).id == made.id
    assert "NewRelic" not in {each.type for each in driver.run(providers.list())}


@pytest.mark.parametrize("page_id", ["page00000001", 5])
def test_the_page_may_be_a_number(driver: Driver, page_id: Any) -> None:
    """The vendor's document says that the id of the page is a number, live answers have a text: both are read."""
    provider, _ = act(driver, "metrics_providers.get", "p1", answer={"id": "p1", "page_id": page_id})
    assert provider.page_id == page_id
    read = models.MetricsProvider.from_dict({"id": "p1", "page_id": page_id})
    assert (read.page_id, read.to_dict()) == (page_id, {"id": "p1", "page_id": page_id})
