"""``uptimekit.opentelemetry``: a span for each attempt, with its parent, and measurements; nothing secret in either."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import httpx
import pytest
from opentelemetry import context
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from uptimekit import NetworkError, NotFoundError, RateLimit
from uptimekit.fleet import Account, Fleet, FromEnvironment
from uptimekit.healthchecks import AsyncClient, Client
from uptimekit.opentelemetry import OpenTelemetryHook
from uptimekit.sandbox import Fault, HealthchecksSandbox, ManualClock, serve

KEY = "an-api-key-of-24-letters"
PING = "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278"
SUPPRESSED = context._SUPPRESS_HTTP_INSTRUMENTATION_KEY
Answer = Callable[[httpx.Request], httpx.Response]


class Telemetry:
    """Providers that keep in memory what a hook gives them."""

    def __init__(self, *processors: SpanProcessor) -> None:
        self.exporter = InMemorySpanExporter()
        self.tracers = TracerProvider()
        for each in (*processors, SimpleSpanProcessor(self.exporter)):
            self.tracers.add_span_processor(each)
        self.reader = InMemoryMetricReader()
        self.meters = MeterProvider([self.reader])
        self.hook = OpenTelemetryHook(tracer_provider=self.tracers, meter_provider=self.meters)

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self.exporter.get_finished_spans()

    def points(self, name: str) -> list[Any]:
        """Return the data points of a metric."""
        found = self.reader.get_metrics_data()
        return [
            point
            for resource in (found.resource_metrics if found else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]

    def close(self) -> None:
        self.tracers.shutdown()
        self.meters.shutdown()


@pytest.fixture
def telemetry() -> Iterator[Telemetry]:
    made = Telemetry()
    yield made
    made.close()


@pytest.fixture(params=["sync", "async"])
def get_check(request: pytest.FixtureRequest) -> Callable[..., None]:
    """A function that gets a check with a client of one kind, whose network is *answer*."""

    def sync_call(answer: Answer, **options: Any) -> None:
        with Client(KEY, transport=httpx.MockTransport(answer), backoff=0, **options) as client:
            client.get_check(PING)

    async def async_call(answer: Answer, **options: Any) -> None:
        async with AsyncClient(KEY, transport=httpx.MockTransport(answer), backoff=0, **options) as client:
            await client.get_check(PING)

    def run(*arguments: Any, **options: Any) -> None:
        if request.param == "sync":
            sync_call(*arguments, **options)
        else:
            asyncio.run(async_call(*arguments, **options))

    return run


def answers(*steps: int | Exception) -> Answer:
    """Return a network that plays one step for each request."""
    left = list(steps)

    def answer(request: httpx.Request) -> httpx.Response:
        step = left.pop(0)
        if isinstance(step, Exception):
            raise step
        return httpx.Response(step, json={"name": "Job"}, headers={"x-request-id": "r1"})

    return answer


def test_a_call_is_a_span_of_a_client(telemetry: Telemetry, get_check: Callable[..., None]) -> None:
    """The span has the names of the conventions, the template of the path instead of the path, and the caller's span above it."""
    tracer = telemetry.tracers.get_tracer("program")
    with tracer.start_as_current_span("nightly report") as above:
        get_check(answers(200), hooks=[telemetry.hook])

    span, _ = telemetry.spans
    assert (span.name, span.kind) == ("GET /api/v3/checks/{check_id}", SpanKind.CLIENT)
    assert span.parent is not None
    assert span.parent.span_id == above.get_span_context().span_id
    assert span.status.status_code is StatusCode.UNSET
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "server.address": "healthchecks.io",
        "server.port": 443,
        "uptimekit.operation": "getCheck",
        "uptimekit.provider": "healthchecks",
        "url.full": "https://healthchecks.io/api/v3/checks/{check_id}",
        "url.template": "/api/v3/checks/{check_id}",
    }


def test_each_attempt_has_a_span(telemetry: Telemetry, get_check: Callable[..., None]) -> None:
    """Attempts that follow each other are numbered, and those that failed have the type of their error."""
    get_check(answers(503, httpx.ReadError("broken"), 200), hooks=[telemetry.hook])

    facts = [dict(span.attributes or {}) for span in telemetry.spans]
    assert [each.get("http.request.resend_count") for each in facts] == [None, 1, 2]
    assert [each.get("error.type") for each in facts] == ["503", "NetworkError", None]
    assert [each.get("http.response.status_code") for each in facts] == [503, None, 200]
    states = [(span.status.status_code, span.status.description) for span in telemetry.spans]
    assert states == [
        (StatusCode.ERROR, None),
        (StatusCode.ERROR, "healthchecks.io:443: the connection broke (ReadError)"),
        (StatusCode.UNSET, None),
    ]


