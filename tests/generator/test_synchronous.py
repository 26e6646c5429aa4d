"""``_sync`` from ``_async``: each rule, each refusal, and what ``generate.py`` does with the folders."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import generate
from apimodel.document import SpecError
from codegen.synchronous import synchronous

from ._support import BEACON, ROOT

RULES = {
    "async def f(): return await g(1)": "def f(): return g(1)",
    "async def f():\n async with a as b:\n  pass": "def f():\n with a as b:\n  pass",
    "async def f():\n async for a in b: yield a": "def f():\n for a in b: yield a",
    "async def f(): return [a async for (a, b) in c]": "def f(): return [a for (a, b) in c]",
    "async def f(): return (await x.y(1)).z": "def f(): return x.y(1).z",
    "async def f(): return (\n  await x\n )[0]": "def f(): return x[0]",
    "async def f(): return (await x)(1)": "def f(): return x(1)",
    "async def f(): return (await (a or b)).c": "def f(): return ((a or b)).c",
    "async def f(): return '\u00e9', (await x).y": "def f(): return '\u00e9', x.y",
    "class AsyncUptimeAPI(AsyncBaseClient): pass": "class UptimeAPI(BaseClient): pass",
    "class _AsyncBase: pass": "class _Base: pass",
    "async def __aenter__(self): await self.aclose()": "def __enter__(self): self.close()",
    "read: Callable[..., Awaitable[dict[str, int]]]": "read: Callable[..., dict[str, int]]",
    "await_count = 1": "await_count = 1",
    "class A:\n # sync only: @property\n async def b(self): await c()": (
        "class A:\n @property\n def b(self): c()"
    ),
    "a\n# sync only: def b():\n# sync only:     c()": "a\ndef b():\n    c()",
    "from .._async.client import AsyncClient": "from .._sync.client import Client",
    "@asynccontextmanager\nasync def f() -> AsyncIterator[int]: yield 1": (
        "@contextmanager\ndef f() -> Iterator[int]: yield 1"
    ),
    "async def f(): await clock.asleep(await anext(aiter(x)))": "def f(): clock.sleep(next(iter(x)))",
    "# An asynchronous client, an AsyncClient, an AsyncIterator": "# A synchronous client, a Client, an Iterator",
    "# Asynchronous; use it as an asynchronous context manager": "# Synchronous; use it as a context manager",
    "'``async with a: await a.get()``; you may await it'": "'``with a: a.get()``; you may await it'",
}


@pytest.mark.parametrize("written", RULES)
def test_rule(written: str) -> None:
    """Each rule gives exactly this text."""
    assert synchronous(written, "x.py") == RULES[written]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("a = 1\nb = 2  # async only\nc = 3", "a = 1\n\nc = 3"),
        ("a = f(\n 1,\n)  # async only\n", "\n\n\n"),
        ("@a\n@b(1)\nasync def f(  # async only\n  c):\n  d\n\n  e\ng\n", "\n" * 7 + "g\n"),
        ("if a:  # async only\n  import asyncio\nb\n", "\n\nb\n"),
        ("try: a\nexcept B:  # async only\n  c\nexcept D: e\n", "try: a\n\n\nexcept D: e\n"),
        ("import asyncio  # noqa: X  # async only\n", "\n"),
    ],
)
def test_marked_statement_is_dropped(written: str, left: str) -> None:
    """``# async only`` drops its statement, with its decorators and its block, and nothing else."""
    assert synchronous(written, "x.py") == left


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("\nimport asyncio", "x.py:2: asyncio has no synchronous half; put it behind"),
        ("from anyio import sleep", "x.py:1: anyio has no"),
        ('"""Run it with asyncio.run."""', "x.py:1: asyncio has no"),
        ("gather(a, b)", "x.py:1: gather has no"),
        ("TaskGroup()", "x.py:1: TaskGroup has no"),
        ("loop.create_task(a)", "x.py:1: create_task has no"),
        ("a: AsyncGenerator[int, None]", "x.py:1: AsyncGenerator has no"),
        ("a: Coroutine[int, int, int]", "x.py:1: Coroutine has no"),
        ("import run_async", "x.py:1: run_async has no"),
        ("is_async = True", "x.py:1: is_async has no"),
        (
            "async def f():\n return f'{await g()}'",
            "x.py:2: await in an f-string: give the value a name first",
        ),
        ("f(\n a,  # async only\n)", "x.py:2: # async only must end the last line of a statement"),
        ("if a:\n b\nelse:  # async only\n c", "x.py:3: # async only must end"),
        ("class A:\n a = 1  # async only\n", "x.py:2: expected an indented block after class definition"),
        ("a = (", "x.py:1: '(' was never closed"),
    ],
)
def test_refusal(written: str, said: str) -> None:
    """What has no synchronous half is refused with its place and what to do."""
    with pytest.raises(SpecError) as refused:
        synchronous(written, "x.py")
    assert refused.value.problems[0].startswith(said)


