"""Integrations."""

from __future__ import annotations

import pytest

from ._calls import BODIES, Caller

_SOURCES = (
    "aws-cloudwatch",
    "azure",
    "datadog",
    "elastic",
    "google-monitoring",
    "grafana",
    "new-relic",
    "prometheus",
)
_RULE = {"rule_target": "json", "target_field": "state", "match_type": "equals", "content": "bad"}


@pytest.mark.parametrize("source", _SOURCES)
def test_alert_sources(call: Caller, source: str) -> None:
    """All eight have one shape and a URL of their own; two have a rule."""
    made = call.make(f"v2/{source}-integrations", {"name": "N"})
    attributes = call.attributes(f"v2/{source}-integrations/{made}")
    assert attributes["webhook_url"].startswith("http://sandbox.test/")
    assert ("alerting_rule" in attributes) == (source in ("datadog", "new-relic"))


@pytest.mark.parametrize("path", ["v2/incoming-webhooks", "v2/email-integrations"])
@pytest.mark.parametrize("phase", ["started", "acknowledged", "resolved"])
def test_rules(call: Caller, path: str, phase: str) -> None:
    """A rule type needs rules, on create and on update; 422 tells what would do instead."""
    unused = BODIES["incoming_webhook"]
    reply = call("POST", path, {**unused, f"{phase}_rule_type": "all"})
    assert reply.status_code == 422
    assert isinstance(reply.json()["errors"], str)
    assert reply.json()["allowed_values"] == {f"{phase}_rule_type": ["unused"]}
    made = call.make(path, {**unused, f"{phase}_rule_type": "any", f"{phase}_rules": [_RULE]})
    assert call("PATCH", f"{path}/{made}", {f"{phase}_rules": []}).status_code == 422
    assert call.attributes(f"{path}/{made}")[f"{phase}_rules"] == [_RULE]


def test_where_messages_go(call: Caller) -> None:
    """A webhook has a URL, an e-mail integration an address, and neither can be set."""
    hook, mail = (
        call.attributes(
            f"{path}/{call.make(path, {**BODIES['incoming_webhook'], 'url': 'x', 'email_address': 'x'})}"
        )
        for path in ("v2/incoming-webhooks", "v2/email-integrations")
    )
    assert hook["url"].startswith("http://sandbox.test/")
    assert mail["email_address"].endswith("@incoming.example")


def test_outgoing_webhook(call: Caller) -> None:
    """The template is shown once there is one, keeps its id, and the trigger cannot be changed."""
    path = f"v2/outgoing-webhooks/{call.make('v2/outgoing-webhooks', BODIES['outgoing_webhook'])}"
    assert "custom_webhook_template_attributes" not in call.attributes(path)
    template = {"body_template": {"a": 1}, "headers_template": [{"name": "X", "value": "1"}]}
    first = call.patch(path, custom_webhook_template_attributes=template, trigger_type="monitor_change")
    assert first["trigger_type"] == "incident_change"
    kept = first["custom_webhook_template_attributes"]
    assert kept == {"id": kept["id"], "http_method": "post", **template}
    second = call.patch(path, custom_webhook_template_attributes={"http_method": "put", "id": "1"})
    assert second["custom_webhook_template_attributes"] == {**kept, "http_method": "put"}
    assert "custom_webhook_template_attributes" not in call.patch(
        path, custom_webhook_template_attributes=None
    )


def test_jira_and_slack_come_from_the_web(call: Caller) -> None:
    """A team has one of each; they cannot be made or removed, and of the two only Jira can be changed."""
    (jira,), (slack,) = call.ids("v2/jira-integrations"), call.ids("v2/slack-integrations")
    assert call.patch(f"v2/jira-integrations/{jira}", automatic_issue_creation=True)[
        "automatic_issue_creation"
    ]
    assert call.attributes(f"v2/slack-integrations/{slack}")["slack_status"] == "active"
    for method, path in (
        ("POST", "v2/jira-integrations"),
        ("DELETE", f"v2/jira-integrations/{jira}"),
        ("POST", "v2/slack-integrations"),
        ("PATCH", f"v2/slack-integrations/{slack}"),
    ):
        assert "see_docs" in call(method, path, {}).json()
