"""The invented provider of example_provider.yaml: made-up answers, and clients by our generator and by the stock one."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

__all__ = ["SPEC", "Packages", "packages", "page", "probe"]

SPEC = Path(__file__).with_name("example_provider.yaml")
GENERATOR = SPEC.parent.parent / "scripts" / "generate.py"
_NAMES = ("uptimekit_clients.example_provider", "stock_example")


@dataclass(frozen=True)
class Packages:
    """The clients of one document, as modules."""

    ours: ModuleType
    ours_models: ModuleType
    stock_models: ModuleType


@contextmanager
def packages() -> Generator[Packages]:
    """Generate both clients into a temporary folder, importable until the block ends."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _generate(folder)
        sys.path += [str(folder / "ours"), str(folder)]
        importlib.invalidate_caches()
        try:
            yield Packages(
                *map(importlib.import_module, (_NAMES[0], f"{_NAMES[0]}.models", f"{_NAMES[1]}.models"))
            )
        finally:
            sys.path.remove(str(folder / "ours"))
            sys.path.remove(str(folder))
            for name in [name for name in sys.modules if name.startswith(_NAMES)]:
                del sys.modules[name]


def _generate(folder: Path) -> None:
    (folder / "specs").mkdir()
    (folder / "specs" / SPEC.name).write_bytes(SPEC.read_bytes())
    _run(GENERATOR, "--specs", folder / "specs", "--out", folder / "ours")
    config = folder / "stock.json"
    config.write_text(json.dumps({"post_hooks": []}), encoding="utf-8")
    stock: list[object] = ["-m", "openapi_python_client", "generate", "--path", SPEC, "--config", config]
    _run(*stock, "--meta", "none", "--output-path", folder / "stock_example")


def _run(*arguments: object) -> None:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} failed: {done.stderr or done.stdout}")


def page(size: int, rng: Random, pages: int = 1) -> bytes:
    """Return the JSON text of a page of *size* probes."""
    return json.dumps({"probes": [probe(number, rng) for number in range(size)], "pages": pages}).encode()


def probe(number: int, rng: Random) -> dict[str, Any]:
    """Return one probe with all its 45 fields; a third of those that may be null are."""
    return {
        **_texts(number, rng),
        **_numbers(rng),
        **{name: rng.random() < 0.5 for name in _FLAGS},
        "status": rng.choice(("up", "down", "degraded", "paused", "pending")),
        "kind": rng.choice(("http", "tcp", "dns", "ping", "keyword")),
        "priority": rng.choice(("low", "normal", "high")),
        "tags": rng.sample(_WORDS, 3),
        "regions": rng.sample(("eu", "us", "ap", "sa"), 2),
        "channels": [f"channel-{rng.randrange(50)}"],
        "location": {"city": "Sample City", "country": "XX", "latitude": 48.2, "longitude": 16.37},
        "schedule": _maybe(rng, {"cron": "*/5 * * * *", "zone": "UTC", "grace": 60}),
        **{name: _moment(rng) for name in ("created_at", "updated_at", "checked_at", "next_check_at")},
        **{name: _maybe(rng, _moment(rng)) for name in _NULLABLE_MOMENTS},
    }


_FLAGS = ("enabled", "paused", "public", "maintenance", "verify_tls", "follow_redirects", "notify")
_NULLABLE_MOMENTS = ("last_up_at", "last_down_at", "paused_at", "certificate_expires_at")
_WORDS = ("api", "web", "db", "queue", "mail", "prod", "test", "edge")


def _texts(number: int, rng: Random) -> dict[str, Any]:
    return {
        "id": f"{rng.getrandbits(64):016x}",
        "name": f"probe {number}",
        "url": f"https://service-{number}.example.org/health",
        "team": rng.choice(_WORDS),
        "owner": f"owner-{rng.randrange(40)}",
        "region": rng.choice(("eu-west", "us-east")),
        "method": rng.choice(("GET", "HEAD", "POST")),
        "description": _maybe(rng, "Answers when all parts of the service do."),
        "last_error": _maybe(rng, "connection reset by peer"),
        "contact": "on-call@example.org",
        "runbook": f"https://wiki.example.org/runbooks/{number}",
    }


def _numbers(rng: Random) -> dict[str, Any]:
    return {
        "interval": rng.choice((30, 60, 300)),
        "timeout": rng.randrange(1, 60),
        "retries": rng.randrange(5),
        "port": _maybe(rng, 443),
        "position": rng.randrange(10_000),
        "ok_count": rng.randrange(10**6),
        "failed_count": rng.randrange(1000),
        "response_ms": rng.randrange(20, 5000),
        "certificate_days": _maybe(rng, rng.randrange(90)),
        "availability": round(rng.uniform(95, 100), 3),
        "score": round(rng.random(), 3),
    }


def _maybe(rng: Random, value: Any) -> Any:
    return None if rng.random() < 1 / 3 else value


def _moment(rng: Random) -> str:
    day, hour, minute, second = (rng.randint(1, 28), rng.randrange(24), rng.randrange(60), rng.randrange(60))
    return (
        f"2026-{rng.randint(1, 12):02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{rng.randrange(1000):03}Z"
    )
