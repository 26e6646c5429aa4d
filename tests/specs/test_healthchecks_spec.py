"""The Healthchecks specification against a table typed from the reference and a real server's answers."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import Any

import pytest

from apimodel.document import RawOperation, operations, resolve
from documents import load

from ._documents import SPECS, holder_examples, problems_of
from ._recordings import Exchange, closed, exchanges, find_operation, pointer

SPEC: dict[str, Any] = load(next(path for path in SPECS if path.stem == "healthchecks"))
CLOSED = closed(SPEC)
OPERATIONS: dict[tuple[str, str], RawOperation] = {(o.method, o.path): o for o in operations(SPEC)}
EXCHANGES = {exchange.step: exchange for exchange in exchanges()}

# Method, path and every status that the server (or, for 429, the hosted service) answers with.
MANAGEMENT = [
    ("get", "/checks/", "200 400 401 429 500"),
    ("post", "/checks/", "200 201 400 401 403 429 500"),
    ("get", "/checks/{check_id}", "200 400 401 403 404 429 500"),
    ("post", "/checks/{check_id}", "200 400 401 403 404 405 429 500"),
    ("delete", "/checks/{check_id}", "200 400 401 403 404 405 429 500"),
    ("post", "/checks/{uuid}/pause", "200 400 401 403 404 429 500"),
    ("post", "/checks/{uuid}/resume", "200 400 401 403 404 409 429 500"),
    ("get", "/checks/{uuid}/pings/", "200 400 401 403 404 429 500"),
    ("get", "/checks/{uuid}/pings/{n}/body", "200 400 401 403 404 429 500 503"),
    ("get", "/checks/{check_id}/flips/", "200 400 401 403 404 429 500"),
    ("get", "/channels/", "200 400 401 429 500"),
    ("get", "/badges/", "200 400 401 429 500"),
]
SERVICE = [
    ("get", "/status/", "200 400 500"),
    ("head", "/status/", "200 400 500"),
    ("get", "/metrics/", "200 400 403 500"),
    ("post", "/notifications/{notification_id}/status", "200 400 404 500"),
    ("post", "/bounces/", "200 400 500"),
    ("get", "/projects/{project_id}/metrics/", "200 400 401 403 404 500"),
    ("get", "/projects/{project_id}/metrics/{read_only_key}", "200 400 403 404 500"),
]
BADGES = [
    ("get", f"{path}.{form}", "200 400 404 500")
    for path in (
        "/badge/{badge_key}/{signature}/{tag}",
        "/badge/{badge_key}/{signature}",
        "/b/{states}/{badge_uuid}",
    )
    for form in ("svg", "json", "shields")
]
SIGNALS = {"": "success", "/start": "start", "/fail": "fail", "/log": "log", "/{exit_status}": "exit_status"}
VERBS = {"post": "", "get": "_get", "head": "_head"}
UUID_PINGS = [(verb, f"/{{uuid}}{signal}", "200 400 404 500") for signal in SIGNALS for verb in VERBS]
SLUG_PINGS = [
    (verb, f"/{{ping_key}}/{{slug}}{signal}", "200 201 400 404 409 429 500")
    for signal in SIGNALS
    for verb in VERBS
]
TABLE = [*MANAGEMENT, *SERVICE, *BADGES, *UUID_PINGS, *SLUG_PINGS]

# Statuses that no body is documented for: an empty one, or (429, hosted only) an unknown one.
EMPTY = ("403", "405", "429", "503")

METHODS = {
    "checks": "create delete get get_ping_body list list_flips list_pings pause resume update",
    "channels": "list",
    "badges": "list "
    + " ".join(f"get_{of}_{f}" for of in ("tag", "project", "check") for f in ("svg", "json", "shields")),
    "pings": " ".join(name + suffix for name in SIGNALS.values() for suffix in VERBS.values()),
    "slug_pings": " ".join(name + suffix for name in SIGNALS.values() for suffix in VERBS.values()),
    "service": "status status_head metrics prometheus prometheus_by_key report_delivery report_bounce",
}
SECRET_FIELDS = {"uuid", "ping_url", "update_url", "pause_url", "resume_url", "body_url"}
SECRET_PARAMETERS = {"check_id", "uuid", "ping_key", "read_only_key"}
REQUESTS = {"CheckCreate", "CheckUpdate", "DeliveryReport"}

# Requests that no operation describes: a wrong address or a method that the server does not offer.
OFF_THE_MAP = {"missing_slash_redirects", "unknown_version", "get_trailing_slash", "method_not_allowed"}
# Requests that the server refused for a reason that a schema can state.
REFUSED_BY_SCHEMA = {
    "create_small_timeout",
    "create_null_name",
    "create_bad_unique",
    "create_bad_slug",
    "create_list_body",
}


def operation(step: str) -> RawOperation:
    found = find_operation(SPEC, EXCHANGES[step])
    assert found is not None
    return found


def response(operation: RawOperation, status: str) -> dict[str, Any]:
    return resolve(SPEC, operation.data["responses"][status])


def test_the_table_is_the_specification() -> None:
    """Every operation of the reference is described, and nothing else is."""
    assert set(OPERATIONS) == {(method, path) for method, path, _ in TABLE}


@pytest.mark.parametrize(("method", "path", "statuses"), TABLE)
def test_statuses(method: str, path: str, statuses: str) -> None:
    """An operation documents exactly the statuses that the reference gives for it."""
    assert list(OPERATIONS[method, path].data["responses"]) == statuses.split()


@pytest.mark.parametrize(("method", "path", "statuses"), TABLE)
def test_error_bodies(method: str, path: str, statuses: str) -> None:
    """JSON errors are 400 of a checked body and 401 of an API key; other errors are text, HTML or empty."""
    found = OPERATIONS[method, path]
    for status in statuses.split():
        content = response(found, status).get("content", {})
        if status in EMPTY:
            assert not content, status
        elif status >= "400":
            json_body = (status == "401" and found.item.get("servers") is None) or (
                status == "400" and method == "post" and path.startswith("/checks/")
            )
            assert ("application/json" in content) is json_body, status


@pytest.mark.parametrize("tag", METHODS)
def test_methods(tag: str) -> None:
    """A tag is an attribute of the client, and offers these methods."""
    found = [o.data["x-method-name"] for o in OPERATIONS.values() if o.data["tags"] == [tag]]

    assert sorted(found) == sorted(METHODS[tag].split())


def test_tags_are_described() -> None:
    """Each tag in use is declared with a description, and none is left over."""
    assert {tag["name"] for tag in SPEC["tags"]} == set(METHODS)
    assert all(tag["description"] for tag in SPEC["tags"])


def test_unwrapped_answers() -> None:
    """Listings return the list or map itself, which its envelope requires."""
    found = {o.id: o.data["x-unwrap"] for o in OPERATIONS.values() if "x-unwrap" in o.data}

    assert found == {
        "listChecks": "checks",
        "listPings": "pings",
        "listFlips": "flips",
        "listChannels": "channels",
        "listBadges": "badges",
    }
    for operation_id, field in found.items():
        (listing,) = (o for o in OPERATIONS.values() if o.id == operation_id)
        envelope = resolve(SPEC, response(listing, "200")["content"]["application/json"]["schema"])
        assert envelope["required"] == [field]


def test_what_may_be_sent_again() -> None:
    """Update, pause and pings may be sent again, create with unique, resume and the two reports not."""
    posts = {o.id: o.data.get("x-idempotent", False) for o in OPERATIONS.values() if o.method == "post"}
    pings = {o.id for o in OPERATIONS.values() if o.method == "post" and "ing" in o.data["tags"][0]}

    assert {name: value for name, value in posts.items() if name not in pings} == {
        "createCheck": {"field": "unique", "drops": {"timeout": "schedule"}},
        "updateCheck": True,
        "pauseCheck": True,
        "resumeCheck": False,
        "reportDelivery": False,
        "reportBounce": False,
    }
    assert {posts[name] for name in pings} == {True}
    assert len(pings) == 10
    assert not any("x-idempotent" in o.data for o in OPERATIONS.values() if o.method != "post")


def test_servers() -> None:
    """Pings, badge files and Prometheus metrics are on hosts of their own; all else is on the API's."""
    named: dict[str, set[str]] = {}
    for found in OPERATIONS.values():
        for server in found.item.get("servers", [{"x-name": "base", "url": SPEC["servers"][0]["url"]}]):
            named.setdefault(f"{server['x-name']} {server['url']}", set()).add(found.path)

    assert named == {
        "base https://healthchecks.io/api/{version}": {p for _, p, _ in (*MANAGEMENT, *SERVICE)}
        - {p for _, p, _ in SERVICE if p.startswith("/projects")},
        "site https://healthchecks.io": {p for _, p, _ in (*BADGES, *SERVICE[-2:])},
        "ping https://hc-ping.com": {p for _, p, _ in (*UUID_PINGS, *SLUG_PINGS)},
    }


