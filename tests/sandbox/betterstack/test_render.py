"""Writing records down."""

from __future__ import annotations

from ._calls import Caller


def test_links_have_the_origin_of_the_request(call: Caller) -> None:
    """Each caller gets URLs on the host that it asked, whatever an earlier one asked."""
    made = call.make("v2/heartbeats", {"name": "Job", "period": 60, "grace": 0})
    for host in ("one.test", "two.test", "one.test"):
        reply = call("GET", f"http://{host}/api/v2/heartbeats/{made}")
        assert reply.json()["data"]["attributes"]["url"].startswith(f"http://{host}/")


def test_nothing_is_stale(call: Caller) -> None:
    """After every change the list shows what the single read shows."""
    path = f"v2/monitors/{call.monitor()}"
    monitor = path.rpartition("/")[2]

    def agreed() -> str:
        alone = call("GET", path).json()["data"]
        assert call("GET", "v2/monitors").json()["data"] == [alone]
        return str(alone["attributes"]["status"])

    seen = [agreed()]
    call.sandbox.set_monitor_status(monitor, "down")
    seen.append(agreed())
    call.patch(path, paused=True)
    seen.append(agreed())
    assert seen == ["pending", "down", "paused"]
