"""The page about Prometheus: it names every metric, and no other, and its configuration is YAML."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from uptimekit.fleet.metrics.call_metrics import CallMetrics
from uptimekit.fleet.metrics.families import families

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "howto" / "prometheus.md").read_text(encoding="utf-8")
ENDINGS = {"counter": "_total", "info": "_info"}


def test_the_page_names_every_metric() -> None:
    """A metric that nobody can read about is no help, and a query for one that there is not finds nothing."""
    made = [*families(()), *CallMetrics().collect()]
    names = {family.name + ENDINGS.get(family.type, "") for family in made} | {"uptimekit_build_info"}

    assert set(re.findall(r"\buptimekit_[a-z_]+", TEXT)) == names


def test_the_configuration_is_yaml() -> None:
    """The scrape and the alerts can be pasted into the files of Prometheus."""
    scrape, alerts = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL))

    assert scrape["scrape_configs"][0]["static_configs"] == [{"targets": ["127.0.0.1:9748"]}]
    rules = [rule for group in alerts["groups"] for rule in group["rules"]]
    assert [rule["alert"] for rule in rules] == ["ItemDown", "AccountUnreadable", "HeartbeatSilent"]
    assert all({"alert", "expr", "annotations"} <= rule.keys() for rule in rules)
