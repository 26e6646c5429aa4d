"""What a project does with checks, pings, badges and the rest of Healthchecks."""

from __future__ import annotations

from uptimekit.sandbox import HealthchecksSandbox

from ._scenario import Made, call, gone

__all__ = ["EXCLUDED", "METRICS_KEY", "badges", "checks", "pings", "service", "slug_pings"]

METRICS_KEY = "m" * 32

_PROMETHEUS = "the sandbox has no Prometheus metrics, a text that clients hand on as it is"
EXCLUDED = {"getPrometheusMetrics": _PROMETHEUS, "getPrometheusMetricsByKey": _PROMETHEUS}
"""Operations that cannot be called here, and why."""

_RUN = "11111111-2222-3333-4444-555555555555"
_SIGNALS = ("success", "start", "fail", "log", "exit_status")


def checks(sandbox: HealthchecksSandbox) -> Made:
    """A check from its creation to its end, read with both keys' names for it."""
    fields = {"name": "Backup", "slug": "backup", "tags": "db prod", "schedule": "0 3 * * *", "tz": "UTC"}
    made = yield call("checks.create", **fields, grace=600, channels="*", methods="POST")
    same = yield call("checks.create", name="Backup", unique=["name"])
    assert same.uuid == made.uuid
    uuid = made.uuid
    simple = yield call("checks.create", timeout=60, grace=60)
    listed = yield call("checks.list", tag=["db", "prod"])
    assert [one.uuid for one in listed] == [uuid]
    got = yield call("checks.get", uuid)
    assert got.tags == "db prod"
    changed = yield call("checks.update", uuid, desc="Every night", manual_resume=True, methods="")
    assert changed.desc == "Every night"
    paused = yield call("checks.pause", uuid)
    assert paused.status == "paused"
    resumed = yield call("checks.resume", uuid)
    assert resumed.status == "new"
    yield from _history(uuid)
    channels = yield call("channels.list")
    assert channels
    deleted = yield call("checks.delete", simple.uuid)
    assert deleted.uuid == simple.uuid
    yield from gone("checks.get", simple.uuid)
    assert sandbox.requests["delete_check"] == 1


def _history(uuid: str) -> Made:
    yield call("pings.start", uuid, rid=_RUN)
    yield call("pings.fail", uuid, body="no space left", rid=_RUN)
    listed = yield call("checks.list_pings", uuid)
    assert [one.type for one in listed] == ["fail", "start"]
    text = yield call("checks.get_ping_body", uuid, listed[0].n)
    assert text == "no space left"
    flips = yield call("checks.list_flips", uuid, seconds=3600)
    assert flips[0].up == 0, flips


def pings(sandbox: HealthchecksSandbox) -> Made:
    """Each signal with each verb, to a check by its UUID."""
    made = yield call("checks.create", name="Job")
    yield from _signals(sandbox, "pings", made.uuid)
    shown = yield call("checks.get", made.uuid)
    assert shown.n_pings == 3 * len(_SIGNALS)


def slug_pings(sandbox: HealthchecksSandbox) -> Made:
    """Each signal with each verb, to a check by its slug, which the first one creates."""
    key = sandbox.projects["main"].ping_key
    created = yield call("slug_pings.success_get", key, "nightly", create=1)
    assert created == "Created"
    yield from _signals(sandbox, "slug_pings", key, "nightly")
    (shown,) = yield call("checks.list", slug="nightly")
    assert shown.n_pings == 3 * len(_SIGNALS) + 1


def _signals(sandbox: HealthchecksSandbox, resource: str, *address: str) -> Made:
    for signal in _SIGNALS:
        of = (*address, 3) if signal == "exit_status" else address
        assert (yield call(f"{resource}.{signal}", *of, body=b"\x00 done", rid=_RUN)) == "OK"
        assert (yield call(f"{resource}.{signal}_get", *of, rid=_RUN)) == "OK"
        assert (yield call(f"{resource}.{signal}_head", *of)) is None


def badges(sandbox: HealthchecksSandbox) -> Made:
    """Badges of a tag, of the project and of a check, in the three formats of each."""
    del sandbox
    made = yield call("checks.create", name="Job", tags="web")
    found = yield call("badges.list")
    key, tag_signature = found["web"].svg3.partition("/badge/")[2].split("/")[:2]
    project_signature = found["*"].svg3.rpartition("/")[2].removesuffix(".svg")
    check = made.badge_url.rpartition("/")[2].removesuffix(".svg")
    addresses: dict[str, tuple[str | int, ...]] = {
        "tag": (key, tag_signature, "web"),
        "project": (key, project_signature),
        "check": (2, check),
    }
    for kind, address in addresses.items():
        image = yield call(f"badges.get_{kind}_svg", *address)
        assert image.startswith(b"<svg")
        shown = yield call(f"badges.get_{kind}_json", *address)
        assert shown.status == "up"
        shield = yield call(f"badges.get_{kind}_shields", *address)
        assert shield.message == "up"


def service(sandbox: HealthchecksSandbox) -> Made:
    """Health, metrics, and the reports of those who deliver alerts."""
    del sandbox
    assert (yield call("service.status")) == "OK"
    yield call("service.status_head")
    yield call("service.metrics")
    yield call("service.report_delivery", "11111111-2222-3333-4444-555555555555", message_status="delivered")
    yield call("service.report_bounce", body="Delivery failed")
