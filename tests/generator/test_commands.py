"""``commands.json`` of each generated package: what the command line offers."""

from __future__ import annotations

import inspect
import json
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any

import pytest

PROVIDERS = ("betterstack", "healthchecks", "statuspage", "uptimehunt")


def table(package: str) -> dict[str, Any]:
    """Return what the file of a package holds."""
    held: dict[str, Any] = json.loads((files(package) / "commands.json").read_text(encoding="utf-8"))
    return held


def operations(package: str) -> dict[str, dict[str, Any]]:
    """Return the operations of a package by their calls, such as ``checks.list``."""
    resources = table(package)["resources"].items()
    return {
        f"{name}.{verb}": operation
        for name, resource in resources
        for verb, operation in resource["operations"].items()
    }


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_operation_is_there(provider: str) -> None:
    """The file names the operations of the manifest, by the same calls, methods and paths."""
    text = (files(f"uptimekit_clients.{provider}") / "manifest.json").read_text(encoding="utf-8")
    manifest = {each["call"]: (each["method"], each["path"]) for each in json.loads(text)["operations"]}

    found = operations(f"uptimekit_clients.{provider}")
    assert {call: (each["method"], each["path"]) for call, each in found.items()} == manifest


@pytest.mark.parametrize("provider", [*PROVIDERS, "courier", "prism"])
def test_arguments_are_those_of_the_builders(provider: str, courier: ModuleType, prism: ModuleType) -> None:
    """Each request builder takes exactly the arguments that the file lists, those of the path first and in their order."""
    for call, operation in operations(f"uptimekit_clients.{provider}").items():
        resource, _, verb = call.partition(".")
        builder = getattr(import_module(f"uptimekit_clients.{provider}.requests.{resource}"), verb)
        taken = inspect.signature(builder).parameters.values()
        listed = operation.get("arguments", [])

        assert [each.name for each in taken] == [each["name"] for each in listed], call
        assert [each.kind is each.KEYWORD_ONLY for each in taken] == [
            each["place"] != "path" for each in listed
        ]
        required = {each["name"] for each in listed if each.get("required") or each["place"] == "path"}
        assert {each.name for each in taken if each.default is each.empty} == required, call


def test_types_values_and_secrets() -> None:
    """An argument says its type, the values of its enum, whether it may be repeated, and whether it is a secret."""
    checks = operations("uptimekit_clients.healthchecks")
    (tag,) = (each for each in checks["checks.list"]["arguments"] if each["name"] == "tag")
    assert (tag["type"], tag["many"], tag["place"]) == ("text", True, "query")
    (unique,) = (each for each in checks["checks.create"]["arguments"] if each["name"] == "unique")
    assert (unique["many"], unique["values"]) == (True, ["name", "slug", "tags", "timeout", "grace"])
    assert checks["pings.success"]["arguments"][0] == {
        **checks["pings.success"]["arguments"][0],
        "name": "uuid",
        "place": "path",
        "secret": True,
    }
    incident = operations("uptimekit_clients.statuspage")["incidents.create"]
    kinds = {each["name"]: (each["place"], each["type"]) for each in incident["arguments"]}
    assert (incident["body"], incident["envelope"]) == ("fields", "incident")
    assert kinds["scheduled_for"] == ("inner", "time")
    assert kinds["components"] == ("inner", "json")


@pytest.mark.parametrize(
    ("provider", "call", "rows"),
    [
        ("healthchecks", "checks.list", "."),
        ("statuspage", "components.list", "."),
        ("betterstack", "monitors.list", "data"),
        ("betterstack", "roles.list", "data"),
        ("betterstack", "incidents.get", None),
        ("uptimehunt", "services.list", "data"),
    ],
)
def test_where_the_items_of_a_listing_are(provider: str, call: str, rows: str | None) -> None:
    """A listing says where its items are in what the method returns; anything else has none."""
    assert operations(f"uptimekit_clients.{provider}")[call].get("rows") == rows


def test_what_there_is_to_read() -> None:
    """An answer is JSON, text, bytes or nothing, and a listing says whether it has pages."""
    pages = operations("uptimekit_clients.healthchecks")
    kinds = {
        call: pages[call]["answer"] for call in ("checks.list", "badges.get_check_svg", "service.status")
    }
    assert kinds == {"checks.list": "json", "badges.get_check_svg": "bytes", "service.status": "text"}
    assert operations("uptimekit_clients.statuspage")["components.list"]["paged"] is True
    assert operations("uptimekit_clients.statuspage")["components.delete"]["answer"] == "nothing"


def test_credentials_and_addresses() -> None:
    """The file names the constructor's credentials with their variables, and the addresses with their defaults."""
    held = table("uptimekit_clients.healthchecks")
    assert held["credentials"]["api_key"]["env"] == "HEALTHCHECKS_API_KEY"
    assert held["servers"]["ping_url"] == {"url": "https://hc-ping.com"}
    assert held["variables"]["version"]["values"] == ["v1", "v2", "v3"]
