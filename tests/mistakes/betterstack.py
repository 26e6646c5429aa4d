"""Mistakes with Better Stack. Given: `api`, `token`, `readonly` (a token), `base_url`, `host`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.mistakes._row import Given, Mistake, using

from uptimekit.betterstack import (
    AsyncUptimeAPI,
    AuthenticationError,
    ConfigurationError,
    EscalationPolicy,
    ForbiddenError,
    Heartbeat,
    HeartbeatClient,
    HeartbeatTrap,
    Incident,
    Monitor,
    NotFoundError,
    OnCallEvent,
    StatusPage,
    UnprocessableError,
    UptimeAPI,
    ValidationError,
)
from uptimekit.sandbox import BetterStackSandbox, serve


@contextmanager
def given() -> Iterator[Given]:
    """Serve a sandbox with four monitors, and open an API for it."""
    sandbox = BetterStackSandbox(monitors=4)
    with serve(sandbox.app) as server:
        token, base_url = sandbox.teams["main"].token, f"{server.url}/api/v2/"
        with UptimeAPI(token, base_url=base_url) as api:
            host = server.url.removeprefix("http://")
            readonly = sandbox.teams["main"].readonly_token
            yield {"readonly": readonly, "token": token, "base_url": base_url, "api": api, "host": host}


_URL = "https://uptime.betterstack.com/api/v1/heartbeat/abcdefgh"


def _set(changed: Any, **values: object) -> Any:
    """Set attributes and return the object."""
    for name, value in values.items():
        setattr(changed, name, value)
    return changed


ROWS: list[Mistake] = [
    Mistake(
        "the id of an object after the API",
        lambda given: Monitor(given["api"], "1"),
        TypeError,
        "Monitor takes an id and then the API, such as Monitor('1', api)",
    ),
    Mistake(
        "a token that the server does not know",
        lambda given: using(
            UptimeAPI("x" * 24, base_url=given["base_url"]), lambda client: client.delete("monitors/1")
        ),
        AuthenticationError,
        "delete(): HTTP 401: Invalid API token. See https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/ (bearer_token= was used) (request id sandbox-1)",
    ),
    Mistake(
        "a listing with such a token",
        lambda given: using(
            UptimeAPI("x" * 24, base_url=given["base_url"]),
            lambda client: list(Monitor.get_all_instances(client)),
        ),
        AuthenticationError,
        "Monitor.get_all_instances(): HTTP 401: Invalid API token. See https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/ (bearer_token= was used) (request id sandbox-1)",
    ),
    Mistake(
        "the events of a calendar with such a token",
        lambda given: using(
            UptimeAPI("x" * 24, base_url=given["base_url"]),
            lambda client: list(OnCallEvent.filter(client, calendar_id="1")),
        ),
        AuthenticationError,
        "OnCallEvent.filter(): HTTP 401: Invalid API token. See https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/ (bearer_token= was used) (request id sandbox-1)",
    ),
    Mistake(
        "a path that is read with such a token",
        lambda given: using(
            UptimeAPI("x" * 24, base_url=given["base_url"]), lambda client: list(client.get("monitors"))
        ),
        AuthenticationError,
        "get(): HTTP 401: Invalid API token. See https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/ (bearer_token= was used) (request id sandbox-1)",
    ),
    Mistake(
        "a read-only token on a write",
        lambda given: using(
            UptimeAPI(given["readonly"], base_url=given["base_url"]),
            lambda client: client.post("monitors", {"url": "https://a.example"}),
        ),
        ForbiddenError,
        "post(): HTTP 403: This token is read-only (bearer_token= was used; is it read-only?) (request id sandbox-1)",
    ),
    Mistake(
        "no token",
        lambda given: UptimeAPI(),
        ConfigurationError,
        "no token was given; pass bearer_token= or set BETTERSTACK_API_TOKEN",
    ),
    Mistake(
        "the base URL under another name",
        lambda given: UptimeAPI("t" * 24, api_url=given["base_url"]),
        ConfigurationError,
        "a client has no option api_url; did you mean base_url?",
    ),
    Mistake(
        "a monitor that does not exist",
        lambda given: Monitor("77", given["api"]).fetch_data(),
        NotFoundError,
        "Monitor.fetch_data(): HTTP 404: There is no monitor with id 77 (monitor_id '77') (request id sandbox-1)",
    ),
    Mistake(
        "a path that does not exist",
        lambda given: given["api"].delete("monitrs/1"),
        NotFoundError,
        "delete(): HTTP 404: Nothing answers DELETE /api/v2/monitrs/1 (id '1') (request id sandbox-1)",
    ),
    Mistake(
        "a base URL with a version that is not spoken",
        lambda given: UptimeAPI("x" * 24, base_url="https://uptime.betterstack.com/api/v1/"),
        ConfigurationError,
        "base_url ends with v1, and this client speaks v2 or v3; give https://uptime.betterstack.com/api/",
    ),
    Mistake(
        "a base URL that goes on after the version",
        lambda given: UptimeAPI("x" * 24, base_url="https://uptime.betterstack.com/api/v2/monitors"),
        ConfigurationError,
        "base_url goes on after the version; give https://uptime.betterstack.com/api/v2/",
    ),
    Mistake(
        "a base URL without its scheme",
        lambda given: UptimeAPI("x" * 24, base_url="uptime.betterstack.com/api/v2/"),
        ConfigurationError,
        "base_url needs http:// or https:// and a host name, such as https://uptime.betterstack.com/api/v2/",
    ),
    Mistake(
        "a name that no monitor has",
        lambda given: Monitor.find(given["api"], name="Sight 0"),
        NotFoundError,
        "there is no Monitor 'Sight 0'; did you mean 'Site 0'?",
    ),
    Mistake(
        "a misspelt attribute in a search",
        lambda given: Monitor.find(given["api"], pronouncable_name="Site 0"),
        ValidationError,
        "the server shows no attribute pronouncable_name of a Monitor; did you mean pronounceable_name?",
    ),
    Mistake(
        "a filter that the server does not know",
        lambda given: list(Monitor.filter(given["api"], status="down")),
        ValidationError,
        "the server does not filter by status; it filters a Monitor by pronounceable_name, team_name, url; "
        "loop over get_all_instances() and compare, or use find() for one",
    ),
    Mistake(
        "a misspelt attribute of a new monitor",
        lambda given: Monitor.new(given["api"], url="https://a.example", chek_frequency=30),
        ValidationError,
        "a Monitor has no attribute chek_frequency; did you mean check_frequency?",
    ),
    Mistake(
        "a status that a monitor never has",
        lambda given: Monitor("77", given["api"]).wait_until("dwn"),
        ValidationError,
        "wanted must be one of 'paused', 'pending', 'maintenance', 'up', 'validating', 'down', or a function of the object; did you mean 'down'?",
    ),
    Mistake(
        "an id with a slash",
        lambda given: Monitor("77/pause", given["api"]).delete(),
        ValidationError,
        "id has a slash in it, which would lead to another resource; give the identifier alone",
    ),
    Mistake(
        "a URL on another server",
        lambda given: given["api"].delete("https://example.org/api/v2/monitors/1"),
        ValidationError,
        "url must be below http://{host}, the only server that the token is sent to",
    ),
    Mistake(
        "a misspelt type of monitor",
        lambda given: Monitor.new(given["api"], url="https://example.org", monitor_type="statuss"),
        ValidationError,
        "monitor_type must be one of 'status', 'expected_status_code', 'keyword', 'keyword_absence', "
        "'ping', 'tcp', 'udp', 'smtp', 'pop', 'imap', 'dns', 'playwright'; did you mean 'status'?",
    ),
    Mistake(
        "a region that does not exist",
        lambda given: Monitor.new(given["api"], url="https://example.org", regions=["eu", "usa"]),
        ValidationError,
        "regions[1] must be one of 'us', 'eu', 'as', 'au'; did you mean 'us'?",
    ),
    Mistake(
        "one region instead of a list",
        lambda given: Monitor.new(given["api"], url="https://example.org", regions="eu"),
        ValidationError,
        "regions must be a list, not a text",
    ),
    Mistake(
        "a whole name of a day",
        lambda given: Heartbeat.new(
            given["api"], name="Backup", period=3600, grace=0, maintenance_days=["monday"]
        ),
        ValidationError,
        "maintenance_days[0] must be one of 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'; did you mean"
        " 'mon'?",
    ),
    Mistake(
        "a step of a policy of an unknown type",
        lambda given: EscalationPolicy.new(
            given["api"], name="Night", steps=[{"type": "escalate", "wait_before": 0}]
        ),
        ValidationError,
        "steps[0].type must be one of 'escalation', 'time_branching', 'metadata_branching', "
        "'instructions'; did you mean 'escalation'?",
    ),
    Mistake(
        "a theme that does not exist",
        lambda given: StatusPage.new(given["api"], company_name="Shop", subdomain="shop", theme="darkk"),
        ValidationError,
        "theme must be one of 'light', 'dark', 'system'; did you mean 'dark'?",
    ),
    Mistake(
        "a token instead of an API",
        lambda given: Monitor.get_all_instances(given["token"]),
        ValidationError,
        "Monitor needs an UptimeAPI, not str",
    ),
    Mistake(
        "the class instead of an API",
        lambda given: Monitor.new(UptimeAPI, url="https://example.org"),
        ValidationError,
        "Monitor needs an UptimeAPI, not the class UptimeAPI",
    ),
    Mistake(
        "an asynchronous API for a synchronous object",
        lambda given: Monitor.find(AsyncUptimeAPI(given["token"]), name="Site 0"),
        ValidationError,
        "Monitor needs an UptimeAPI, not AsyncUptimeAPI",
    ),
    Mistake(
        "a search for nothing",
        lambda given: Monitor.find(given["api"]),
        ValidationError,
        "give an attribute to find a Monitor by",
    ),
    Mistake(
        "a text as the body",
        lambda given: given["api"].post("monitors", "url=https://example.org"),
        ValidationError,
        "body must be a dict, not str",
    ),
    Mistake(
        "parameters as a text",
        lambda given: list(given["api"].get("monitors", parameters="page=2")),
        ValidationError,
        "parameters must be a dict, not str",
    ),
    Mistake(
        "a token with the word of its header",
        lambda given: UptimeAPI(f"Bearer {given['token']}"),
        ConfigurationError,
        "the token begins with Bearer, which is added: pass what follows it",
    ),
    Mistake(
        "retries as a text",
        lambda given: UptimeAPI(given["token"], retries="3"),
        ConfigurationError,
        "retries must be a whole number of at least 0, not '3'",
    ),
    Mistake(
        "no workers",
        lambda given: UptimeAPI(given["token"], max_workers=0),
        ConfigurationError,
        "max_workers must be a whole number of at least 1",
    ),
    Mistake(
        "an incident that is changed",
        lambda given: _set(Incident("1", given["api"], name="Slow"), name="Slower").save(),
        ValidationError,
        "name: the API has no call that changes an incident's attributes; nothing was sent",
    ),
    Mistake(
        "a misspelt attribute that is set",
        lambda given: _set(Monitor("1", given["api"]), check_frequenzy=30),
        AttributeError,
        "Monitor has no attribute check_frequenzy; did you mean check_frequency?",
    ),
    Mistake(
        "a new heartbeat without a period",
        lambda given: Heartbeat.new(given["api"], name="Backup"),
        UnprocessableError,
        "Heartbeat.new(): HTTP 422: period: can't be blank; grace: can't be blank (request id sandbox-1)",
    ),
    Mistake(
        "a heartbeat that was not fetched",
        lambda given: Heartbeat("1", given["api"]).ping(),
        ValidationError,
        "the heartbeat has no url yet: call fetch_data() first",
    ),
    Mistake(
        "the page of a heartbeat instead of its URL",
        lambda given: HeartbeatClient("https://uptime.betterstack.com/team/1/heartbeats/2"),
        ValidationError,
        "url is not the URL of a heartbeat, such as https://uptime.betterstack.com/api/v1/heartbeat/<token>",
    ),
    Mistake(
        "the URL of a failure",
        lambda given: HeartbeatTrap(url="https://uptime.betterstack.com/api/v1/heartbeat/abcdefgh/fail"),
        ValidationError,
        "url must end with the token: leave out /fail, which the methods add themselves",
    ),
    Mistake(
        "a URL as the heartbeat",
        lambda given: HeartbeatTrap("https://uptime.betterstack.com/api/v1/heartbeat/abcdefgh"),
        ConfigurationError,
        "heartbeat must be a Heartbeat, a HeartbeatClient, or the asynchronous half of one, not str: "
        "pass a URL as url=",
    ),
    Mistake(
        "an exit code as a text",
        lambda given: using(HeartbeatClient(_URL), lambda client: client.report("3")),
        ValidationError,
        "exit_code must be a whole number from 0 to 255, or -n for a command that signal n has killed, not '3'",
    ),
    Mistake(
        "an output that is none",
        lambda given: using(HeartbeatClient(_URL), lambda client: client.fail(None)),
        ValidationError,
        "output must be text or bytes, not NoneType",
    ),
    Mistake(
        "the URL of a heartbeat that was deleted",
        lambda given: using(
            HeartbeatClient(f"http://{given['host']}/api/v1/heartbeat/abcdefgh"),
            lambda client: client.ping(),
        ),
        NotFoundError,
        "ping(): HTTP 404: There is no heartbeat with this URL (is the URL right, and does its heartbeat "
        "still exist?) (request id sandbox-1)",
    ),
]
