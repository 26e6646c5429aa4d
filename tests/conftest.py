"""What holds for every test: no secret is shown, what the start made is no garbage, and costly things are made once."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.canaries", "tests.certificates", "tests.shared._stores"]

_FROM_THE_END = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 2 == 1

# How long examples take says nothing about the code on a busy machine.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Take part in the order of the items twice."""
    config.pluginmanager.register(_Order())


def pytest_collection() -> None:
    """Collect no garbage while tests are imported and collected: nearly all of it lives until the end."""
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let every second worker collect from the end: the first run of a checkout then rewrites each file but once."""
    report = yield
    if _FROM_THE_END and isinstance(collector, (pytest.Session, pytest.Directory)):
        report.result.reverse()
    return report


class _Order:
    """The order of the items before and after it is random."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Give all workers one order, whichever end they began at."""
        items.sort(key=lambda item: item.nodeid.partition("::")[0])


@pytest.hookimpl(trylast=True)  # when the random order stands
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that may take longest, so that none of them is left when all others are done."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_collection_finish() -> None:
    """Leave what that made out of every later garbage collection: each full one took half a second."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="module", autouse=True)
def _garbage() -> Iterator[None]:
    """Leave what a module's tests imported and made for all out of every later garbage collection, too.

    What they left in cycles is collected first, so that its warnings are an error of this module's last test.
    """
    yield
    gc.collect()
    gc.freeze()


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """A function that fills a folder once in a run: the first process that asks for its name does, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def filled(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a process that failed
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return filled


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate and its key, made for this run."""
    if (tool := shutil.which("openssl")) is None:
        pytest.skip("needs the openssl command to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    subprocess.run(
        [tool, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", path.with_suffix(".crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path