def test_measurements(telemetry: Telemetry, get_check: Callable[..., None]) -> None:
    """Each attempt counts once in the duration of requests, and each that is followed by another one as a retry."""
    get_check(answers(503, httpx.ReadError("broken"), 200), hooks=[telemetry.hook])

    where = {
        "http.request.method": "GET",
        "server.address": "healthchecks.io",
        "server.port": 443,
        "url.template": "/api/v3/checks/{check_id}",
    }
    durations = telemetry.points("http.client.request.duration")
    assert [(dict(point.attributes), point.count) for point in durations] == [
        ({**where, "http.response.status_code": 503, "error.type": "503"}, 1),
        ({**where, "error.type": "NetworkError"}, 1),
        ({**where, "http.response.status_code": 200}, 1),
    ]
    assert durations[0].explicit_bounds[:3] == (0.005, 0.01, 0.025)
    retries = telemetry.points("uptimekit.retries")
    assert [(dict(point.attributes), point.value) for point in retries] == [
        ({**where, "error.type": "HCAPIServerError"}, 1),
        ({**where, "error.type": "NetworkError"}, 1),
    ]
    (waits,) = telemetry.points("uptimekit.rate_limit.wait.duration")
    assert (dict(waits.attributes), waits.count, waits.sum) == (where, 3, 0)


def test_waits_for_the_rate_limit_are_measured(telemetry: Telemetry) -> None:
    """The time that a request waited for its turn is no part of its own duration."""
    sandbox = HealthchecksSandbox()
    clock = ManualClock()
    with serve(sandbox.app) as server:
        options: Any = {"hooks": [telemetry.hook], "clock": clock, "rate_limit": RateLimit(1, 10)}
        project = sandbox.projects["main"]
        with Client(project.api_key, api_url=f"{server.url}/api/", **options) as client:
            client.get_checks()
            client.get_checks()

    (waits,) = telemetry.points("uptimekit.rate_limit.wait.duration")
    assert (waits.count, waits.min) == (2, 0)
    assert waits.sum >= 10


def test_no_secret_is_shown(telemetry: Telemetry, get_check: Callable[..., None]) -> None:
    """Neither the key nor what the path and the server's words have of the check is in any span or measurement."""

    def echo(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404, json={"error": f"no {request.url} for {request.headers['x-api-key']}"})

    with pytest.raises(NotFoundError):
        get_check(echo, hooks=[telemetry.hook])
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Client(ping_key=KEY, ping_url=closed, hooks=[telemetry.hook], backoff=0) as client:
        for check in ({"slug": "backup"}, {"uuid": PING}):
            with pytest.raises(NetworkError):
                client.success_ping(**check)

    shown = "".join(span.to_json() for span in telemetry.spans) + repr(telemetry.reader.get_metrics_data())
    print(shown)  # tests/canaries.py searches it, too
    assert len(telemetry.spans) > 2
    assert all(secret not in shown for secret in (KEY, PING, PING.replace("-", "")))


@pytest.mark.parametrize("hooked", [True, False])
def test_instrumentations_of_http_are_silent_meanwhile(
    hooked: bool, telemetry: Telemetry, get_check: Callable[..., None]
) -> None:
    """While a request is sent, an instrumented HTTP library makes no span, whether there is a hook or not; later it does."""
    seen = []

    def look(_: httpx.Request) -> httpx.Response:
        seen.append(context.get_value(SUPPRESSED))
        return httpx.Response(200, json={"name": "Job"})

    get_check(look, hooks=[telemetry.hook] if hooked else [])
    assert seen == [True]
    assert context.get_value(SUPPRESSED) is None


def test_a_program_that_wants_no_spans_gets_none(
    telemetry: Telemetry, get_check: Callable[..., None]
) -> None:
    """Where the program suppresses instrumentation, the hook records nothing."""
    for key in (SUPPRESSED, context._SUPPRESS_INSTRUMENTATION_KEY):
        token = context.attach(context.set_value(key, True))
        try:
            get_check(answers(503, 200), hooks=[telemetry.hook])
        finally:
            context.detach(token)

    assert telemetry.spans == ()
    assert telemetry.points("uptimekit.retries") == []


def test_two_hooks_record_once(telemetry: Telemetry, get_check: Callable[..., None]) -> None:
    """A second hook on the same client, such as one of a library, makes no second span."""
    get_check(answers(200), hooks=[telemetry.hook, telemetry.hook])
    assert len(telemetry.spans) == 1


async def _broken_off(telemetry: Telemetry) -> None:
    asked = asyncio.Event()

    async def hang(_: httpx.Request) -> httpx.Response:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError("not reached")

    async with AsyncClient(KEY, transport=httpx.MockTransport(hang), hooks=[telemetry.hook]) as client:
        task = asyncio.create_task(client.get_check(PING))
        await asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def test_a_cancelled_call_ends_its_span(telemetry: Telemetry) -> None:
    """The span of a call that its task gave up ends with the cancellation as its error."""
    asyncio.run(_broken_off(telemetry))

    (span,) = telemetry.spans
    assert (span.attributes or {})["error.type"] == "CancelledError"
    assert span.status.description == "the request was broken off"


