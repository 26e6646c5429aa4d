"""Rows about operations: what is there, what it is called, how it travels, what it gives."""

from __future__ import annotations

from typing import Any, Final

from ._edits import DROP, without
from ._table import TEXT, Row, appended, row

__all__ = ["OPERATIONS"]

GET, CREATE, LIST = "paths /lights/{light_id} get", "paths /lights post", "paths /lights get"
JSON: Final = "application/json"
COUNT: Final[dict[str, Any]] = {
    "operationId": "countLights",
    "x-method-name": "count",
    "tags": ["Lights"],
    "responses": {"200": {"description": "", "content": {JSON: {"schema": TEXT}}}},
}
TAG_OPERATIONS: Final = ("/tags get", "/tags post", "/tags/{tag_id} put", "/tags/legacy get")


def keys(rename: dict[str, str]) -> Any:
    """Return a function that gives some members of a mapping other names, in their places."""
    return lambda node: {rename.get(key, key): value for key, value in node.items()}


OPERATIONS: Final[tuple[Row, ...]] = (
    row("operation added", "additive method-added lights.count()", ("paths /lights/count get", COUNT)),
    row(
        "operation removed",
        "breaking method-removed lights.delete()",
        ("paths /lights/{light_id} delete", DROP),
    ),
    row("operation renamed", "breaking method-renamed lights.get()", (f"{GET} x-method-name", "fetch")),
    row(
        "operation renamed in all its names, and moved",
        ["breaking method-renamed tags.legacy()", "breaking address tags.old()"],
        ("paths /tags/legacy get x-method-name", "old"),
        ("paths", keys({"/tags/legacy": "/old-tags"})),
    ),
    row(
        "resource added",
        "additive resource-added client.towers",
        ("paths /towers get", {**COUNT, "operationId": "listTowers", "tags": ["Towers"]}),
    ),
    row(
        "resource renamed",
        "breaking resource-renamed client.tags",
        *((f"paths {place} tags", ["Etiquettes"]) for place in TAG_OPERATIONS),
    ),
    row(
        "resource removed, and its server",
        ["breaking resource-removed client.pings", "breaking server-removed Client()"],
        ("paths", lambda paths: {path: item for path, item in paths.items() if "ping_key" not in path}),
    ),
    row(
        "operation moved to a resource of its own",
        ["breaking method-renamed signals.recent()", "additive resource-added client.latest"],
        ("paths /signals/recent get tags", ["Latest"]),
    ),
    row(
        "path changed",
        ["breaking address lights.list()", "breaking address lights.create()"],
        ("paths", keys({"/lights": "/lamps"})),
    ),
    row(
        "HTTP method changed",
        "breaking address lights.update()",
        ("paths /lights/{light_id}", keys({"patch": "put"})),
        ("paths /lights/{light_id} put x-idempotent", False),
    ),
    row(
        "operation on another host",
        ["breaking server tags.legacy()", "additive server-added Client()"],
        ("paths /tags/legacy servers", [{"url": "https://old.beacon.test", "x-name": "old"}]),
    ),
    row(
        "limit counted by something",
        [
            "additive provider-rule Client()",
            *(f"internal texts pings.{name}()" for name in ("ping", "touch", "badge")),
        ],
        ("paths /{ping_key} servers 0 x-limit-by", DROP),
        ("paths /{ping_key}/badge servers 0 x-limit-by", DROP),
    ),
    row(
        "body in another format",
        "breaking body-format tags.add()",
        ("paths /tags post requestBody content", keys({"application/x-www-form-urlencoded": JSON})),
    ),
    row(
        "envelope in the arguments",
        [
            "breaking envelope tags.replace()",
            *["breaking argument-removed tags.replace()"] * 4,
            "breaking argument-renamed tags.replace()",
            "breaking argument-required-added tags.replace()",
        ],
        ("paths /tags/{tag_id} put x-envelope", DROP),
    ),
    row("operation deprecated", "additive deprecated lights.get()", (f"{GET} deprecated", True)),
    row(
        "operation no longer deprecated",
        "internal deprecated tags.legacy()",
        ("paths /tags/legacy get deprecated", DROP),
    ),
    row("not sent again any more", "additive idempotency lights.create()", (f"{CREATE} x-idempotent", False)),
    row("sent again in any case", "additive idempotency lights.create()", (f"{CREATE} x-idempotent", True)),
    row("credential needed", "breaking auth tags.list()", ("paths /tags get security", DROP)),
    row("credential no longer sent", "additive auth lights.list()", (f"{LIST} security", [])),
    row(
        "another credential accepted",
        "additive auth lights.list()",
        (f"{LIST} security", [{"apiKey": []}, {"readKey": []}]),
    ),
    row("a credential refused", "breaking auth lights.get()", (f"{GET} security", [{"apiKey": []}])),
    row(
        "another credential beside the first",
        "breaking auth lights.list()",
        (f"{LIST} security", [{"apiKey": [], "readKey": []}]),
    ),
    row(
        "a credential beside an accepted one",
        "breaking auth lights.get()",
        (f"{GET} security", [{"apiKey": []}, {"readKey": [], "apiKey": []}]),
    ),
    row(
        "credential became optional",
        "additive auth lights.list()",
        (f"{LIST} security", [{"apiKey": []}, {}]),
    ),
    row(
        "credential no longer optional",
        "breaking auth tags.add()",
        ("paths /tags post security", [{"apiKey": []}]),
    ),
    row(
        "listing loses its pages",
        ["breaking pagination tags.list()"],
        ("paths /tags get x-pagination", DROP),
    ),
    row(
        "listing gets pages",
        ["additive pagination tags.legacy()", "breaking result tags.legacy()"],
        ("paths /tags/legacy get x-pagination", {"style": "link", "items": "data", "next": "links.next"}),
        (
            "paths /tags/legacy get responses 200 content application/json schema",
            {"$ref": "#/components/schemas/SignalPage"},
        ),
    ),
    row(
        "pages by another style",
        "breaking pagination signals.recent()",
        ("paths /signals/recent get x-pagination", {"style": "link", "items": "data", "next": "links.next"}),
    ),
    row("page size changed", "internal pagination lights.list()", (f"{LIST} x-pagination size maximum", 100)),
    row(
        "result unwrapped",
        "breaking result signals.list()",
        ("paths /lights/{light_id}/signals get x-unwrap", "data"),
    ),
    row(
        "result where there was none",
        "additive result lights.delete()",
        ("paths /lights/{light_id} delete responses 204", DROP),
        (
            "paths /lights/{light_id} delete responses 200",
            {"description": "Gone.", "content": {JSON: {"schema": {"type": "object"}}}},
        ),
    ),
    row(
        "no result any more",
        "breaking result lights.get()",
        (f"{GET} responses 200 content", DROP),
    ),
    row(
        "another success status",
        "internal texts lights.get()",
        (f"{GET} responses 203", {"$ref": "#/components/responses/Cached"}),
        (
            "components responses Cached",
            {
                "description": "From a cache.",
                "content": {JSON: {"schema": {"$ref": "#/components/schemas/Light"}}},
            },
        ),
    ),
    row(
        "another error documented",
        "internal texts lights.get()",
        (f"{GET} responses 404", {"description": "No such light."}),
    ),
    row("description changed", "internal texts lights.list()", (f"{LIST} description", "In no order.")),
    row("error body changed", "internal texts Failure", ("components schemas Failure properties code", TEXT)),
    row("title changed", "internal texts Client", ("info title", "Beacons")),
    row("tag described", "internal texts Client", ("tags", without("Signals"))),
    row(
        "server variable more",
        "additive server-variable Client()",
        ("servers 0 variables version enum", appended("v3")),
    ),
    row(
        "server variable less",
        "breaking server-variable Client()",
        ("servers 0 variables version enum", without("v1")),
    ),
    row(
        "server variable takes anything",
        "additive server-variable Client()",
        ("servers 0 variables version enum", DROP),
    ),
    row(
        "other default version",
        "breaking server-variable Client()",
        ("servers 0 variables version default", "v1"),
    ),
    row(
        "other base URL", "breaking server-url Client()", ("servers 0 url", "https://beacon.test/v/{version}")
    ),
    row(
        "credential renamed",
        "breaking credential-renamed Client()",
        ("components securitySchemes apiKey x-parameter", "token"),
    ),
    row(
        "credential in another header",
        "breaking credential-header Client()",
        ("components securitySchemes apiKey name", "X-Token"),
    ),
    row(
        "credential in the query instead of a header",
        "breaking credential-header Client()",
        ("components securitySchemes apiKey in", "query"),
    ),
    row(
        "basic instead of bearer",
        "breaking credential-header Client()",
        ("components securitySchemes readKey scheme", "basic"),
    ),
    row(
        "other environment variable",
        "breaking credential-env Client()",
        ("components securitySchemes apiKey x-env", "BEACON_KEY"),
    ),
    row(
        "first environment variable",
        "additive credential-env Client()",
        ("components securitySchemes readKey x-env", "BEACON_READ"),
    ),
    row(
        "credential removed",
        ["breaking credential-removed Client()", "breaking auth lights.get()"],
        (f"{GET} security", DROP),
        ("components securitySchemes readKey", DROP),
    ),
    row("rate limit changed", "additive provider-rule Client", ("x-provider rate-limit requests", 60)),
)
