"""The table of operations."""

from __future__ import annotations

from collections import Counter

import pytest

from uptimekit.sandbox.betterstack._model import Kind
from uptimekit.sandbox.betterstack._table import KINDS, ORGANIZATION, build_routes

# Operations by the first segment after the version, as the study of the API counted them. Incident comments
# (5) are in v2/incidents, which otherwise are 6 legacy duplicates; v2/policies and v2/metadata 5, which the
# vendor's own Terraform provider used until 2025.
_COUNTS = {
    "v2/monitors": 7,
    "v2/monitor-groups": 6,
    "v2/heartbeats": 6,
    "v2/heartbeat-groups": 6,
    "v3/incidents": 9,
    "v2/incidents": 6 + 5,
    "v2/on-calls": 5 + 6 + 2,
    "v3/policies": 5,
    "v2/policies": 5,
    "v2/policy-groups": 5,
    "v2/urgencies": 5,
    "v2/urgency-groups": 5,
    "v3/metadata": 2,
    "v2/metadata": 5,
    "v2/status-pages": 5 + 5 + 5 + 5 + 5 + 5,
    "v2/status-page-groups": 6,
    "v2/incoming-webhooks": 5,
    "v2/email-integrations": 5,
    "v2/outgoing-webhooks": 5,
    "v2/catalog": 15,
    "v2/aws-cloudwatch-integrations": 5,
    "v2/azure-integrations": 5,
    "v2/datadog-integrations": 5,
    "v2/elastic-integrations": 5,
    "v2/google-monitoring-integrations": 5,
    "v2/grafana-integrations": 5,
    "v2/new-relic-integrations": 5,
    "v2/prometheus-integrations": 5,
    "v2/pager-duty-webhooks": 5,
    "v2/splunk-on-calls": 5,
    "v2/jira-integrations": 3,
    "v2/slack-integrations": 2,
}


def test_every_documented_operation_is_there() -> None:
    """Each section of the API has as many operations as were counted in it."""
    paths = [path for _, path, _ in build_routes().operations if path.startswith(("api/v2/", "api/v3/"))]
    counted = Counter("/".join(path.split("/")[1:3]) for path in paths)
    assert counted == _COUNTS
    assert sum(counted.values()) == 195 + 16


def test_organization_operations() -> None:
    """The seven operations of the other host stand below a path of their own."""
    assert sum(path.startswith(f"{ORGANIZATION}/api/v2/") for _, path, _ in build_routes().operations) == 7


def test_names_are_unique() -> None:
    """No two operations are counted under one name."""
    names = [operation.name for _, _, operation in build_routes().operations]
    assert not [name for name, times in Counter(names).items() if times > 1]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_fields_are_listed_once(kind: Kind) -> None:
    """A table lists no field twice, and what refers to another kind refers to one that exists."""
    fields = kind.fields
    assert len({field.name for field in fields}) == len(fields)
    assert {field.ref for field in fields if field.ref} <= {other.name for other in KINDS}