def test_credentials() -> None:
    """Management sends the API key, the two metrics their own keys, and everything else nothing."""
    sent = {key: o.data.get("security", SPEC["security"]) for key, o in OPERATIONS.items()}
    keys = {key: [name for alternative in found for name in alternative] for key, found in sent.items()}

    assert {key for key, names in keys.items() if names == ["apiKey"]} == {row[:2] for row in MANAGEMENT}
    assert {key[1]: names for key, names in keys.items() if names not in (["apiKey"], [])} == {
        "/metrics/": ["metricsKey"],
        "/projects/{project_id}/metrics/": ["prometheusKey"],
    }


def test_secrets() -> None:
    """What lets one ping or change a check is marked as a secret, and unique_key and badges are not."""
    fields = {
        name
        for schema in SPEC["components"]["schemas"].values()
        for name, field in schema.get("properties", {}).items()
        if field.get("x-secret")
    }
    parameters = {p["name"] for o in OPERATIONS.values() for p in o.parameters if p.get("x-secret")}

    assert fields == SECRET_FIELDS
    assert parameters == SECRET_PARAMETERS


def test_answers_are_tolerant() -> None:
    """No field of an answer has a limit, a default or a strict id format; few schemas require anything."""
    strict = {"minimum", "maximum", "minLength", "maxLength", "pattern", "default"}
    for name, schema in SPEC["components"]["schemas"].items():
        assert ("required" in schema) is (
            name in {"Check", "CheckList", "PingList", "FlipList", "ChannelList", "BadgeList"}
        )
        for field in schema.get("properties", {}).values():
            assert "default" not in field
            assert name in REQUESTS or not strict & field.keys()
            assert field.get("format", "date-time") == "date-time"


