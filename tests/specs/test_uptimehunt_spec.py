"""The UptimeHunt specification against the vendor's tables: what is documented, and what is marked as proposed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from apimodel.document import RawOperation, name_of, operations, resolve
from documents import load

from ._documents import SPECS, holder_examples, problems_of

JSON = "application/json"
SPEC: dict[str, Any] = load(next(path for path in SPECS if path.stem == "uptimehunt"))
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
OPERATIONS: dict[tuple[str, str], RawOperation] = {(o.method, o.path): o for o in operations(SPEC)}
BY_CALL = {f"{o.data['tags'][0]}.{o.data['x-method-name']}": o for o in OPERATIONS.values()}

# The rows of the vendor's tables of endpoints, each with the method that stands for it.
OVERVIEW = {
    "POST /auth/login": "auth.login",
    "POST /auth/register": "auth.register",
    "POST /auth/logout": "auth.logout",
    "POST /auth/refresh": "auth.refresh",
    "GET /auth/me": "auth.me",
    "GET /projects": "projects.list",
    "POST /projects": "projects.create",
    "GET /projects/{id}": "projects.get",
    "PUT /projects/{id}": "projects.update",
    "DELETE /projects/{id}": "projects.delete",
    "GET /projects/{id}/services": "projects.services",
    "POST /projects/reorder": "projects.reorder",
    "GET /services": "services.list",
    "POST /services": "services.create",
    "GET /services/{id}": "services.get",
    "PUT /services/{id}": "services.update",
    "DELETE /services/{id}": "services.delete",
    "GET /services/{id}/status": "services.get_status",
    "GET /services/{id}/metrics/response-times": "metrics.response_times",
    "GET /services/{id}/metrics/sparkline": "metrics.sparkline",
    "GET /services/{id}/metrics/uptime": "metrics.uptime",
    "GET /services/{id}/errors": "metrics.errors",
    "GET /service-types": "service_types.list",
    "GET /service-types/{type}": "service_types.get",
    "GET /service-types/{type}/schema": "service_types.get_schema",
    "GET /probes": "probes.list",
    "GET /probes/{id}": "probes.get",
    "GET /probes/map": "probes.map",
    "GET /users/profile": "users.get_profile",
    "PUT /users/profile": "users.update_profile",
    "POST /users/password": "users.change_password",
    "GET /health": "system.health",
    "GET /status": "system.status",
}
FROM_THE_PAGE = {"GET /services/{id}/checks": "services.list_checks"}
TABLE = {**OVERVIEW, **FROM_THE_PAGE}
EVERY = pytest.mark.parametrize("call", BY_CALL)

# What the vendor documents no answer of.
UNDOCUMENTED = {
    *("auth.logout", "auth.me", "projects.services", "projects.reorder", "services.get_status"),
    *("metrics.response_times", "metrics.sparkline", "metrics.errors"),
    *("service_types.get", "service_types.get_schema", "probes.list", "probes.get", "probes.map"),
    *("users.get_profile", "users.update_profile", "users.change_password"),
    *("system.health", "system.status"),
}
PAGED = {"projects.list", "projects.services", "services.list", "metrics.errors", "probes.list"}
PUBLIC = {"auth.login", "auth.register", "auth.refresh", "system.health", "system.status"}
REQUESTS = {
    *("Login", "Registration", "TokenRefresh", "Logout", "ProfileInput", "PasswordChange"),
    *("ProjectInput", "ProjectOrder", "ServiceInput", "ServiceConfigInput"),
}
USER = {"id": 7, "email": "a@example.com", "first_name": "A", "last_name": "B"}


def response(operation: RawOperation, status: str) -> dict[str, Any]:
    return resolve(SPEC, operation.data["responses"][status])


def answer(call: str) -> dict[str, Any] | None:
    """The schema of the good answer of an operation; None for one that is not read."""
    found = BY_CALL[call]
    (*_, status) = (status for status in found.data["responses"] if status < "300")
    content = response(found, status).get("content")
    return None if content is None else content[JSON]["schema"]


def _as_documented(path: str) -> str:
    return re.sub(r"{service_type}", "{type}", re.sub(r"{\w+_id}", "{id}", path))


# ---------------------------------------------------------------- operations


def test_the_tables_are_the_specification() -> None:
    """All 33 rows of the overview and the one of the page about checks are described, and nothing else is."""
    found = {f"{o.method.upper()} {_as_documented(o.path)}": call for call, o in BY_CALL.items()}

    assert found == TABLE
    assert (len(OVERVIEW), len(TABLE), len(OPERATIONS)) == (33, 34, 34)


def test_the_map_comes_before_the_id() -> None:
    """A path with a word stands before the one with a placeholder that it would fit as well."""
    paths = [o.path for o in operations(SPEC)]

    assert paths.index("/probes/map") < paths.index("/probes/{probe_id}")
    assert paths.index("/projects/reorder") < paths.index("/projects/{project_id}")


def test_tags_are_described() -> None:
    """Each tag in use is declared with a description, in the order of use, and none is left over."""
    assert [tag["name"] for tag in SPEC["tags"]] == list(
        dict.fromkeys(o.data["tags"][0] for o in operations(SPEC))
    )
    assert all(tag["description"] for tag in SPEC["tags"])


def test_what_is_proposed_says_so() -> None:
    """The 18 operations without a documented answer are marked; those with one are not."""
    marked = {
        call
        for call, o in BY_CALL.items()
        if o.data.get("description", "").startswith("Proposed: the vendor")
    }

    assert marked == UNDOCUMENTED
    assert len(marked) == 18
    for call in ("metrics.uptime", "service_types.list"):  # of these only a part is documented
        assert BY_CALL[call].data["description"].startswith("Proposed in part: ")


@EVERY
def test_success(call: str) -> None:
    """What creates answers 201, what deletes 204, all else 200; 204 as well where the answer is not read."""
    good = {status for status in BY_CALL[call].data["responses"] if status < "300"}
    verb = call.partition(".")[2]

    if answer(call) is None and verb != "delete":
        assert call in UNDOCUMENTED
        assert good == {"200", "204"}
    else:
        assert good == {{"create": "201", "register": "201", "delete": "204"}.get(verb, "200")}


@EVERY
def test_errors(call: str) -> None:
    """Every operation has the errors of the vendor's tables that can meet it, and 429 with Retry-After."""
    found = BY_CALL[call]
    errors = {status for status in found.data["responses"] if status >= "400"}
    takes = "requestBody" in found.data or any(p["in"] == "query" for p in found.parameters)
    wanted = {"429", "500", "502", "503"}
    wanted |= {"400", "422"} if takes else set()
    wanted |= {"404"} if any(p["in"] == "path" for p in found.parameters) else set()
    wanted |= set() if call in PUBLIC else {"401", "403"}

    wanted |= {"401"} if call in ("auth.login", "auth.refresh") else set()

    assert errors == wanted
    assert "Retry-After" in response(found, "429")["headers"]


