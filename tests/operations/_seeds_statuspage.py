"""Something of everything on a Statuspage page, so that requests with made-up contents have real ids in their paths."""

from __future__ import annotations

from functools import cache

from tests.sandbox.statuspage._calls import Caller

from uptimekit.sandbox import StatuspageSandbox

from ._fuzzing import KnownId

__all__ = ["furnish_statuspage"]


def furnish_statuspage(sandbox: StatuspageSandbox) -> KnownId:
    """Create two of each kind, one to keep and one to delete, and incidents as each operation needs them."""
    call = Caller(sandbox)
    kept, spare = (_resources(call, name) for name in ("kept", "spare"))
    granted = {**kept, **_granted(call)}

    @cache  # for each placeholder of an operation the same incident
    def of_incident(method: str, path: str) -> dict[str, str]:
        return _of_incident(call, method, path)

    def known(method: str, path: str, name: str) -> object:
        if "{incident_id}" in path:
            return of_incident(method, path).get(name)
        last = path.endswith(f"{{{name}}}")
        if method == "delete" and path.count("{") == 3:
            return granted.get(name)
        return (spare if method == "delete" and last else kept).get(name)

    return known


def _resources(call: Caller, name: str) -> dict[str, str]:
    sandbox = call.sandbox
    people = f"/v1/organizations/{sandbox.organization_id}/users"
    provider = {"metrics_provider": {"type": "Self"}}
    component = call.component(name, showcase=True)
    return {
        "page_id": sandbox.page_id,
        "organization_id": sandbox.organization_id,
        "component_id": component,
        "component_group_id": call.group(call.component(showcase=True), name=name),
        "subscriber_id": call.subscriber(f"{name}@example.com")["id"],
        "metrics_provider_id": call.ok("POST", "metrics_providers", provider)["id"],
        "metric_id": call.metric(name=name),
        "page_access_user_id": call.access_user(f"{name}@example.com"),
        "page_access_group_id": call.access_group(name=name),
        "user_id": call.ok("POST", people, {"user": {"email": f"{name}@example.com"}})["id"],
    }


def _granted(call: Caller) -> dict[str, str]:
    """A component and a metric that a user and a group may see, and that nothing else is done to."""
    component, metric = call.component("granted"), call.metric(name="granted")
    user, group = call.access_user("granted@example.com"), call.access_group(component_ids=[component])
    call.ok("POST", f"page_access_users/{user}/components", {"component_ids": [component]})
    call.ok("POST", f"page_access_users/{user}/metrics", {"metric_ids": [metric]})
    return {
        "component_id": component,
        "metric_id": metric,
        "page_access_user_id": user,
        "page_access_group_id": group,
    }


def _of_incident(call: Caller, method: str, path: str) -> dict[str, str]:
    """A new incident for each operation, so that none takes away what another one needs."""
    made = call.incident()
    there = f"incidents/{made['id']}"
    subscriber = {"subscriber": {"email": "incident@example.com"}}
    if "postmortem" in path and (method != "put" or not path.endswith("postmortem")):
        call.ok("PUT", f"{there}/postmortem", {"postmortem": {"body_draft": "The disk was full."}})
    if path.endswith("revert"):
        call.ok("PUT", f"{there}/postmortem/publish", {"postmortem": {}})
    return {
        "page_id": call.sandbox.page_id,
        "incident_id": made["id"],
        "incident_update_id": made["incident_updates"][0]["id"],
        "subscriber_id": call.ok("POST", f"{there}/subscribers", subscriber)["id"],
    }
