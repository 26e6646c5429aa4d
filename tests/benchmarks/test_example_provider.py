"""The invented provider: what is decoded is what the document says, and both clients decode the same."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.example_provider import SPEC, Packages, packages, page, probe
from ruamel.yaml import YAML


@pytest.fixture(scope="module")
def made() -> Iterator[Packages]:
    with packages() as found:
        yield found


def _properties() -> dict[str, Any]:
    document: Any = YAML(typ="safe").load(SPEC)
    properties: dict[str, Any] = document["components"]["schemas"]["Probe"]["properties"]
    return properties


def test_the_document_has_45_fields_and_8_times() -> None:
    """The measured object is the one that the target speaks of."""
    properties = _properties()
    assert len(properties) == 45
    assert sum(rule.get("format") == "date-time" for rule in properties.values()) == 8


def test_every_probe_has_every_field() -> None:
    """No field is left out: absent ones would make decoding look fast."""
    rng = Random(1)
    assert all(probe(number, rng).keys() == _properties().keys() for number in range(20))


def test_some_nullable_fields_are_null() -> None:
    """Nulls are neither missing from the sample nor everywhere in it."""
    rng = Random(1)
    seen = [probe(number, rng)["last_error"] is None for number in range(100)]
    assert 10 < sum(seen) < 60


def test_both_clients_read_the_same_values(made: Packages) -> None:
    """Our models and the stock ones agree field by field, so that the comparison is between equals."""
    data = json.loads(page(20, Random(2)))
    ours = made.ours_models.ProbePage.from_dict(data).probes
    stock = made.stock_models.ProbePage.from_dict(data).probes
    for name in _properties().keys() - {"location", "schedule"}:
        assert [getattr(one, name) for one in ours] == [getattr(one, name) for one in stock], name
    assert [one.location.city for one in ours] == [one.location.city for one in stock]
    assert [one.schedule and one.schedule.cron for one in ours] == [
        one.schedule and one.schedule.cron for one in stock
    ]


def test_the_packages_are_gone_after_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the module search path nor the loaded modules remember them."""
    monkeypatch.setattr("benchmarks.example_provider._generate", _fake)
    before = list(sys.path)
    with packages() as found:
        assert found.stock_models.__name__ == "stock_example.models"
        assert sys.path != before
    assert sys.path == before
    assert "stock_example" not in sys.modules


def _fake(folder: Path) -> None:
    for name in ("ours/uptimekit_clients/example_provider", "stock_example"):
        (folder / name / "models").mkdir(parents=True)
        (folder / name / "__init__.py").touch()
        (folder / name / "models" / "__init__.py").touch()