@EVERY
def test_error_bodies(call: str) -> None:
    """Errors have the one envelope, except those that a gateway sends as well."""
    found = BY_CALL[call]
    for status in found.data["responses"]:
        content = response(found, status).get("content", {})
        if status in ("502", "503"):
            assert content == {}
        elif status >= "400":
            assert name_of(content[JSON]["schema"]["$ref"]) == "Error"


def test_credentials() -> None:
    """Users send a bearer token everywhere but at the gates; a prober's token goes to the probes only."""
    sent = {call: o.data.get("security", SPEC["security"]) for call, o in BY_CALL.items()}
    schemes = SPEC["components"]["securitySchemes"]

    assert {call for call, found in sent.items() if found == []} == PUBLIC
    assert {call for call, found in sent.items() if {"prober": []} in found} == {
        "probes.list",
        "probes.get",
        "probes.map",
    }
    assert all(found in ([], [{"bearer": []}], [{"bearer": []}, {"prober": []}]) for found in sent.values())
    assert (schemes["bearer"]["type"], schemes["bearer"]["scheme"]) == ("http", "bearer")
    assert (schemes["prober"]["in"], schemes["prober"]["name"]) == ("header", "X-Auth")
    assert {name: (s["x-parameter"], s["x-env"]) for name, s in schemes.items()} == {
        "bearer": ("access_token", "UPTIMEHUNT_ACCESS_TOKEN"),
        "prober": ("prober_token", "UPTIMEHUNT_PROBER_TOKEN"),
    }


