"""``uptimekit metrics``: printed once, served until a signal, and refused with one line."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Iterator

import click
import httpx
import pytest

from uptimekit.cli.main import main
from uptimekit.sandbox import Fault, HealthchecksSandbox, serve


@pytest.fixture(autouse=True)
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[HealthchecksSandbox]:
    """A server of Healthchecks, whose account the environment gives."""
    made = HealthchecksSandbox()
    with serve(made.app) as server:
        monkeypatch.setenv("HEALTHCHECKS_API_KEY", made.projects["main"].api_key)
        monkeypatch.setenv("HEALTHCHECKS_BASE_URL", f"{server.url}/api/")
        monkeypatch.delenv("UPTIMEKIT_CONFIG", raising=False)
        monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")
        yield made


def test_once(capsys: pytest.CaptureFixture[str], sandbox: HealthchecksSandbox) -> None:
    """The text has the account, the code says whether everything could be read, and stderr why it could not."""
    success = (
        'uptimekit_account_read_success{account="healthchecks",kind="heartbeat",provider="healthchecks"}'
    )
    assert main(["metrics", "--once"]) == 0
    assert f"{success} 1.0\n" in capsys.readouterr().out
    sandbox.faults.add(Fault(status=500, times=10))
    assert main(["metrics", "--once"]) == 2
    output = capsys.readouterr()
    assert f"{success} 0.0\n" in output.out
    assert output.err.startswith("uptimekit: healthchecks: ")
    assert "HTTP 500" in output.err


def test_it_serves_until_it_is_told_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that it prints can be scraped; SIGTERM ends it with 0, and leaves the port free."""
    said: list[str] = []
    scraped: list[str] = []

    def echo(message: str, **_: object) -> None:
        said.append(message)
        scraped.append(httpx.get(message.split()[-1], trust_env=False).text)
        signal.raise_signal(signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(click, "echo", echo)
    assert main(["metrics", "--listen", "127.0.0.1:0"]) == 0
    assert said[0].startswith("uptimekit: metrics at http://127.0.0.1:")
    assert "uptimekit_account_read_success{" in scraped[0]
    assert signal.getsignal(signal.SIGTERM) is before
    with pytest.raises(httpx.ConnectError):
        httpx.get(said[0].split()[-1], trust_env=False)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("9748", "'9748' is no address: write a host and a port, such as 127.0.0.1:9748"),
        (":9748", "is no address"),
        (f"{'a' * 80}:9748", "is no name of a host"),
        ("127.0.0.1:", "is no address"),
        ("127.0.0.1:99999", "is no address"),
        ("127.0.0.1:٣", "is no address"),
        ("::1:9748", "write an address of IPv6 in brackets, such as [::1]:9748"),
    ],
)
def test_an_address_that_is_none(address: str, problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong address is refused in one line that says how it is written."""
    assert main(["metrics", "--listen", address]) == 2
    error = capsys.readouterr().err
    assert problem in error
    assert error.count("\n") == 1


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """A port of another program is one line, too."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        assert main(["metrics", "--listen", address]) == 2
    assert capsys.readouterr().err == f"uptimekit: cannot listen on {address}: Address already in use\n"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where prometheus-client is not installed, the command says how to install it, and its help is there."""
    for name in [*sys.modules]:
        if name.startswith(("prometheus_client", "uptimekit.fleet.metrics")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    assert main(["metrics", "--help"]) == 0
    capsys.readouterr()
    assert main(["metrics", "--once"]) == 2
    problem = "metrics need prometheus_client, which is not installed: pip install 'uptimekit[metrics]'"
    assert capsys.readouterr().err == f"uptimekit: {problem}\n"
