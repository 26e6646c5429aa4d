"""More than a tenth of all operations, called from the command line against the sandboxes."""

from __future__ import annotations

import json
from typing import Final

import pytest

from uptimekit.cli.provider.command_table import provider_paths, read_table

from .conftest import Run

MONITOR: Final = "--monitor-type status --url https://shop.example --pronounceable-name Shop"

LIVES: Final = {
    "betterstack monitors": (MONITOR, "--pronounceable-name Till"),
    "betterstack monitor-groups": ("--name Shop", "--name Till"),
    "betterstack heartbeats": ("--name Shop --period 60 --grace 30", "--name Till"),
    "betterstack heartbeat-groups": ("--name Shop", "--name Till"),
    "betterstack policies": ("--name Shop --steps []", "--name Till"),
    "betterstack policy-groups": ("--name Shop", "--name Till"),
    "betterstack urgency-groups": ("--name Shop", "--name Till"),
    "betterstack status-pages": (
        "--company-name Shop --company-url https://shop.example --timezone Riga --subdomain shop",
        "--company-name Till",
    ),
    "betterstack catalog-relations": ("--name Shop", "--name Till"),
    "betterstack status-page-groups": ("--name Shop", "--name Till"),
    "statuspage components": ("--name Shop", "--name Till"),
    "statuspage incidents": ("--name Shop", "--name Till"),
    "statuspage page-access-groups": ("--name Shop", "--name Till"),
    "uptimehunt projects": ("--name Shop", "--name Till"),
}
"""Words that create something named Shop, and words that change its name to Till."""


@pytest.mark.parametrize("resource", LIVES)
def test_a_life(run: Run, resource: str) -> None:
    """What is created is listed, read and changed under its id, and is gone after its deletion."""
    words = resource.split()
    made, changed = (each.split() for each in LIVES[resource])

    def answer(*more: str) -> str:
        status, out, said = run(*words, *more)
        is_told = more[0] == "delete" and said.startswith("uptimekit: deleted http")
        assert (status, said if not is_told else "") == (0, ""), more
        return out

    created = json.loads(answer("create", *made, "-o", "json"))
    created = created.get("data", created)
    key = created.get("id") or created["uuid"]
    assert "Shop" in json.dumps(created)
    assert str(key) in answer("list", "-o", "json")
    assert "Shop" in answer("get", str(key), "-o", "json")
    answer("update", str(key), *changed)
    assert "Till" in answer("get", str(key), "-o", "json")
    status, out, said = run(*words, "delete", str(key))
    assert status == 0
    if out:  # Statuspage answers with what was deleted
        assert (str(key) in out, said) == (True, "")
    else:
        assert said.startswith("uptimekit: deleted http")
        assert said.endswith(f"/{key}\n")
    assert run(*words, "get", str(key))[0] == 2


def test_they_are_a_tenth_of_all_operations() -> None:
    """Five operations of each resource above are at least a tenth of what there is."""
    tables = [read_table(path)["resources"] for path in provider_paths().values()]
    every = sum(len(each["operations"]) for table in tables for each in table.values())
    assert 5 * len(LIVES) >= every / 10