def test_what_may_be_sent_again() -> None:
    """Of the POSTs only login and refresh may be sent again; PUT and DELETE always may."""
    again = {call for call, o in BY_CALL.items() if o.data.get("x-idempotent")}

    assert again == {"auth.login", "auth.refresh"}
    assert all("x-idempotent" not in o.data for o in OPERATIONS.values() if o.method != "post")


def test_paging() -> None:
    """Collections come in pages of at most 100, and say how many pages there are."""
    rules = {call: o.data["x-pagination"] for call, o in BY_CALL.items() if "x-pagination" in o.data}

    assert set(rules) == PAGED
    for call, rule in rules.items():
        parameters = {p["name"]: p["schema"] for p in BY_CALL[call].parameters}
        assert rule == {
            "style": "page",
            "parameter": "page",
            "first": 1,
            "size": {"parameter": "limit", "maximum": 100},
            "items": "data",
            "total-pages": "meta.totalPages",
            "short-page-ends": True,
        }
        assert parameters["limit"] == {"type": "integer", "minimum": 1, "maximum": 100}


def test_provider() -> None:
    """Deprecation headers and error fields are those of the overview; no rate limit is made up."""
    assert SPEC["x-provider"] == {
        "deprecation": ["X-API-Deprecation", "X-API-Sunset"],
        "error": {
            "message": ["/error/message"],
            "code": ["/error/code"],
            "details": ["/error/details"],
            "request-id": ["/request_id"],
        },
    }
    assert [server["url"] for server in SPEC["servers"]] == ["https://app.uptimehunt.io/api/v1"]


@pytest.mark.parametrize(
    ("value", "good"), [(1, True), ("null", True), ("none", False), (True, False), (None, False)]
)
def test_project_filter(value: object, good: bool) -> None:
    """Services can be filtered by a project's id or by the word null."""
    parameters = SPEC["paths"]["/services"]["get"]["parameters"]
    number = next(n for n, p in enumerate(parameters) if p.get("name") == "project_id")

    assert (problems_of(SPEC, f"/paths/~1services/get/parameters/{number}/schema", value) == []) is good


# ---------------------------------------------------------------- answers


@pytest.mark.parametrize(
    ("call", "sample"),
    [
        ("auth.login", {"data": {"access": "a", "refresh": "b", "user": USER}}),
        ("auth.refresh", {"data": {"access": "a"}}),
        (
            "auth.register",
            {
                "access_token": "a",
                "refresh_token": "b",
                "token_type": "Bearer",
                "expires_in": 900,
                "user": {**USER, "date_joined": "2026-01-12T09:00:00Z"},
            },
        ),
        (
            "services.create",
            {
                "data": {
                    "id": 1,
                    "name": "Site",
                    "type": "http",
                    "status": "pending",
                    "created_at": "2026-01-12T09:00:00Z",
                    "config": {
                        "url": "https://a.example",
                        "method": "GET",
                        "expected_status_code": 200,
                        "timeout": 30,
                    },
                }
            },
        ),
        (
            "services.list",
            {"data": [], "meta": {"page": 1, "limit": 20, "total": 0, "totalPages": 0}},
        ),
        (
            "metrics.uptime",
            {
                "data": {
                    "uptime_percentage": 99.5,
                    "total_checks": 200,
                    "successful_checks": 199,
                    "failed_checks": 1,
                    "period": "30d",
                }
            },
        ),
        ("metrics.response_times", {"data": [[1, 2]]}),
        ("system.health", "fine"),
    ],
)
def test_documented_shapes(call: str, sample: object) -> None:
    """Answers with the fields of the vendor's samples fit, and where nothing is known anything does."""
    found = BY_CALL[call]
    status = next(iter(found.data["responses"]))
    inline = found.data["responses"][status]
    pointer = (
        inline["$ref"].removeprefix("#")
        if "$ref" in inline
        else f"/paths/{found.path.replace('/', '~1')}/{found.method}/responses/{status}"
    )

    assert problems_of(SPEC, f"{pointer}/content/application~1json/schema", sample) == []


