"""Typical use of the Better Stack facade, for type checkers; it is checked, never run.

A line marked ``# expect-error`` must not type-check, and every other line must.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from typing import assert_type

from uptimekit import RateLimit
from uptimekit.betterstack import (
    AsyncMonitor,
    AsyncMonitorGroup,
    AsyncMonitorSLA,
    AsyncUptimeAPI,
    BaseAPIObject,
    Heartbeat,
    HeartbeatTrap,
    Incident,
    Monitor,
    MonitorGroup,
    MonitorSLA,
    StatusPage,
    StatusPageSection,
    StatusReport,
    UptimeAPI,
)
from uptimekit_clients.betterstack import AsyncClient as GeneratedAsyncClient
from uptimekit_clients.betterstack import Client as GeneratedClient


def construction() -> None:
    assert_type(UptimeAPI("token", retries=2, max_workers=3, rate_limit=RateLimit(16, 2.0)), UptimeAPI)
    assert_type(UptimeAPI("token").api, GeneratedClient)
    assert_type(AsyncUptimeAPI("token").api, GeneratedAsyncClient)
    UptimeAPI()
    UptimeAPI(5)  # expect-error
    UptimeAPI("token", tiemout=5)  # expect-error


def monitors(api: UptimeAPI) -> None:
    assert_type(Monitor.get_all_instances(api), Generator[Monitor, None, None])
    assert_type(Monitor.new(api, url="https://example.org", monitor_type="status"), Monitor)
    assert_type(Monitor.get_or_create(api, url="https://example.org"), tuple[bool, Monitor])
    assert_type(Monitor.find(api, name="Shop"), Monitor)
    monitor = Monitor("1", api)
    assert_type(monitor.url, str | None)
    assert_type(monitor.regions, list[str] | None)
    assert_type(monitor.last_checked_at, str | None)
    assert_type(monitor.check_frequency, int | None)
    assert_type(monitor.sla, MonitorSLA)
    assert_type(monitor.is_paused, bool)
    assert_type(monitor.get_modified_properties(), list[str])
    monitor.check_frequency = 60
    monitor.check_frequency = "often"  # expect-error
    monitor.sla = None  # expect-error
    Monitor.get_all_instances("token")  # expect-error


def others(api: UptimeAPI) -> None:
    assert_type(MonitorGroup("1", api).monitors, list[Monitor])
    heartbeat = Heartbeat("1", api)
    assert_type(heartbeat.is_paused, bool)
    heartbeat.report(3, b"output")
    heartbeat.report("3")  # expect-error
    HeartbeatTrap(heartbeat, ping_deadline=1.5)
    HeartbeatTrap("https://example.org")  # expect-error

    @HeartbeatTrap(url="https://example.org/v1/heartbeat/token")
    def job(count: int) -> str:
        return str(count)

    assert_type(job(3), str)
    job("3")  # expect-error
    for incident in Incident.filter(api, open=True):
        assert_type(incident, Incident)
        assert_type(incident.is_resolved, bool)
        incident.acknowledge("On call")
        incident.acknowledge(5)  # expect-error
    page = StatusPage("1", api)
    report = page.open_report("Slow", "We look into it.", [])
    assert_type(report, StatusReport)
    report.resolve("All is well.")
    page.open_report()  # expect-error


def mistakes(api: UptimeAPI) -> None:
    Monitor.new(api, urll="https://example.org")  # expect-error
    Monitor.new(api, url="https://example.org", monitor_type=3)  # expect-error
    Monitor.find(api, check_frequency="often")  # expect-error
    Monitor.find(api, chek_frequency=30)  # expect-error
    Monitor.filter(api, name="Shop")  # expect-error
    Monitor.get_or_create(api, monitor_typ="status")  # expect-error
    Monitor(1, api)  # expect-error
    Monitor("1", api, urll="https://example.org")  # expect-error
    Monitor("1", api, verify_ssl="yes")  # expect-error
    Monitor("1", api).chek_frequency = 30  # expect-error
    StatusPageSection.new(api, name="Web")  # expect-error
    StatusPageSection.new(api, status_page_id=StatusPage("1", api), name="Web")  # expect-error
    StatusPageSection.new(api, status_page_id="1", name="Web")
    Monitor.new(api, url="https://example.org", _extras={"brand_new": 1})
    Heartbeat.find(api, name="Nightly")
    Incident.find(api, name="Fire", open=True)


class Severity(BaseAPIObject):
    _url_endpoint = "urgencies"

    sms: bool | None = None


def own_classes(api: UptimeAPI) -> None:
    assert_type(Severity.new(api, sms=True), Severity)
    Severity("1", api, sms=True)
    Severity("1", api, sms="yes")  # expect-error


async def asynchronous(api: AsyncUptimeAPI) -> None:
    assert_type(AsyncMonitor.get_all_instances(api), AsyncGenerator[AsyncMonitor, None])
    assert_type(await AsyncMonitor.new(api, url="https://example.org"), AsyncMonitor)
    assert_type(await AsyncMonitor.get_or_create(api, url="https://example.org"), tuple[bool, AsyncMonitor])
    monitor = await AsyncMonitor.find(api, name="Shop")
    assert_type(await monitor.sla(), AsyncMonitorSLA)
    assert_type(await AsyncMonitorGroup("1", api).monitors(), list[AsyncMonitor])
    async for incident in monitor.incidents(open=True):
        await incident.acknowledge()
    await monitor.save()
    await AsyncMonitor.new(api, urll="https://example.org")  # expect-error
    AsyncMonitor.get_all_instances(UptimeAPI("token"))  # expect-error
