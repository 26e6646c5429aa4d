"""Tests of which service is meant and what an update sends."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit import DecodingError
from uptimekit.uptimehunt import InvalidInputError
from uptimekit.uptimehunt._service_update import changes, id_of, only_one, whole_update

THERE: dict[str, Any] = {
    "id": 7,
    "name": "Shop",
    "type": "http",
    "status": "operational",
    "enabled": True,
    "interval": 3,
    "project": {"id": 2, "name": "P"},
    "config": {"url": "https://shop.example", "method": "GET", "headers": [{"name": "A", "value": "b"}]},
    "created_at": "2026-01-12T09:00:00Z",
}


def test_a_name_is_exact_and_one_services() -> None:
    """A name that is part of another is none; two of the same name cannot be told apart."""
    services = [{"id": 1, "name": "Shop"}, {"id": 2, "name": "Shop 2"}, {"id": 3, "name": "shop"}]
    assert only_one(services, "Shop") == services[0]
    assert only_one(services, "Sho") is None
    with pytest.raises(InvalidInputError, match=r"the name of 2 services \(1, 4\)"):
        only_one([*services, {"id": 4, "name": "Shop"}], "Shop")


@pytest.mark.parametrize(
    ("wanted", "changed"),
    [
        ({"name": "Shop", "type": "http", "interval": 3, "enabled": True, "project_id": 2}, {}),
        ({"config": {"url": "https://shop.example"}}, {}),
        ({"config": {"headers": [{"name": "A", "value": "b"}]}}, {}),
        ({"interval": 5}, {"interval": 5}),
        ({"enabled": 1}, {"enabled": 1}),
        ({"project_id": None}, {"project_id": None}),
        ({"config": {"method": "HEAD"}}, {"config": {"method": "HEAD"}}),
        ({"config": {"timeout": 5}}, {"config": {"timeout": 5}}),
        ({"config": {"body": None}}, {}),
        ({"config": {"method": None}}, {"config": {"method": None}}),
        ({"config": None}, {"config": None}),
    ],
)
def test_only_differences_are_changes(wanted: dict[str, Any], changed: dict[str, Any]) -> None:
    """What is there already is no change, even where the server's configuration has more members."""
    assert changes(THERE, wanted) == changed


def test_an_update_is_whole() -> None:
    """A full update has everything that can be written, changed members beside those that stay, and nothing else."""
    assert whole_update(THERE, {"interval": 5, "config": {"method": "HEAD"}}) == {
        "name": "Shop",
        "type": "http",
        "enabled": True,
        "interval": 5,
        "project_id": 2,
        "config": {**THERE["config"], "method": "HEAD"},
    }


def test_a_service_without_a_configuration_gets_one() -> None:
    """The server may show none: then there is nothing to keep."""
    body = whole_update(
        {"id": 7, "name": "Shop", "type": "http", "config": None}, {"config": {"url": "https://a.example"}}
    )
    assert body == {"name": "Shop", "type": "http", "config": {"url": "https://a.example"}}


def test_a_service_of_another_type_gets_a_new_configuration() -> None:
    """Members of the old type's configuration would be wrong in the new one's."""
    body = whole_update(THERE, {"type": "ping", "config": {"ip": "192.0.2.1"}})
    assert (body["type"], body["config"]) == ("ping", {"ip": "192.0.2.1"})


@pytest.mark.parametrize("name", ["name", "type", "config"])
def test_a_service_that_lacks_what_an_update_must_send(name: str) -> None:
    """An update is whole: what the server does not show of a service cannot be sent back to it."""
    there = {key: value for key, value in THERE.items() if key != name}
    with pytest.raises(DecodingError, match=f"without {name}, which an update must send"):
        whole_update(there, {"project_id": 4})


@pytest.mark.parametrize("odd", [None, "7", [7], True])
def test_a_service_without_an_id(odd: Any) -> None:
    """An id that is no number leads to no service."""
    assert id_of(THERE) == 7
    with pytest.raises(DecodingError, match="without its id"):
        id_of({**THERE, "id": odd})