@pytest.mark.parametrize("known", ["http", "ping"])
def test_configurations(known: str) -> None:
    """What a service can be configured with may have members that are not documented, such as credentials."""
    body = {"name": "Site", "type": known, "config": {"url": "https://a.example", "secret_sauce": [1]}}

    assert problems_of(SPEC, "/components/schemas/ServiceInput", body) == []
    assert problems_of(SPEC, "/components/schemas/ServiceInput", {**body, "config": "no"})


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        ("ServiceInput", {"name": "ab", "type": "http", "config": {}}),
        ("ServiceInput", {"name": "abc", "type": "http", "config": {}, "interval": 61}),
        ("ServiceInput", {"name": "abc", "type": "http", "config": {}, "interval": 0}),
        ("ServiceInput", {"type": "http", "config": {}}),
        ("ProjectInput", {"name": ""}),
        ("ProjectInput", {"name": "a" * 129}),
        ("ProjectInput", {"name": "a", "color": "blue"}),
        ("Registration", {"email": "a@example.com", "password": "7 signs"}),
        ("Login", {"email": "a@example.com"}),
        ("TokenRefresh", {}),
    ],
)
def test_documented_rules(schema: str, body: object) -> None:
    """Bodies that the vendor's rules forbid do not fit."""
    assert len(problems_of(SPEC, f"/components/schemas/{schema}", body)) == 1


@EVERY
def test_envelopes(call: str) -> None:
    """Where only data matters, the method returns it; a page keeps its meta, and tokens may stand anywhere."""
    found, schema = BY_CALL[call], answer(call)
    if schema is None or schema == {}:
        assert "x-unwrap" not in found.data
        return
    envelope = resolve(SPEC, schema)
    if name_of(schema["$ref"]) == "TokenResult":
        assert "x-unwrap" not in found.data
        assert "required" not in envelope
        return
    assert envelope["required"] == ["data"]
    assert found.data.get("x-unwrap") == (None if call in PAGED else "data")


def test_answers_are_tolerant() -> None:
    """Answers require ids, names and envelopes only, and no field of one has a limit or a default."""
    strict = {"minimum", "maximum", "minLength", "maxLength", "pattern", "default"}
    for name, schema in SCHEMAS.items():
        assert "additionalProperties" not in schema or schema["additionalProperties"] is not False
        if name in REQUESTS:
            continue
        assert set(schema.get("required", ())) <= {"id", "name", "type", "data", "error"}, name
        for field in schema.get("properties", {}).values():
            assert not strict & field.keys()
            assert field.get("format", "date-time") == "date-time"


def test_proposed_schemas_are_loose() -> None:
    """A schema of an answer that is made up requires at most the envelope of the overview."""
    proposed = {
        name for name, schema in SCHEMAS.items() if schema.get("description", "").startswith("Proposed")
    }

    assert proposed & REQUESTS == {"Logout", "ProfileInput", "PasswordChange", "ProjectOrder"}
    assert len(proposed - REQUESTS) == 14
    for name in proposed - REQUESTS:
        assert set(SCHEMAS[name].get("required", ())) <= {"data"}, name


def test_secrets() -> None:
    """Tokens, passwords and header values are marked, wherever they stand."""
    marked = {
        f"{name}.{field}"
        for name, schema in SCHEMAS.items()
        for field, rule in schema.get("properties", {}).items()
        if rule.get("x-secret")
    }

    assert marked == {
        *("Login.password", "Registration.password"),
        *("PasswordChange.current_password", "PasswordChange.new_password"),
        *("TokenRefresh.refresh", "Logout.refresh"),
        *("TokenData.access", "TokenData.refresh"),
        *("TokenResult.access_token", "TokenResult.refresh_token"),
        "ConfigHeader.value",
    }


def test_errors_show_an_example() -> None:
    """Every documented error body shows an example."""
    named = SPEC["components"]["responses"].values()
    bodies = [r["content"][JSON] for r in named if JSON in r.get("content", {})]
    errors = [body for body in bodies if body["schema"].get("$ref", "").endswith("/Error")]

    assert len(errors) == 7
    assert all(holder_examples(SPEC, body) for body in errors)
