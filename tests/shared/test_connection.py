"""The connection to a store: threads, event loops, forks, clients that were passed in, and what it closes."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import pytest
import redis
import redis.asyncio
from benchmarks.stores import Store

from uptimekit import ConfigurationError, SharedStoreError
from uptimekit.shared.connection import Connection

from ._counting import PATIENT, clients
from ._fake_store import FakeStore

ECHO = "return ARGV[1]"
COUNT = "return redis.call('INCR', KEYS[1])"
ROOT = Path(__file__).resolve().parents[2]


def test_a_script_runs(any_store: Store) -> None:
    """A script is sent once, then named; keys and arguments arrive."""
    connection = Connection(any_store.url, timeout=PATIENT)
    assert connection.run("return {KEYS[1], ARGV[1], ARGV[2]}", ["k"], ["a", 7]) == [b"k", b"a", b"7"]
    assert [connection.run(COUNT, ["n"], []) for _ in range(3)] == [1, 2, 3]
    assert any_store.client.info("commandstats")["cmdstat_eval"]["calls"] == 2  # type: ignore[index]
    connection.close()


def test_a_socket_in_the_file_system(any_store: Store) -> None:
    """A Unix socket does as well, for threads and tasks."""
    connection = Connection(any_store.socket_url, timeout=PATIENT)

    async def both() -> None:
        assert await connection.arun(ECHO, [], ["task"]) == b"task"
        assert connection.run(ECHO, [], ["thread"]) == b"thread"
        await connection.aclose()

    asyncio.run(both())


def test_it_says_nothing_that_it_is_not_told_to(store: Store) -> None:
    """A connection begins with the script: no HELLO, no CLIENT, so that a first question is as quick as any."""
    connection = Connection(store.url.replace("/0", ""), timeout=PATIENT)
    connection.run(ECHO, [], ["x"])
    connection.close()
    asyncio.run(_and_close(connection, connection.arun(ECHO, [], ["x"])))
    stats: Any = store.client.info("commandstats")
    assert {name.removeprefix("cmdstat_") for name in stats} - {"evalsha", "eval"} <= {
        "config|resetstat",
        "info",
    }


async def _and_close(connection: Connection, work: Awaitable[Any]) -> None:
    await work
    await connection.aclose()


def test_nothing_is_repeated() -> None:
    """A lost answer is one failure and one command."""
    with FakeStore(b"") as store:
        connection = Connection(store.url, timeout=PATIENT)
        with pytest.raises(SharedStoreError, match="Connection closed by server"):
            connection.run(COUNT, ["n"], [])
        with pytest.raises(SharedStoreError):
            asyncio.run(connection.arun(COUNT, ["n"], []))
        assert store.commands == 2
        connection.close()


def test_an_error_keeps_nothing_of_the_library(store: Store) -> None:
    """Its chain would show the password in the local variables of redis-py."""
    connection = Connection(store.url.replace("//", "//:correct-horse@"), timeout=PATIENT)
    with pytest.raises(SharedStoreError) as caught:
        connection.run(ECHO, [], [])
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert "horse" not in f"{caught.value!r} {connection!r}"
    connection.close()


def test_threads_have_connections(store: Store) -> None:
    """16 threads at once get their own answers."""
    connection, barrier = Connection(store.url, timeout=PATIENT), threading.Barrier(16)
    wrong = list[Any]()

    def work(number: int) -> None:
        barrier.wait(10)
        answers = [connection.run(ECHO, [], [f"{number}.{each}"]) for each in range(20)]
        wrong.extend(a for each, a in enumerate(answers) if a != f"{number}.{each}".encode())

    threads = [threading.Thread(target=work, args=[number]) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert wrong == []
    connection.close()
    assert clients(store, 0) == 0


def test_event_loops_have_connections(store: Store) -> None:
    """One loop after the other, and one in another thread, use one object; connections end with their loop."""
    connection = Connection(store.url, timeout=PATIENT)

    async def work() -> list[Any]:
        return await asyncio.gather(*(connection.arun(ECHO, [], [each]) for each in range(5)))

    expected = [b"0", b"1", b"2", b"3", b"4"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert asyncio.run(work()) == expected
        assert clients(store, 0) == 0
        found = list[Any]()
        thread = threading.Thread(target=lambda: found.append(asyncio.run(work())))
        thread.start()
        assert asyncio.run(work()) == expected
        thread.join(20)
        assert found == [expected]
        gc.collect()
    assert clients(store, 0) == 0


def test_a_cancelled_task_leaves_a_connection_that_works(store: Store) -> None:
    """Whenever a task is cancelled, the next one gets its own answer."""
    connection = Connection(store.url, timeout=PATIENT)

    async def work() -> None:
        for step in range(12):
            task = asyncio.create_task(connection.arun(ECHO, [], ["cancelled"]))
            for _ in range(step):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert await connection.arun(ECHO, [], [step]) == str(step).encode()
        await connection.aclose()

    asyncio.run(work())
    assert clients(store, 0) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork()")
def test_a_forked_child_has_connections_of_its_own(store: Store) -> None:
    """A child does not use its parent's sockets, and its end does not close them."""
    connection = Connection(store.url, timeout=PATIENT)
    assert connection.run(ECHO, [], ["parent"]) == b"parent"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: of a process with threads
        child = os.fork()
    if not child:
        os._exit(0 if connection.run(COUNT, ["child"], []) == 1 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert connection.run(ECHO, [], ["parent"]) == b"parent"
    connection.close()


@pytest.mark.parametrize("decoded", [False, True])
def test_clients_that_were_passed_in(store: Store, decoded: bool) -> None:
    """They are used, for threads and for tasks, and stay open."""
    given = redis.Redis.from_url(store.url, decode_responses=decoded)

    async def work() -> Any:
        other = redis.asyncio.Redis.from_url(store.url, decode_responses=decoded)
        connection = Connection(client=given, async_client=other, timeout=PATIENT)
        answers = connection.run(ECHO, [], ["x"]), await connection.arun(ECHO, [], ["x"])
        await connection.aclose()
        assert clients(store, 2) == 2
        await other.aclose()
        return answers

    assert asyncio.run(work()) == (("x", "x") if decoded else (b"x", b"x"))
    assert clients(store, 1) == 1
    given.close()


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    """No address, a client that may wait for ever, a time-out that is none, a client of the other kind."""
    with pytest.raises(ConfigurationError, match="give the address of the store, or a client"):
        Connection()
    with pytest.raises(ConfigurationError, match="no socket_timeout"):
        Connection(client=redis.Redis(socket_timeout=None))
    for wrong in (redis.asyncio.Redis(), "redis://store", redis.Redis):
        with pytest.raises(ConfigurationError, match=r"^client must be a"):
            Connection(client=wrong)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="async_client must be a"):
        Connection(async_client=redis.Redis())  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="timeout must be a number of seconds"):
        Connection("redis://store", timeout=0)
    with pytest.raises(ConfigurationError, match="give async_client, too"):
        asyncio.run(Connection(client=redis.Redis.from_url(store.url)).arun(ECHO, [], []))
    with pytest.raises(ConfigurationError, match="give client, too"):
        Connection(async_client=redis.asyncio.Redis.from_url(store.url)).run(ECHO, [], [])


def test_the_end_of_the_interpreter_is_silent(store: Store) -> None:
    """A program that closes nothing ends without a warning, after threads and after asyncio.run()."""
    code = (
        "import asyncio\nfrom uptimekit.shared.connection import Connection\n"
        f"connection = Connection({store.url!r}, timeout=20)\n"
        "assert connection.run('return 1', [], []) == 1\n"
        "assert asyncio.run(connection.arun('return 1', [], [])) == 1\n"
    )
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "generated")])
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
