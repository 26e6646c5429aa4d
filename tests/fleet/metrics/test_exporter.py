"""The exporter: the metrics of real clients, as text and over a socket, in both formats of Prometheus."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from functools import partial

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics
from prometheus_client.parser import text_string_to_metric_families as parse

from uptimekit import ConfigurationError
from uptimekit.fleet import Account, Fleet, FromEnvironment
from uptimekit.fleet.metrics import Exporter
from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.sandbox import Fault, HealthchecksSandbox, serve

OPENMETRICS = {"Accept": "application/openmetrics-text; version=1.0.0"}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[HealthchecksSandbox]:
    """A project with a check that was pinged; the account ``jobs`` leads to it."""
    made = HealthchecksSandbox()
    project = made.projects["main"]
    with serve(made.app) as server:
        os.environ["JOBS_KEY"] = project.api_key
        os.environ["JOBS_URL"] = f"{server.url}/api/"
        with Client(
            project.api_key, project.ping_key, os.environ["JOBS_URL"], f"{server.url}/ping/"
        ) as client:
            client.create_check(CheckCreate(name='night "backup"', slug="backup"))
            client.success_ping(slug="backup")
        yield made
    del os.environ["JOBS_KEY"], os.environ["JOBS_URL"]


@pytest.fixture
def exporter(sandbox: HealthchecksSandbox) -> Iterator[Exporter]:
    """An exporter of the account ``jobs`` that reads with each scrape."""
    secrets = {"api_key": FromEnvironment("JOBS_KEY")}
    jobs = Account(
        name="jobs", provider="healthchecks", secrets=secrets, settings={"base_url": os.environ["JOBS_URL"]}
    )
    with Exporter(partial(Fleet, [jobs], deadline=20), max_age=0) as made:
        yield made


def test_what_a_scrape_finds(exporter: Exporter, sandbox: HealthchecksSandbox) -> None:
    """The check is up and was pinged, the account was read, and its calls are counted; no key is shown."""
    text = exporter.text()
    found = [
        (sample.name, sample.labels, sample.value) for family in parse(text) for sample in family.samples
    ]

    def values(family: str, /, **labels: str) -> list[float]:
        return [value for each, has, value in found if each == family and labels.items() <= has.items()]

    check = {"account": "jobs", "kind": "heartbeat", "name": 'night "backup"'}
    assert values("uptimekit_item_state", **check, state="up") == [1]
    assert values("uptimekit_item_state", **check, state="down") == [0]
    assert values("uptimekit_heartbeat_last_ping_timestamp_seconds", **check)[0] > 1e9
    assert values("uptimekit_account_read_success", account="jobs", kind="heartbeat") == [1]
    assert sum(values("uptimekit_requests_total", provider="healthchecks", code="200")) >= 1
    assert not exporter.faults
    print(text)  # tests/canaries.py looks for secrets in it
    assert sandbox.projects["main"].api_key not in text


def test_both_formats_over_a_socket(exporter: Exporter) -> None:
    """Prometheus gets the format that it asks for, with the metrics of the process, on loopback."""
    with exporter.listening("127.0.0.1", 0) as address:
        plain = httpx.get(address)
        open_metrics = httpx.get(address, headers=OPENMETRICS)
    names = {family.name for family in parse(plain.text)}
    assert {"uptimekit_item_state", "uptimekit_build_info", "process_resident_memory_bytes"} <= names
    assert open_metrics.headers["content-type"].startswith("application/openmetrics-text")
    assert "uptimekit_build" in {family.name for family in parse_openmetrics(open_metrics.text)}


def test_a_fault_does_not_end_the_scrape(exporter: Exporter, sandbox: HealthchecksSandbox) -> None:
    """A server that fails gives a scrape with its fault, and the next one is complete again."""
    sandbox.faults.add(Fault(status=500, times=10))
    text = exporter.text()
    assert exporter.faults
    assert 'error="HCAPIServerError",kind="heartbeat"' in text
    sandbox.faults.clear()
    exporter.text()
    assert not exporter.faults


def test_an_address_that_is_taken(exporter: Exporter) -> None:
    """A port that another program listens on is an error that names it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(
                ConfigurationError, match=rf"cannot listen on 127\.0\.0\.1:{port}: Address already"
            ),
            exporter.listening("127.0.0.1", port),
        ):
            pass