def test_every_refusal_is_told_at_once() -> None:
    """One run names all that is wrong in a module, by line."""
    with pytest.raises(SpecError) as refused:
        synchronous("gather()\nimport asyncio\n", "x.py")
    assert [line.split()[0] for line in refused.value.problems] == ["x.py:1:", "x.py:2:"]


CLIENT = '''"""The asynchronous client."""

import httpx

from collections.abc import Awaitable, Callable
from uptimekit._runtime import AsyncPager

from ._base import AsyncBase


class AsyncClient(AsyncBase):
    read: Callable[[], Awaitable[int]]
    http: httpx.AsyncClient

    async def all(self, pager: AsyncPager[int]) -> list[int]:
        async with self.one:
            async with self.two:
                return [each async for each in pager]
'''
DERIVED = '''# Derived by scripts/generate.py from ../_async/client.py; do not edit.
"""The synchronous client."""

from collections.abc import Callable

import httpx

from uptimekit._runtime import Pager

from ._base import Base


class Client(Base):
    read: Callable[[], int]
    http: httpx.Client

    def all(self, pager: Pager[int]) -> list[int]:
        with self.one, self.two:
            return list(pager)
'''

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def acme(tmp_path: Path, generated: Path) -> Path:
    """The folder of a facade that is written asynchronously and was derived from by nothing yet."""
    (tmp_path / "specs").mkdir()
    shutil.copy(BEACON, tmp_path / "specs" / "beacon.yaml")
    shutil.copytree(generated, tmp_path / "generated", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "ours" / "acme"
    (folder / "_async").mkdir(parents=True)
    (folder / "_async" / "client.py").write_text(CLIENT, encoding="utf-8")
    (folder / "_async" / "__init__.py").touch()
    return folder


@pytest.fixture
def run(acme: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command line on the facade; returns exit status and everything it said."""

    def call(*arguments: str) -> tuple[int, str]:
        root = acme.parents[1]
        folders = {"specs": "specs", "out": "generated", "facades": "ours"}
        options = [f"--{name}={root / folder}" for name, folder in folders.items()]
        status = generate.main([*options, f"--templates={ROOT / 'templates'}", *arguments])
        said = capsys.readouterr()
        return status, said.out + said.err

    return call


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_sync_folder_is_written(run: Run, acme: Path) -> None:
    """The derived module is formatted, its imports are sorted, and its first line says where it came from."""
    assert run() == (0, "generated\n")
    assert (acme / "_sync" / "client.py").read_text(encoding="utf-8") == DERIVED
    assert (acme / "_sync" / "__init__.py").read_text(encoding="utf-8") == DERIVED.splitlines()[0].replace(
        "client", "__init__"
    ) + "\n"
    assert run("--check") == (0, "up to date\n")


def test_second_run_changes_nothing(run: Run, acme: Path) -> None:
    """What is up to date is not written again; naming a provider derives all the same."""
    assert run("beacon") == (0, "generated\n")
    before = snapshot(acme)
    assert run() == (0, "generated\n")
    assert snapshot(acme) == before


def test_check_names_what_is_wrong(run: Run, acme: Path) -> None:
    """Edited, missing and left-over files are named, with what to edit; generating puts them right."""
    run()
    with (acme / "_sync" / "client.py").open("a", encoding="utf-8") as file:
        file.write("# my change\n")
    (acme / "_sync" / "__init__.py").unlink()
    (acme / "_sync" / "old.py").touch()
    status, said = run("--check", "beacon")
    assert status == 1
    assert said.splitlines() == [
        "ours/acme/_sync/__init__.py: missing, though there is _async/__init__.py",
        "ours/acme/_sync/client.py: differs from what _async/client.py makes; edit that",
        "ours/acme/_sync/old.py: left over, there is no _async/old.py",
        "run: python scripts/generate.py",
    ]
    assert run() == (0, "generated\n")
    assert run("--check") == (0, "up to date\n")
    assert (acme / "_sync" / "client.py").read_text(encoding="utf-8") == DERIVED


def test_sync_folder_without_source(run: Run, acme: Path) -> None:
    """A folder whose source is gone is named, and goes."""
    run()
    shutil.rmtree(acme / "_async")
    status, said = run("--check")
    assert (status, "ours/acme/_sync/client.py: left over" in said) == (1, True)
    assert run() == (0, "generated\n")
    assert not (acme / "_sync").exists()


def test_refusals_write_nothing(run: Run, acme: Path) -> None:
    """A refused module ends with status 2, all problems are told, and every file stays as it was."""
    run()
    (acme / "_async" / "client.py").write_text("import asyncio\n", encoding="utf-8")
    (acme / "_async" / "pings.py").write_text("import anyio\n", encoding="utf-8")
    before = snapshot(acme)
    status, said = run()
    assert (status, said.count("\n")) == (2, 2)
    assert said.startswith("ours/acme/_async/client.py:1: asyncio has no synchronous half; ")
    assert snapshot(acme) == before
