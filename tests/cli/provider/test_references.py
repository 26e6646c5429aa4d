"""Which arguments are ids of things with a name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from uptimekit.cli.provider.command_table import provider_paths, read_table
from uptimekit.cli.provider.references import Reference, references_of

CASES: Mapping[str, Mapping[str, str]] = {
    "betterstack monitors create": {
        "policy_id": "policies",
        "expiration_policy_id": "policies",
        "monitor_group_id": "monitor_groups",
    },
    "betterstack incident_comments list": {"incident_id": "incidents"},
    "betterstack datadog_integrations get": {"integration_id": "datadog_integrations"},
    "betterstack catalog_records create": {"relation_id": "catalog_relations"},
    "healthchecks pings success": {"uuid": "checks"},
    "healthchecks checks get": {"check_id": "checks"},
    "healthchecks slug_pings success": {},
    "statuspage incidents create": {
        "page_id": "pages",
        "component_ids": "components",
        "components": "components",
    },
    "statuspage incident_subscribers get": {
        "page_id": "pages",
        "incident_id": "incidents",
        "subscriber_id": "incident_subscribers",
    },
    "statuspage metrics create": {"page_id": "pages", "metrics_provider_id": "metrics_providers"},
    "statuspage users list": {},
    "uptimehunt services create": {"project_id": "projects"},
}


def references(words: str) -> dict[str, Reference]:
    """Return the references of an operation."""
    provider, resource, verb = words.split()
    return references_of(provider, read_table(provider_paths()[provider]), resource, verb)


@pytest.mark.parametrize("words", CASES)
def test_what_an_argument_refers_to(words: str) -> None:
    """An argument refers to what is listed under its name, as a whole, at its end, or in the plural."""
    found = {
        name: reference.resource
        for name, reference in references(words).items()
        if name not in ("application_id",)
    }
    assert found == CASES[words]


@pytest.mark.parametrize(
    ("words", "argument", "ids", "names"),
    [
        ("betterstack monitors get", "monitor_id", ["123"], ["Shop", "12a"]),
        (
            "statuspage components get",
            "component_id",
            ["kctbh9vrtdwd"],
            ["API", "Kctbh9vrtdwd", "kctbh9vrtdw"],
        ),
        (
            "healthchecks checks get",
            "check_id",
            ["a" * 40, "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a"],
            ["a" * 39],
        ),
        ("healthchecks checks pause", "uuid", ["0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a"], ["a" * 40]),
        ("uptimehunt services get", "service_id", ["7", "", None, 7], ["seven"]),
    ],
)
def test_ids_and_names(words: str, argument: str, ids: list[object], names: list[str]) -> None:
    """What has the form of an id is one, and so is what is no text or empty; all else is a name."""
    reference = references(words)[argument]
    assert all(map(reference.is_id, ids))
    assert not any(map(reference.is_id, names))


def test_another_provider() -> None:
    """Nobody knows the ids of another provider: they are taken as they are."""
    table = read_table(provider_paths()["uptimehunt"])
    assert references_of("acme", table, "services", "get") == {}
