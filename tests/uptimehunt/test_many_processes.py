"""Twenty processes that meet the end of a session at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.stores import Store

from uptimekit.uptimehunt import SharedTokenStore, Tokens

from ._support import Server

COUNT = 20
ROOT = Path(__file__).resolve().parents[2]

Together = Callable[..., list[str]]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")


@pytest.fixture(scope="module")
def _processes() -> Iterator[subprocess.Popen[str]]:
    """A program that has loaded everything, and forks."""
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.uptimehunt._processes"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(ROOT / each) for each in ("src", "generated", ".")),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.communicate()[1] == ""


@pytest.fixture
def together(_processes: subprocess.Popen[str], server: Server, store: Store) -> Together:
    """A function that lets twenty processes call at once, and returns what each got."""

    def call(**credentials: str) -> list[str]:
        assert _processes.stdin is not None
        assert _processes.stdout is not None
        asked = {"count": COUNT, "base_url": server.base_url, "store": store.url, **credentials}
        print(json.dumps(asked), file=_processes.stdin, flush=True)
        answer: list[str] = json.loads(_processes.stdout.readline())
        return answer

    return call


def _login(server: Server) -> dict[str, str]:
    return {"email": server.sandbox.email, "password": server.sandbox.password}


@pytest.mark.parametrize("refused", [False, True])
def test_one_refresh(together: Together, server: Server, store: Store, refused: bool) -> None:
    """An access token that has ended, by the clock or by a 401, is renewed by one of twenty processes, for all."""
    access, refresh = server.sandbox.token_pair()
    with SharedTokenStore(store.url, account="ops", timeout=30.0) as shared:
        shared.save(Tokens(access, refresh, time.time() + (900 if refused else -1), time.time() + 7_000))
    if refused:
        server.sandbox.revoke_access_tokens()
    assert together(**_login(server)) == [server.sandbox.email] * COUNT
    assert (server.count("refresh"), server.count("login")) == (1, 0)


@pytest.mark.parametrize("ended", [False, True])
def test_one_login(together: Together, server: Server, store: Store, ended: bool) -> None:
    """Where there is no session, or one whose refresh token is refused as well, one process logs in, for all."""
    if ended:
        with SharedTokenStore(store.url, account="ops", timeout=30.0) as shared:
            shared.save(Tokens("over", "over", time.time() - 1, time.time() + 7_000))
    assert together(**_login(server)) == [server.sandbox.email] * COUNT
    assert (server.count("refresh"), server.count("login")) == (int(ended), 1)
