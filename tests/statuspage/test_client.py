"""The clients: options, services, twins, ends."""

from __future__ import annotations

import asyncio
import copy
import inspect
import pickle
from typing import Any

import pytest

from uptimekit import RateLimit, statuspage
from uptimekit.statuspage import AsyncClient, AsyncHttpClient, Client, ConfigurationError, HttpClient
from uptimekit_clients.statuspage import AsyncClient as GeneratedAsyncClient
from uptimekit_clients.statuspage import Client as GeneratedClient

from ._support import KEY, ORGANIZATION, PAGE, Driver, Recorder

SERVICES = {
    "page": "PageService",
    "pages": "PageService",
    "components": "ComponentsService",
    "component_groups": "ComponentGroupsService",
    "incidents": "IncidentsService",
    "incident_updates": "IncidentUpdatesService",
    "incident_subscribers": "IncidentSubscribersService",
    "postmortems": "PostmortemsService",
    "templates": "TemplatesService",
    "subscribers": "SubscribersService",
    "metrics": "MetricsService",
    "metrics_providers": "MetricsProvidersService",
    "page_access_users": "PageAccessUsersService",
    "page_access_groups": "PageAccessGroupsService",
    "status_embed": "StatusEmbedService",
    "users": "UsersService",
    "permissions": "PermissionsService",
}


@pytest.mark.parametrize("attribute", SERVICES)
def test_services(driver: Driver, attribute: str) -> None:
    """Each service is made once, of the client's kind, for its page or organization."""
    client = driver.client(Recorder())
    service = getattr(client, attribute)
    prefix = "Async" if driver.asynchronous else ""
    assert type(service) is getattr(statuspage, prefix + SERVICES[attribute])
    assert service is getattr(client, attribute)
    assert service.http_client is client.http_client
    owner = ("organization_id", ORGANIZATION) if attribute in ("users", "permissions") else ("page_id", PAGE)
    assert getattr(service, owner[0]) == owner[1]


def test_every_service_is_one_of_a_client() -> None:
    """There is no service that a client does not have."""
    kinds = {name for name in statuspage.__all__ if name.endswith("Service") and not name.startswith("Async")}
    assert kinds == set(SERVICES.values())


def test_the_generated_client(driver: Driver) -> None:
    """api is the generated client on the same connections: its methods return models."""
    recorder = Recorder({"id": "p", "name": "Shop"})
    client = driver.client(recorder)
    assert isinstance(client.api, GeneratedAsyncClient if driver.asynchronous else GeneratedClient)
    assert driver.run(client.api.pages.get(PAGE)).name == "Shop"
    assert recorder.requests[0].headers["authorization"] == f"OAuth {KEY}"


def test_options_reach_the_wire(driver: Driver) -> None:
    """Address, user agent, time-out and headers of the options are what is sent."""
    recorder = Recorder({})
    client = driver.client(
        recorder, base_url="https://example.test/v1/", user_agent="mine/1", timeout=3, headers={"X-Test": "1"}
    )
    driver.run(client.page.get())
    sent = recorder.requests[0]
    assert str(sent.url) == f"https://example.test/v1/pages/{PAGE}"
    assert (sent.headers["user-agent"], sent.headers["x-test"]) == ("mine/1", "1")
    assert sent.extensions["timeout"]["read"] == 3


def test_the_default_user_agent(driver: Driver) -> None:
    """Without one of its own a client says what it is."""
    recorder = Recorder({})
    driver.run(driver.client(recorder).page.get())
    assert recorder.requests[0].headers["user-agent"].startswith("uptimekit/")


def test_the_published_limit_holds_for_the_hosted_service_only(driver: Driver) -> None:
    """60 requests a minute for the hosted service, none elsewhere, and what is asked for where it is."""
    assert driver.client(Recorder()).api.forecast(61) == pytest.approx(60.6)
    assert driver.client(Recorder(), base_url="https://example.test").api.forecast(61) == 0
    assert driver.client(Recorder(), rate_limit=None).api.forecast(61) == 0
    assert driver.client(Recorder(), rate_limit=RateLimit(1, 5)).api.forecast(2) == pytest.approx(5.05)


def test_twins_with_other_options(driver: Driver) -> None:
    """with_options gives a client whose services have the options, and leaves the original alone."""
    recorder = Recorder(503)
    client = driver.client(recorder)
    original = client.page
    twin = client.with_options(retries=0)
    assert twin.page is not original
    driver.error(twin.page.get)
    assert len(recorder.requests) == 1
    driver.error(client.page.get)
    assert len(recorder.requests) == 4


def test_context_managers() -> None:
    """Leaving the block closes the connections; a closed client says so."""
    with Client(api_key=KEY, page_id=PAGE) as client:
        assert client.api
    assert type(Driver("sync").error(client.page.get)).__name__ == "ClientStateError"

    async def main() -> Any:
        async with AsyncClient(api_key=KEY, page_id=PAGE) as client:
            assert client.api
        with pytest.raises(RuntimeError) as caught:
            await client.page.get()
        return caught.value

    assert type(asyncio.run(main())).__name__ == "ClientStateError"


def test_a_client_cannot_be_pickled_or_copied(driver: Driver) -> None:
    """A client holds the key: pickling or copying it, or a service of it, raises TypeError."""
    client = driver.client(Recorder())
    for held in (client, client.http_client, client.components, client.api):
        for attempt in (pickle.dumps, copy.deepcopy):
            with pytest.raises(TypeError):
                attempt(held)


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_the_signature_begins_with_what_everybody_needs(kind: type[Client] | type[AsyncClient]) -> None:
    """The options of Statuspage are arguments by name, the key and the page first."""
    names = list(inspect.signature(kind).parameters)
    assert names == [
        "api_key", "page_id", "organization_id", "base_url", "verbose", "http_client", "options",
    ]  # fmt: skip


def test_a_configuration_is_no_dict(driver: Driver) -> None:
    """The HTTP client takes a Configuration; a dict of options is refused by name."""
    kind = AsyncHttpClient if driver.asynchronous else HttpClient
    with pytest.raises(ConfigurationError, match=r"^config must be a Configuration, not of type dict$"):
        kind({"api_key": "k"})  # type: ignore[arg-type]


def test_repr(driver: Driver) -> None:
    """repr tells class, page and address, and not the key."""
    client = driver.client(Recorder())
    assert repr(client) == f"<{type(client).__name__} of page {PAGE} at https://api.statuspage.io/v1>"
