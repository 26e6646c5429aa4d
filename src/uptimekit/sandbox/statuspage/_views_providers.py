"""Providers of metrics."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._fields import BLANK, choice, read, text, texts
from uptimekit.sandbox.statuspage._http import InvalidError, json_reply
from uptimekit.sandbox.statuspage._render import show_provider
from uptimekit.sandbox.statuspage._routes import operation, twins
from uptimekit.sandbox.statuspage._views_metrics import add_provider, find_provider, remove_metric

__all__ = ["ROUTES"]

_NEEDED = {
    "Pingdom": ("api_token",),
    "NewRelic": ("api_key",),
    "Librato": ("email", "api_token"),
    # The documentation says api_token in place of the second; that was seen to fail, and clients send this.
    "Datadog": ("api_key", "application_key"),
    "Self": (),
}
"""The kinds of provider, and the credentials without which one of them cannot be linked."""

_CREDENTIALS = "email password api_key api_token application_key"
_CREATE = (choice("type", tuple(_NEEDED), required=True), *texts(_CREDENTIALS), text("metric_base_uri"))
_UPDATE = (choice("type", tuple(_NEEDED), required=True), text("metric_base_uri", nullable=True))


def list_available_metrics_providers(call: Call) -> Response:
    """GET metrics_providers: the kinds that there are. Known from 2016 only, and what it answered is not."""
    del call
    return json_reply([{"type": kind, "name": kind} for kind in _NEEDED])


def list_metrics_providers(call: Call) -> Response:
    """GET pages/{}/metrics_providers: all at once."""
    return json_reply([show_provider(provider) for provider in call.site.providers.values()])


def create_metrics_provider(call: Call) -> Response:
    """POST metrics_providers: 201. The credentials are neither tried nor kept."""
    call.check_site()
    values = read(_CREATE, call.envelope("metrics_provider"))
    kind = str(values["type"])
    if lacking := {name: [BLANK] for name in _NEEDED[kind] if not values.get(name)}:
        raise InvalidError(lacking)
    made = add_provider(call, kind)
    made.metric_base_uri = cast("str | None", values.get("metric_base_uri"))
    return json_reply(show_provider(made), 201)


def get_metrics_provider(call: Call) -> Response:
    """GET metrics_providers/{}."""
    return json_reply(show_provider(find_provider(call)))


def change_metrics_provider(call: Call) -> Response:
    """PATCH or PUT metrics_providers/{}."""
    provider = find_provider(call)
    provider.change(read(_UPDATE, call.envelope("metrics_provider"), creating=False), call.now)
    return get_metrics_provider(call)


def delete_metrics_provider(call: Call) -> Response:
    """DELETE metrics_providers/{}: its metrics go with it; answers with the provider as it was."""
    provider = find_provider(call)
    for metric in [one for one in call.site.metrics.values() if one.provider is provider]:
        remove_metric(call, metric)
    del call.site.providers[provider.id]
    return json_reply(show_provider(provider))


_PROVIDERS = "pages/{}/metrics_providers"

ROUTES = (
    operation("GET metrics_providers list_available_metrics_providers", list_available_metrics_providers),
    operation(f"GET {_PROVIDERS} list_metrics_providers", list_metrics_providers),
    operation(f"POST {_PROVIDERS} create_metrics_provider", create_metrics_provider),
    operation(f"GET {_PROVIDERS}/{{}} get_metrics_provider", get_metrics_provider),
    *twins(f"{_PROVIDERS}/{{}}", "metrics_provider", change_metrics_provider),
    operation(f"DELETE {_PROVIDERS}/{{}} delete_metrics_provider", delete_metrics_provider),
)
