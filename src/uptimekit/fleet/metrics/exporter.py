"""The exporter: a fleet, its collector and the metrics of its calls, behind one address for Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    Info,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
    make_wsgi_app,  # pyright: ignore[reportUnknownVariableType]
    start_http_server,
)

from uptimekit import __version__
from uptimekit._runtime.errors import ConfigurationError
from uptimekit.fleet.constants import MAX_AGE
from uptimekit.fleet.fleet import Fleet
from uptimekit.fleet.reading import AccountFault

from .call_metrics import CallMetrics
from .collector import FleetCollector
from .web_application import METRICS_PATH, only_metrics

__all__ = ["Exporter"]


class Exporter:
    """The metrics of a fleet, as text or as a server.  Use it as a context manager: it closes the fleet.

    Args:
        fleet: makes the fleet, with the hooks that count its calls.
        max_age: see :class:`FleetCollector`.
        response_times: see :class:`FleetCollector`.

    Raises:
        ConfigurationError: an argument makes no sense, or the fleet cannot be made.
    """

    def __init__(
        self, fleet: Callable[..., Fleet], *, max_age: float = MAX_AGE, response_times: bool = False
    ) -> None:
        self._registry = CollectorRegistry()
        Info("uptimekit_build", "Version of uptimekit.", registry=self._registry).info(
            {"version": __version__}
        )
        calls = CallMetrics()
        self._fleet = fleet(hooks=[calls])
        self._collector = FleetCollector(self._fleet, max_age=max_age, response_times=response_times)
        self._registry.register(self._collector)
        self._registry.register(calls)  # after it, so that a scrape counts the calls that it makes

    @property
    def faults(self) -> tuple[AccountFault, ...]:
        """What the last reading could not read."""
        return tuple(fault for reading in self._collector.readings for fault in reading.as_faults())

    def text(self) -> str:
        """Read the fleet, if that was not done lately, and return the metrics in Prometheus' text format."""
        return generate_latest(self._registry).decode()

    @contextmanager
    def listening(self, host: str, port: int) -> Generator[str]:
        """Serve the metrics, with those of the process, in threads while the block runs; its value is the address.

        Args:
            host: name or address of this machine.
            port: 0 for any free one.

        Raises:
            ConfigurationError: that cannot be listened on, such as a port that is taken.
        """
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
        try:
            server, thread = start_http_server(port, host, self._registry)
        except OSError as error:
            raise ConfigurationError(f"cannot listen on {host}:{port}: {error.strerror}") from None
        metrics: Any = make_wsgi_app(self._registry)  # pyright: ignore[reportUnknownVariableType]
        server.set_app(only_metrics(metrics))
        try:
            shown = f"[{host}]" if ":" in host else host
            yield f"http://{shown}:{server.server_port}{METRICS_PATH}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def close(self) -> None:
        """Close the fleet."""
        self._fleet.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