def test_calls_at_once_keep_their_parents(telemetry: Telemetry) -> None:
    """Spans of threads and of tasks that call at the same time lie below the span of their own caller."""
    tracer = telemetry.tracers.get_tracer("program")
    answer = httpx.MockTransport(lambda request: httpx.Response(200, json={"name": request.url.path[-1]}))
    parents = {}

    def in_thread(name: str, client: Client) -> None:
        with tracer.start_as_current_span(name) as above:
            parents[above.get_span_context().span_id] = name
            client.get_check(PING)

    async def in_task(name: str, client: AsyncClient) -> None:
        with tracer.start_as_current_span(name) as above:
            parents[above.get_span_context().span_id] = name
            await client.get_check(PING)

    async def tasks() -> None:
        async with AsyncClient(KEY, transport=answer, hooks=[telemetry.hook]) as client:
            await asyncio.gather(*(in_task(f"task {number}", client) for number in range(4)))

    with Client(KEY, transport=answer, hooks=[telemetry.hook]) as client, ThreadPoolExecutor(4) as pool:
        list(pool.map(in_thread, [f"thread {number}" for number in range(4)], [client] * 4))
    asyncio.run(tasks())

    calls = [span for span in telemetry.spans if span.kind is SpanKind.CLIENT]
    above = sorted(parents[span.parent.span_id] for span in calls if span.parent)
    assert above == [f"{kind} {number}" for kind in ("task", "thread") for number in range(4)]


class Broken(SpanProcessor):
    """A processor that fails at the start or at the end of each span."""

    def __init__(self, when: str) -> None:
        self.when = when

    def on_start(self, span: Any, parent_context: Any = None) -> None:
        if self.when == "start":
            raise RuntimeError(KEY)

    def on_end(self, span: Any) -> None:
        if self.when == "end":
            raise RuntimeError(KEY)


@pytest.mark.parametrize("when", ["start", "end"])
def test_a_broken_exporter_breaks_no_call(
    when: str, get_check: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    """What OpenTelemetry raises is logged by the name of its class, and leaves no context behind."""
    telemetry = Telemetry(Broken(when))
    get_check(answers(200), hooks=[telemetry.hook])
    telemetry.close()

    assert "OpenTelemetry raised RuntimeError" in caplog.messages
    assert context.get_value(SUPPRESSED) is None


def test_over_a_socket(telemetry: Telemetry) -> None:
    """With the sandbox behind a real socket, the address and the port are those of the server."""
    sandbox = HealthchecksSandbox()
    sandbox.faults.add(Fault(status=503, times=1))
    with serve(sandbox.app) as server:
        project = sandbox.projects["main"]
        hooks = [telemetry.hook]
        with Client(project.api_key, api_url=f"{server.url}/api/", hooks=hooks, backoff=0) as client:
            client.get_checks()

    facts = [dict(span.attributes or {}) for span in telemetry.spans]
    port = int(server.url.rpartition(":")[2])
    assert [(each["server.address"], each["server.port"]) for each in facts] == [("127.0.0.1", port)] * 2


def test_a_refused_connection_is_an_error(telemetry: Telemetry) -> None:
    """A server that cannot be reached leaves a span with the class of the error that the caller gets."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/api/"
    with (
        Client(KEY, api_url=closed, hooks=[telemetry.hook], retries=0) as client,
        pytest.raises(NetworkError),
    ):
        client.get_checks()

    (span,) = telemetry.spans
    assert (span.attributes or {})["error.type"] == "NetworkError"


def test_calls_of_a_fleet_keep_their_parents(telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fleet calls in a thread of its own; its spans lie below the span of the thread that asked."""
    sandbox = HealthchecksSandbox()
    monkeypatch.setenv("JOBS_KEY", sandbox.projects["main"].api_key)
    with serve(sandbox.app) as server:
        jobs = Account(
            name="jobs",
            provider="healthchecks",
            secrets={"api_key": FromEnvironment("JOBS_KEY")},
            settings={"base_url": f"{server.url}/api/"},
        )
        with (
            Fleet([jobs], hooks=[telemetry.hook]) as fleet,
            telemetry.tracers.get_tracer("program").start_as_current_span("survey") as above,
        ):
            assert fleet.heartbeats().complete

    (call, _) = telemetry.spans
    assert call.parent is not None
    assert call.parent.span_id == above.get_span_context().span_id


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where OpenTelemetry is not installed, the import says what to install."""
    monkeypatch.delitem(sys.modules, "uptimekit.opentelemetry")
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(
        ModuleNotFoundError, match=r"needs opentelemetry, .*: pip install 'uptimekit\[opentelemetry\]'"
    ):
        import_module("uptimekit.opentelemetry")
