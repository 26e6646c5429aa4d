"""Commands that print secrets: how much they may print, and that they end with who waits for them."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.fleet import Account, FromCommand
from uptimekit.fleet.account_values import account_values, read_account_values
from uptimekit.fleet.constants import SECRET_BYTES

SECRET = "s3cret-of-the-tests"


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    """A pipe, into which the command writes its process id when it runs."""
    os.mkfifo(tmp_path / "pid")
    return tmp_path / "pid"


@pytest.fixture(name="account")
def _account(place: Path) -> Account:
    """An account whose secret comes from a command that prints a part of it, and hangs."""
    code = (
        f"import os, time; print('{SECRET}', flush=True); open({str(place)!r}, 'w').write(str(os.getpid()))"
    )
    command = FromCommand((sys.executable, "-ISc", f"{code}; time.sleep(600)"))
    return Account(name="shop", provider="lantern", secrets={"token": command})


def wait_for_the_end(process: int) -> None:
    """Return when *process* has ended, and its thread has seen that."""
    while True:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return


@pytest.mark.parametrize("command", [("yes", SECRET), ("cat", "/dev/zero")])
def test_output_without_end_is_refused(command: tuple[str, ...]) -> None:
    """A command that prints on and on is ended before it has filled the memory."""
    with pytest.raises(
        ConfigurationError, match=f"^the command {command[0]} printed more than {SECRET_BYTES} bytes"
    ):
        FromCommand(command).read()


def test_a_long_secret_is_read() -> None:
    """A line of the greatest length is a secret like others."""
    command = FromCommand((sys.executable, "-ISc", f"print('x' * {SECRET_BYTES - 1})"))
    assert command.read() == "x" * (SECRET_BYTES - 1)


@pytest.mark.timeout(60)
def test_a_command_ends_with_the_task_that_waits_for_it(account: Account, place: Path) -> None:
    """A caller that is cancelled leaves no password manager behind."""

    async def main() -> int:
        waiting = asyncio.create_task(account_values(account, 600))
        process = int(await asyncio.to_thread(place.read_text))
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return process

    wait_for_the_end(asyncio.run(main()))


@pytest.mark.timeout(60)
def test_a_command_ends_with_an_interrupted_program(
    account: Account, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while a program without an event loop waits for a secret ends the command as well."""
    processes: list[int] = []

    def interrupted(*_: object) -> None:
        processes.append(int(place.read_text()))
        raise KeyboardInterrupt

    monkeypatch.setattr("uptimekit.fleet.account_values.wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_account_values(account, 600)
    wait_for_the_end(processes[0])


@pytest.mark.parametrize("blocked", [(), (signal.SIGTERM, signal.SIGALRM)])
def test_a_command_has_no_signals_blocked(blocked: tuple[signal.Signals, ...]) -> None:
    """A thread of ``uptimekit run`` has blocked those that it passes on; an agent that a command starts must not have."""
    code = "import signal, sys; print(sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ())), sys.argv[1:])"
    before = signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    try:
        assert FromCommand((sys.executable, "-ISc", code, "a b", "$c")).read() == "[] ['a b', '$c']"
        with pytest.raises(
            ConfigurationError, match=r"^the command no-such-program cannot be run: No such file"
        ):
            FromCommand(("no-such-program", SECRET)).read()
        with pytest.raises(ConfigurationError, match=r"^the command sh ended with status 7; "):
            FromCommand(("sh", "-c", "exit 7")).read()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
