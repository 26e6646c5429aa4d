"""The bodies and answers of the Statuspage specification against tables typed from the reference."""

from __future__ import annotations

from typing import Any

import pytest

from apimodel.document import RawOperation, flatten, operations, reachable, resolve
from documents import load

from ._described import described, ordered
from ._documents import SPECS
from ._statuspage import ANSWERS, BODIES, ENUMS, OPERATIONS, PROPOSED, Body, Row

JSON = "application/json"
SPEC: dict[str, Any] = load(next(path for path in SPECS if path.stem == "statuspage"))
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]
FOUND: dict[tuple[str, str], RawOperation] = {(o.method, o.path): o for o in operations(SPEC)}
WITH_BODY = [row for row in OPERATIONS if row.body != "-"]
EVERY_BODY = pytest.mark.parametrize("row", WITH_BODY, ids=lambda row: row.call)


def found(row: Row) -> RawOperation:
    return FOUND[row.method, row.path]


def sent(row: Row) -> dict[str, Any]:
    """The schema of an operation's body."""
    schema: dict[str, Any] = found(row).data["requestBody"]["content"][JSON]["schema"]
    return schema


# ---------------------------------------------------------------- bodies


def test_bodies_are_where_the_reference_has_them() -> None:
    """Each kind of body is used, and an operation has one exactly where the reference has one."""
    assert {row.body for row in WITH_BODY} == set(BODIES)
    assert {o.id for o in FOUND.values() if "requestBody" in o.data} == {found(row).id for row in WITH_BODY}
    with_delete = [row.call for row in WITH_BODY if row.method == "delete"]
    assert with_delete == [
        "page_access_users.remove_components",
        "page_access_users.remove_metrics",
        "page_access_groups.remove_components",
    ]


@EVERY_BODY
def test_envelope(row: Row) -> None:
    """A body is wrapped in the name of its object, which is required; the others are not wrapped."""
    envelope = BODIES[row.body].envelope

    assert found(row).data.get("x-envelope") == envelope
    if envelope is not None:
        assert (list(flatten(SPEC, sent(row))[0]), flatten(SPEC, sent(row))[1]) == ([envelope], {envelope})


def inside(row: Row) -> dict[str, Any]:
    """The schema of what an operation sends, out of its envelope."""
    envelope = BODIES[row.body].envelope
    return flatten(SPEC, sent(row))[0][envelope] if envelope else sent(row)


def expected(row: Row) -> Body:
    """The body of the table, with what is required by sense alone."""
    body = BODIES[row.body]
    needed = PROPOSED.get(row.call, set())
    marked = {
        kind: " ".join(name + ("!" if name in needed else "") for name in names.split())
        for kind, names in body.fields.items()
    }
    return Body(body.envelope, marked)


@EVERY_BODY
def test_fields_of_a_body(row: Row) -> None:
    """A body has the fields of the reference, in their types; what has to be sent and what may be null is marked."""
    assert ordered(described(SPEC, inside(row), "!")) == ordered(expected(row).fields)


def test_bodies_that_may_be_left_out() -> None:
    """Without a body everything is removed, or a subscriber hears about the whole page."""
    optional = [row.call for row in WITH_BODY if not found(row).data["requestBody"].get("required")]

    assert optional == [
        "page_access_users.remove_components",
        "page_access_users.remove_metrics",
        "page_access_groups.remove_components",
        "subscribers.update",
    ]


@EVERY_BODY
def test_bodies_are_open_and_have_no_defaults(row: Row) -> None:
    """A body may hold what the document does not know, and leaves the server's defaults to the server."""
    for name in reachable(SPEC, sent(row)):
        assert SCHEMAS[name].get("additionalProperties") is not False
        assert all("default" not in field for field in SCHEMAS[name].get("properties", {}).values())


def test_limits_of_an_incident() -> None:
    """A name has at most 255 characters, a text 25000."""
    fields, _ = flatten(SPEC, SCHEMAS["IncidentCreate"])

    assert (fields["name"]["maxLength"], fields["body"]["maxLength"]) == (255, 25000)


def test_what_may_be_sent_again() -> None:
    """What sets values or points may be sent again; what opens something or may notify twice may not."""
    again = {row.call: found(row).data.get("x-idempotent") for row in OPERATIONS}
    sets = [f"page_access_{of}.{verb}_components" for of in ("users", "groups") for verb in ("set", "add")]
    updates = [
        "pages",
        "status_embed",
        "page_access_users",
        "page_access_groups",
        "components",
        "component_groups",
    ]
    updates += ["subscribers", "metrics", "metrics_providers"]

    assert {call for call, rule in again.items() if rule is True} == {
        *sets,
        *("page_access_users.set_metrics", "page_access_users.add_metrics"),
        *("components.add_page_access_users", "components.add_page_access_groups"),
        *("metrics.submit", "metrics.submit_many"),
        *(f"{tag}.update" for tag in updates),
    }
    assert {call for call, rule in again.items() if rule is False} == {
        "incidents.replace",
        "incident_updates.replace",
        "postmortems.publish",
    }


# ---------------------------------------------------------------- answers


@pytest.mark.parametrize("name", ANSWERS)
def test_fields_of_an_answer(name: str) -> None:
    """An object has the fields of the reference, in their types, and null exactly where it was seen."""
    assert ordered(described(SPEC, SCHEMAS[name])) == ordered(ANSWERS[name])


def test_every_answer_is_in_the_table() -> None:
    """No object is sent to the client that the table does not know, but for the wrappers that are unwrapped."""
    contents = [resolve(SPEC, found(row).data["responses"][row.status]).get("content") for row in OPERATIONS]
    objects = {name for name in reachable(SPEC, contents) if "enum" not in SCHEMAS[name]}

    assert objects - set(ANSWERS) == {"UserPermissionsEnvelope", "MetricPointAnswer", "MetricPoints"}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_tolerant(name: str) -> None:
    """An answer needs its id, or what the public API's answers are made of; nothing is limited or closed."""
    schema = SCHEMAS[name]
    fields, required = flatten(SPEC, schema)
    made_of = set(fields) if name.endswith(("Answer", "Summary")) else set()

    assert required - {"id"} == made_of
    assert schema.get("additionalProperties") is not False
    strict = {"minimum", "maximum", "minLength", "maxLength", "pattern", "default", "minItems", "maxItems"}
    assert all(not strict & field.keys() for field in fields.values())


def test_enums() -> None:
    """The words of the reference, and no other enum."""
    assert {name: s["enum"] for name, s in SCHEMAS.items() if "enum" in s} == ENUMS


def test_secrets() -> None:
    """Credentials of providers, passwords and the key of a preview are secrets."""
    secret = {
        f"{name}.{field}"
        for name, schema in SCHEMAS.items()
        for field, rule in schema.get("properties", {}).items()
        if rule.get("x-secret")
    }

    assert secret == {
        *(
            f"MetricsProviderCreate.{name}"
            for name in ("password", "api_key", "api_token", "application_key")
        ),
        "UserCreate.password",
        "Postmortem.preview_key",
    }


def test_records() -> None:
    """Results show what the server said and are not sent: no record has fields that a request sets."""
    assert {tuple(schema["x-record"]) for schema in SCHEMAS.values() if "x-record" in schema} == {()}
