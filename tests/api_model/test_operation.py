"""An operation knows what it takes, what it gives and how it is sent."""

from __future__ import annotations

import copy

import pytest

from apimodel import NULL, Type

from ._beacon import DOCUMENT, changed, operation


def test_the_body_is_made_of_arguments() -> None:
    """The fields of a body are arguments; those inside of an envelope take the place of the envelope."""
    replace = operation("tags.replace")

    assert replace.body is not None
    assert (replace.body.kind, replace.body.models) == ("fields", ("TagEnvelope", "TagReplace"))
    assert {a.name: a.place for a in replace.arguments} == {
        "tag_id": "path", "name_query": "query",
        "name": "inner", "colour": "inner", "since": "inner", "lamps": "inner", "notify": "field",
    }  # fmt: skip


def test_the_signature_has_required_arguments_first() -> None:
    """The path's arguments go by position; of the others those that must be given stand first."""
    assert [a.name for a in operation("tags.replace").signature] == [
        "tag_id", "colour", "name", "since", "lamps", "notify", "name_query",
    ]  # fmt: skip


def test_the_pager_chooses_the_page() -> None:
    """What pages through a listing takes all that the listing takes, but for the page."""
    listing = operation("lights.list")

    assert (listing.pager, operation("signals.recent").pager) == ("lights.iter", "signals.iter_recent")
    assert {a.name for a in listing.keywords} - {a.name for a in listing.pager_keywords} == {"page"}


@pytest.mark.parametrize(
    ("call", "kind", "media"),
    [
        ("lights.create", "fields", "application/json"),
        ("tags.add", "form", "application/x-www-form-urlencoded"),
        ("signals.send", "json", "application/json"),
        ("pings.ping", "raw", "text/plain"),
    ],
)
def test_bodies(call: str, kind: str, media: str) -> None:
    """A body is a JSON object, a form, another JSON value, or text or bytes as they are."""
    body = operation(call).body
    assert body is not None
    assert (body.kind, body.media) == (kind, media)


@pytest.mark.parametrize(
    ("call", "of"),
    [
        ("lights.get", Type("model", "Light")),
        ("lights.list", Type("list", parts=(Type("model", "Light"),))),
        ("lights.delete", NULL),
        ("pings.touch", NULL),
        ("pings.ping", Type("plain", "str")),
        ("pings.badge", Type("plain", "bytes")),
        ("signals.send", Type("map", parts=(Type("plain", "int"),))),
        ("tags.legacy", Type("map", parts=(Type("model", "Tag"),))),
    ],
)
def test_what_a_method_returns(call: str, of: Type) -> None:
    """The value inside of the answer that the document names, text, bytes, or nothing."""
    assert operation(call).answer.type == of


def test_what_a_listing_is_made_of() -> None:
    """The items stand where the pagination says; what is no listing has none."""
    assert operation("lights.list").answer.item == Type("model", "Light")
    assert operation("signals.list").answer.item == Type(
        "union", parts=(Type("model", "Flash"), Type("model", "Beep"))
    )
    assert operation("lights.get").answer.item is None


def test_facts_are_what_differs_from_the_defaults() -> None:
    """The runtime is told of a server, a credential, or a promise only where there is one to tell."""
    assert operation("pings.ping").facts == {
        "server": "ping", "idempotent": True, "accept": "text/plain", "secrets": ("ping_key",),
    }  # fmt: skip
    assert operation("lights.create").facts == {
        "security": (("api_key",),), "anonymous": False, "idempotent_field": "unique", "secrets": ("serial",),
    }  # fmt: skip


def test_methods_of_openapi_3_2() -> None:
    """QUERY is safe and has a body; a method of any other name is sent as the document has it, with its arguments."""
    paths = copy.deepcopy(DOCUMENT["paths"])
    again = {**paths["/lights"]["post"], "tags": ["moved"]}
    del again["x-idempotent"]
    paths["/lights"]["query"] = {**again, "operationId": "queryLights", "x-method-name": "query"}
    copied = {**again, "operationId": "copyLights", "x-method-name": "copy"}
    paths["/lights"]["additionalOperations"] = {"Copy": copied}
    api = changed("paths", paths)
    sent, asked, own = (operation(call, api) for call in ("lights.create", "moved.query", "moved.copy"))
    assert (asked.raw.verb, asked.static.idempotent) == ("QUERY", True)
    assert (own.raw.verb, own.static.idempotent) == ("Copy", False)
    assert asked.raw.path == own.raw.path == "/lights"
    assert asked.arguments == own.arguments == sent.arguments
