"""What happens on a status page: incidents, maintenance, and the people who hear of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from uptimekit.sandbox import StatuspageSandbox

from ._scenario import Made, call, gone

__all__ = ["incidents", "listed_pages", "maintenance", "subscribers"]


def listed_pages(
    resource: str, *above: str, name: str = "list", size: str = "per_page", **filters: Any
) -> Made:
    """Return a listing, which its pager must make of pages of one, too."""
    found = yield call(f"{resource}.{name}", *above, **{size: 100}, **filters)
    pager = "iter" if name == "list" else f"iter_{name}"
    items = yield call(f"{resource}.{pager}", *above, **{size: 1}, **filters)
    assert [one.id for one in items] == [one.id for one in found]
    return found


def incidents(sandbox: StatuspageSandbox) -> Made:
    """An incident from its opening to its postmortem, with someone who hears about it."""
    page = sandbox.page_id
    part = yield call("components.create", page, name="Checkout", status="operational")
    template = {"name": "Slow", "title": "Checkout is slow", "body": "We are looking into it."}
    made = yield call(
        "templates.create", page, **template, update_status="investigating", component_ids=[part.id]
    )
    listed = yield from listed_pages("templates", page)
    assert [one.title for one in listed] == [made.title]
    opened = yield call(
        "incidents.create",
        page,
        name=made.title,
        body=made.body,
        status="investigating",
        components={part.id: "degraded_performance"},
        component_ids=[part.id],
        metadata={"tracker": {"issue": "SHOP-1"}},
        deliver_notifications=False,
    )
    found = yield from listed_pages("incidents", page, size="limit", q="Checkout")
    unresolved = yield from listed_pages("incidents", page, name="list_unresolved")
    assert [[one.id for one in listing] for listing in (found, unresolved)] == [[opened.id]] * 2
    yield from _updates(page, opened.id)
    yield from _listeners(page, opened.id)
    yield call("incidents.update", page, opened.id, status="resolved", components={part.id: "operational"})
    yield from _postmortem(page, opened.id)
    deleted = yield call("incidents.delete", page, opened.id)
    assert deleted.id == opened.id
    yield from gone("incidents.get", page, opened.id)


def _updates(page: str, incident: str) -> Made:
    for method, status in (("incidents.update", "identified"), ("incidents.replace", "monitoring")):
        changed = yield call(method, page, incident, status=status, body=f"It is {status}.")
        assert (changed.status, changed.incident_updates[0].body) == (status, f"It is {status}.")
    got = yield call("incidents.get", page, incident)
    newest = got.incident_updates[0]
    for method in ("incident_updates.update", "incident_updates.replace"):
        earlier = newest.created_at - timedelta(minutes=5)
        edited = yield call(method, page, incident, newest.id, body=f"Said by {method}.", display_at=earlier)
        assert (edited.id, edited.body, edited.display_at) == (newest.id, f"Said by {method}.", earlier)


def _listeners(page: str, incident: str) -> Made:
    made = yield call("incident_subscribers.create", page, incident, email="reader@example.com")
    got = yield call("incident_subscribers.get", page, incident, made.id)
    assert got == made
    listed = yield from listed_pages("incident_subscribers", page, incident)
    assert [one.id for one in listed] == [made.id]
    yield call("incident_subscribers.resend_confirmation", page, incident, made.id)
    yield call("incident_subscribers.delete", page, incident, made.id)
    left = yield call("incident_subscribers.list", page, incident)
    assert left == []


def _postmortem(page: str, incident: str) -> Made:
    yield from gone("postmortems.get", page, incident)
    draft = yield call("postmortems.save", page, incident, body_draft="The disk was full.")
    assert (draft.body_draft, draft.published_at) == ("The disk was full.", None)
    published = yield call("postmortems.publish", page, incident, notify_subscribers=False)
    assert published.body == "The disk was full."
    got = yield call("postmortems.get", page, incident)
    assert got == published
    back = yield call("postmortems.revert", page, incident)
    assert back.published_at is None
    yield call("postmortems.delete", page, incident)
    yield from gone("postmortems.get", page, incident)


def maintenance(sandbox: StatuspageSandbox) -> Made:
    """Maintenance that is planned, goes on and ends."""
    page, now = sandbox.page_id, sandbox.clock.now()
    planned = yield call(
        "incidents.create",
        page,
        name="New database",
        status="scheduled",
        scheduled_for=now + timedelta(hours=2),
        scheduled_until=now + timedelta(hours=3),
        scheduled_auto_in_progress=False,
    )
    assert planned.impact == "maintenance"

    def where() -> Made:
        names = ("list_upcoming", "list_active_maintenance", "list_scheduled")
        listings = []
        for name in names:
            listing = yield from listed_pages("incidents", page, name=name)
            listings.append([one.id for one in listing])
        return listings

    ours: list[str] = [planned.id]
    assert (yield from where()) == [ours, [], ours]
    yield call("incidents.update", page, planned.id, status="in_progress")
    assert (yield from where()) == [[], ours, ours]
    yield call("incidents.update", page, planned.id, status="completed")
    assert (yield from where()) == [[], [], ours]


def subscribers(sandbox: StatuspageSandbox) -> Made:
    """People who hear about a page."""
    page = sandbox.page_id
    part = yield call("components.create", page, name="Checkout")
    asked = yield call("subscribers.create", page, email="asked@example.com")
    sure = yield call(
        "subscribers.create", page, email="sure@example.com", skip_confirmation_notification=True
    )
    hook = {"email": "owner@example.com", "endpoint": "https://hooks.example.com/status"}
    webhook = yield call("subscribers.create", page, **hook)
    got = yield call("subscribers.get", page, sure.id)
    assert got == sure
    listed = yield from listed_pages("subscribers", page, size="limit", state="all", sort_field="created_at")
    assert {one.id for one in listed} == {asked.id, sure.id, webhook.id}
    backwards = yield call(
        "subscribers.list", page, state="all", sort_field="created_at", sort_direction="desc"
    )
    assert {one.id for one in backwards} == {one.id for one in listed}
    hooks = yield call("subscribers.list", page, state="all", type="webhook", q="hooks")
    assert [one.id for one in hooks] == [webhook.id]
    counted = yield call("subscribers.count", page, state="all", type="email")
    assert counted.email == 2
    numbers = yield call("subscribers.histogram", page)
    assert numbers.webhook.total == 1
    changed = yield call("subscribers.update", page, sure.id, component_ids=[part.id])
    assert changed.components == [part.id]
    yield call("subscribers.resend_confirmation", page, asked.id)
    yield call("subscribers.resend_confirmation_many", page, subscribers=[asked.id])
    yield from _quarantine(sandbox, sure.id)
    everyone = {"state": "all", "type": "email", "skip_unsubscription_notification": True}
    yield call("subscribers.unsubscribe_many", page, subscribers=[asked.id], **everyone)
    left = yield call("subscribers.delete", page, webhook.id, skip_unsubscription_notification=True)
    assert left.id == webhook.id
    former = yield from listed_pages("subscribers", page, name="list_unsubscribed")
    assert {one.id for one in former} == {asked.id, webhook.id}


def _quarantine(sandbox: StatuspageSandbox, subscriber: str) -> Made:
    page = sandbox.page_id
    sandbox.quarantine_subscriber(subscriber)
    quarantined = yield call("subscribers.list", page, state="quarantined")
    assert [one.id for one in quarantined] == [subscriber]
    yield call("subscribers.reactivate_many", page, subscribers="all", type="email")
    back = yield call("subscribers.get", page, subscriber)
    assert back.quarantined_at is None
