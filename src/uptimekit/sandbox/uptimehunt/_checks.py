"""Results of a service's checks, generated from the seed: the same for every request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from uptimekit.sandbox.uptimehunt._http import moment_ms
from uptimekit.sandbox.uptimehunt._model import OPERATIONAL, Service
from uptimekit.sandbox.uptimehunt._probes import PROBES, Probe

__all__ = ["Check", "checks", "show_check", "show_error"]

_FASTEST_MS = 80.0
_SPREAD_MS = 200.0
_STEPS = 2000
_TIMED_OUT = "The service did not answer in time"


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Times are in milliseconds; there is none if it failed."""

    at: datetime
    probe: Probe
    response_time: float | None

    @property
    def successful(self) -> bool:
        """Whether the service was found operational."""
        return self.response_time is not None


def checks(seed: int, service: Service, start: datetime, end: datetime) -> list[Check]:
    """The checks after `start`, up to and including `end`; oldest first."""
    return [_check(seed, service, at) for at in service.checks(start, end)]


def _check(seed: int, service: Service, at: datetime) -> Check:
    drawn = crc32(f"{seed}/{service.id}/{at.timestamp()}".encode())
    probe = PROBES[drawn % len(PROBES)]
    if service.state_at(at) != OPERATIONAL:
        return Check(at, probe, None)
    return Check(at, probe, _FASTEST_MS + _SPREAD_MS * (drawn // len(PROBES) % _STEPS) / _STEPS)


def show_check(service: Service, check: Check) -> dict[str, object]:
    """A check, in the shape that the vendor shows for http."""
    http = service.type == "http" and check.successful
    return {
        "timestamp": moment_ms(check.at),
        "probe": check.probe.brief(),
        "response_time": check.response_time,
        "status": "success" if check.successful else "failure",
        "error": None if check.successful else _TIMED_OUT,
        "status_code": service.config.get("expected_status_code", 200) if http else None,
        "details": _details(service, check) if http else None,
    }


def _details(service: Service, check: Check) -> dict[str, object]:
    total = (check.response_time or 0.0) / 1000
    steps = ("namelookup", "connect", "appconnect", "pretransfer", "starttransfer", "total")
    return {
        "remote_ip": "192.0.2.1",
        "http_status_code": service.config.get("expected_status_code", 200),
        "timing": {name: round(total * (n + 1) / len(steps), 6) for n, name in enumerate(steps)},
        "size_download": 5120,
        "speed_download": round(5120 / total, 1),
    }


def show_error(check: Check) -> dict[str, object]:
    """A check that has failed, as the list of errors has it."""
    return {"timestamp": moment_ms(check.at), "error": _TIMED_OUT, "probe": check.probe.brief()}
