"""Mistakes with UptimeHunt. Given: `client`, `email`, `password`, `base_url`, `host`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.mistakes._row import Given, Mistake, using

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox, serve
from uptimekit.uptimehunt import (
    BadRequestError,
    Client,
    ConfigurationError,
    InvalidInputError,
    NotFoundError,
    SessionEndedError,
)


@contextmanager
def given() -> Iterator[Given]:
    """Serve a sandbox with a clock set by hand, and open a client for it."""
    clock = ManualClock()
    sandbox = UptimeHuntSandbox(clock=clock)
    with serve(sandbox.app) as server:
        keys: Given = {
            "email": sandbox.email,
            "password": sandbox.password,
            "base_url": f"{server.url}{sandbox.base_path}",
        }
        with Client(**keys, clock=clock) as client:
            yield {**keys, "client": client, "host": server.url.removeprefix("http://")}


ROWS: list[Mistake] = [
    Mistake(
        "no credentials",
        lambda given: using(Client(base_url=given["base_url"]), lambda client: client.services.list()),
        SessionEndedError,
        "no credentials were given; pass email= and password=, or set UPTIMEHUNT_EMAIL and UPTIMEHUNT_PASSWORD, or call auth.login()",
    ),
    Mistake(
        "the base URL under another name",
        lambda given: Client(api_url=given["base_url"]),
        ConfigurationError,
        "a client has no option api_url; did you mean base_url?",
    ),
    Mistake(
        "an access token that the server does not know, and no way to another",
        lambda given: using(
            Client(access_token="t" * 24, base_url=given["base_url"]), lambda client: client.services.list()
        ),
        SessionEndedError,
        "the session has ended and cannot be renewed; pass email= and password=, or set UPTIMEHUNT_EMAIL and UPTIMEHUNT_PASSWORD, or call auth.login(); the server said: The credentials are missing, wrong or over",
    ),
    Mistake(
        "a name as the id of a project, in a listing",
        lambda given: list(given["client"].services.iter(project_id="Shop")),
        BadRequestError,
        "services.iter(): HTTP 400: The request cannot be understood (request id 2f12800d-6b0a-4811-a48e-cb3ae4869299)",
    ),
    Mistake(
        "half a login",
        lambda given: Client("a@example.org"),
        ConfigurationError,
        "a login takes email and password: email is given, password is not; pass password= or set UPTIMEHUNT_PASSWORD",
    ),
    Mistake(
        "a service that does not exist",
        lambda given: given["client"].services.get(999),
        NotFoundError,
        "services.get(): HTTP 404: There is no service with this id (service_id '999') (request id 2f12800d-6b0a-4811-a48e-cb3ae4869299)",
    ),
    Mistake(
        "a name that no project has",
        lambda given: given["client"].projects.find("Shop"),
        NotFoundError,
        "there is no project 'Shop'",
    ),
    Mistake(
        "a misspelt status",
        lambda given: given["client"].services.wait_until(1, "opertional"),
        InvalidInputError,
        "wanted must be a status, or a function of one, not 'opertional'; did you mean 'operational'?",
    ),
    Mistake(
        "an address with a version that is not spoken",
        lambda given: Client("a@example.org", "secret-word", base_url="https://app.uptimehunt.io/api/v2"),
        ConfigurationError,
        "base_url ends with v2, and this client speaks v1; give https://app.uptimehunt.io/api/",
    ),
    Mistake(
        "an address of something else",
        lambda given: using(
            Client("a@example.org", "secret-word", base_url=f"http://{given['host']}/hunt"),
            lambda client: client.services.list(),
        ),
        NotFoundError,
        "services.list(): HTTP 404: There is nothing here (is the base URL right? http://{host}/hunt/auth/login was asked) (request id 2f12800d-6b0a-4811-a48e-cb3ae4869299)",
    ),
    Mistake(
        "a user and a prober at once",
        lambda given: Client("a@example.org", "secret-word", prober_token="t" * 24),
        ConfigurationError,
        "a client is either a user's or a prober's; leave out prober_token",
    ),
    Mistake(
        "a misspelt option",
        lambda given: given["client"].with_options(timeuot=5),
        ConfigurationError,
        "with_options() has no option timeuot; did you mean timeout?",
    ),
    Mistake(
        "a misspelt type of service",
        lambda given: given["client"].services.create(project_id=1, name="Shop", type="htp", config={}),
        InvalidInputError,
        "type must be one of 'http', 'ping'; did you mean 'http'?",
    ),
    Mistake(
        "a filter by a type that does not exist",
        lambda given: given["client"].services.list(type="https"),
        InvalidInputError,
        "type must be one of 'http', 'ping'; did you mean 'http'?",
    ),
]