def test_json_answers_have_examples() -> None:
    """Every JSON body of an answer shows an example."""
    missing = [
        f"{found.id} {status}"
        for found in OPERATIONS.values()
        for status in found.data["responses"]
        for media, holder in response(found, status).get("content", {}).items()
        if media == "application/json" and not holder_examples(SPEC, holder)
    ]

    assert missing == []


def test_which_recordings_are_off_the_map() -> None:
    """Exactly the requests with a wrong address or method find no operation."""
    assert {
        step for step, exchange in EXCHANGES.items() if find_operation(SPEC, exchange) is None
    } == OFF_THE_MAP


@pytest.mark.parametrize(
    ("step", "operation_id"),
    [
        ("ping_exit_three", "pingExitStatus"),
        ("ping_exit_256", "pingExitStatusGet"),
        ("ping_slug", "slugPingSuccessGet"),
        ("ping_slug_start", "slugPingStartGet"),
        ("ping_head", "pingSuccessHead"),
        ("get_by_unique_key", "getCheck"),
        ("get_not_a_uuid", "getCheck"),
        ("status", "getStatus"),
    ],
)
def test_recordings_find_their_operation(step: str, operation_id: str) -> None:
    """Addresses that fit two templates are told apart by the patterns of the parameters."""
    assert operation(step).id == operation_id


