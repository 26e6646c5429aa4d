"""Sources and receivers of alerts: webhooks, e-mail, alert sources, ticketing and chat."""

from __future__ import annotations

from typing import cast

from uptimekit.sandbox.betterstack._behavior import PLAIN, Behavior, Draft
from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._fields import (
    ALERTS,
    Field,
    Mode,
    choice,
    flag,
    number,
    objects,
    open_object,
    text,
    whatever,
)
from uptimekit.sandbox.betterstack._http import RefusalError, json_reply
from uptimekit.sandbox.betterstack._model import Kind

__all__ = ["INTEGRATIONS", "JIRA", "SLACK"]

_PHASES = ("started", "acknowledged", "resolved")
_POLICY = text("policy_id", nullable=True, ref="policy")
_COMMON: tuple[Field, ...] = (
    text("name", nullable=True),
    *ALERTS,
    number("team_wait", 0, nullable=True),
    number("recovery_period", 0, nullable=True),
    flag("paused"),
)
_ALONGSIDE = flag("notify_alongside_primary_responder", default=True)


class _Ingest(Behavior):
    """Incoming webhooks and e-mail integrations: rules that read incidents out of messages."""

    def check(self, call: Call, draft: Draft) -> None:
        for phase in _PHASES:
            if draft.attributes[f"{phase}_rule_type"] != "unused" and not draft.attributes[f"{phase}_rules"]:
                allowed = {f"{phase}_rule_type": ["unused"]}
                message = f"{phase}_rule_type needs {phase}_rules unless it is unused"
                raise RefusalError(json_reply({"errors": message, "allowed_values": allowed}, 422))
        if draft.creating:
            secret = call.backend.store.secret().lower()
            if "url" in draft.attributes:
                draft.attributes["url"] = f"/api/v1/incoming-webhook/{secret}"
            else:
                draft.attributes["email_address"] = f"{secret}@incoming.example"


_RULES: tuple[Field, ...] = (
    *_COMMON,
    _POLICY,
    *(choice(f"{phase}_rule_type", ("unused", "all", "any"), required=True) for phase in _PHASES),
    *(objects(f"{phase}_rules") for phase in _PHASES),
    *(objects(f"other_{phase}_fields") for phase in _PHASES),
    *(open_object(f"{name}_field", nullable=True) for name in ("cause", "title")),
    *(open_object(f"{phase}_alert_id_field", nullable=True) for phase in _PHASES),
)


class _Outgoing(Behavior):
    def check(self, call: Call, draft: Draft) -> None:
        sent = draft.sent.get("custom_webhook_template_attributes")
        if isinstance(sent, dict):
            template = cast("dict[str, object]", sent)
            before = (
                draft.record.attributes.get("custom_webhook_template_attributes") if draft.record else None
            )
            known = cast(
                "dict[str, object]", before or {"id": call.backend.store.next_id(), "http_method": "post"}
            )
            draft.attributes["custom_webhook_template_attributes"] = {**known, **template, "id": known["id"]}


class _Source(Behavior):
    """An alert source: somebody else's monitoring, which posts to a URL of its own."""

    def check(self, call: Call, draft: Draft) -> None:
        if draft.creating:
            secret = call.backend.store.secret()
            draft.attributes["webhook_url"] = f"/api/v1/{draft.kind.name}/{secret}"


def _source(name: str) -> Kind:
    ruled = name in ("datadog", "new_relic")
    rule = (choice("alerting_rule", ("alert", "alert_and_warn"), default="alert"),) if ruled else ()
    return Kind(
        name=f"{name}_integration",
        path=f"v2/{name.replace('_', '-')}-integrations",
        fields=(
            *_COMMON,
            number("policy_id", nullable=True, ref="policy"),
            *rule,
            text("webhook_url", mode=Mode.READ),
        ),
        behavior=_Source(),
        links=("webhook_url",),
    )


_INCOMING = Kind(
    name="incoming_webhook",
    path="v2/incoming-webhooks",
    fields=(
        *_RULES,
        text("url", mode=Mode.READ),
        *(text(f"sample_{part}", mode=Mode.READ) for part in ("query_string", "headers", "body")),
    ),
    behavior=_Ingest(),
    links=("url",),
    stamped=True,
)
_EMAIL = Kind(
    name="email_integration",
    path="v2/email-integrations",
    fields=(*_RULES, text("email_address", mode=Mode.READ)),
    behavior=_Ingest(),
    stamped=True,
)
_TRIGGERS = ("incident_change", "on_call_change", "monitor_change")
_OUTGOING = Kind(
    name="outgoing_webhook",
    path="v2/outgoing-webhooks",
    fields=(
        text("name", nullable=True),
        text("url", required=True),
        choice("trigger_type", _TRIGGERS, required=True, mode=Mode.CREATE),
        *(flag(f"on_incident_{event}") for event in (*_PHASES, "reopened", "comment")),
        _ALONGSIDE,
        open_object("custom_webhook_template_attributes", nullable=True, sparse=True),
    ),
    behavior=_Outgoing(),
)
_PAGERDUTY = Kind(
    name="pager_duty_integration",
    path="v2/pager-duty-webhooks",
    fields=(
        text("name", nullable=True),
        text("key", required=True),
        choice("severity", ("info", "warning", "error", "critical"), required=True),
        _ALONGSIDE,
    ),
    behavior=PLAIN,
)
_SPLUNK = Kind(
    name="splunk_on_call_integration",
    path="v2/splunk-on-calls",
    fields=(text("name", nullable=True), text("url", required=True), _ALONGSIDE),
    behavior=PLAIN,
)
# These two can only be connected in the web interface: a sandbox starts with one of each.
JIRA = Kind(
    name="jira_integration",
    path="v2/jira-integrations",
    operations=("list", "get", "update"),
    fields=(
        text("name"),
        flag("automatic_issue_creation"),
        text("jira_project_key", nullable=True),
        text("jira_issue_type_id", nullable=True),
        open_object("jira_fields", nullable=True),
    ),
    behavior=PLAIN,
    team_attribute=False,
)
_SLACK_TEXTS = (
    "slack_team_id",
    "slack_team_name",
    "slack_channel_id",
    "slack_channel_name",
    "integration_type",
)
SLACK = Kind(
    name="slack_integration",
    path="v2/slack-integrations",
    operations=("list", "get"),
    fields=(
        *(text(name, mode=Mode.READ) for name in _SLACK_TEXTS),
        text("slack_status", mode=Mode.READ, default="active"),
        flag("on_call_notifications", mode=Mode.READ, default=True),
        flag("notify_alongside_primary_responder", mode=Mode.READ, default=True),
        whatever("alert_options", mode=Mode.READ, default=[]),
    ),
    behavior=PLAIN,
)
_SOURCES = (
    "aws_cloudwatch",
    "azure",
    "datadog",
    "elastic",
    "google_monitoring",
    "grafana",
    "new_relic",
    "prometheus",
)

INTEGRATIONS = (
    _INCOMING,
    _EMAIL,
    _OUTGOING,
    *(_source(name) for name in _SOURCES),
    _PAGERDUTY,
    _SPLUNK,
    JIRA,
    SLACK,
)