@pytest.mark.parametrize("step", sorted(EXCHANGES.keys() - OFF_THE_MAP))
def test_recorded_answers_are_documented(step: str) -> None:
    """A real answer has a documented status and content type, and a body without undocumented fields."""
    exchange = EXCHANGES[step]

    assert answer_problems(exchange, operation(step)) == []


def answer_problems(exchange: Exchange, found: RawOperation) -> list[str]:
    """Say what *exchange* shows and the document does not tell."""
    if str(exchange.status) not in found.data["responses"]:
        return [f"undocumented status {exchange.status}"]
    documented = response(found, str(exchange.status))
    content = documented.get("content", {})
    if not content:
        return [f"undocumented body {exchange.body!r}"] if exchange.body else []
    if not any(fnmatchcase(exchange.media, documented) for documented in content):
        return [f"undocumented content type {exchange.media}"]
    if exchange.media != "application/json":
        return []
    return problems_of(CLOSED, pointer(content[exchange.media]), json.loads(exchange.body))


def test_recorded_ping_limit_is_documented() -> None:
    """The header Ping-Body-Limit is documented for exactly the answers that carried it."""
    for step in EXCHANGES.keys() - OFF_THE_MAP:
        documented = response(operation(step), str(EXCHANGES[step].status)).get("headers", {})
        assert ("Ping-Body-Limit" in documented) is ("ping-body-limit" in EXCHANGES[step].headers), step


def a_check(**fields: object) -> str:
    """A check that fits the document but for *fields*."""
    least = {"name": "", "slug": "", "grace": 60, "n_pings": 0, "status": "new", "manual_resume": False}
    return json.dumps({**least, **fields})


@pytest.mark.parametrize(
    ("status", "headers", "body", "problem"),
    [
        (418, {"content-type": "application/json"}, "{}", "undocumented status 418"),
        (200, {"content-type": "text/xml"}, "", "undocumented content type text/xml"),
        (403, {"content-type": "text/html"}, "no", "undocumented body 'no'"),
        (200, {"content-type": "application/json"}, a_check(colour="red"), "'colour' was unexpected"),
        (200, {"content-type": "application/json"}, a_check(grace="1"), "'1' is not of type 'integer'"),
        (200, {"content-type": "application/json"}, a_check(status="odd"), "'odd' is not one of"),
        (
            200,
            {"content-type": "application/json"},
            a_check(last_ping="today"),
            "'today' is not a 'date-time'",
        ),
    ],
)
def test_an_undocumented_answer_is_found(
    status: int, headers: dict[str, str], body: str, problem: str
) -> None:
    """The comparison with recordings reports what the document does not say."""
    exchange = Exchange("made up", "get", "", None, status, headers, body)

    (found,) = answer_problems(exchange, OPERATIONS["get", "/checks/{check_id}"])

    assert problem in found


@pytest.mark.parametrize(
    "step", sorted(step for step, e in EXCHANGES.items() if isinstance(e.sent, dict | list))
)
def test_recorded_requests(step: str) -> None:
    """A body that the server took fits the request schema, and one it refused by a rule of form does not."""
    exchange = EXCHANGES[step]
    body = operation(step).data.get("requestBody") if step not in OFF_THE_MAP else None
    if body is None:  # pause and resume take nothing but an empty object; PUT has no operation
        assert exchange.sent == {}
        return
    problems = problems_of(SPEC, pointer(body["content"]["application/json"]), exchange.sent)

    if exchange.status < 300:
        assert problems == []
    assert bool(problems) is (step in REFUSED_BY_SCHEMA)
