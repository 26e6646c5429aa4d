"""Tests of a generated client with every kind of credential, over a real socket."""

from __future__ import annotations

import asyncio
import base64
import importlib
import logging
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, get_type_hints

import pytest
from tests.faults._server import FaultServer, Seen, answer, answer_json

from codegen.pipeline import Folders, generate
from uptimekit._runtime.errors import AuthenticationError

from ._support import HERE, ROOT

QUERY_KEY, SID, USER, PASSWORD = "key/of+the query", "sid-of-a-session", "jane.example", "pässword-of-jane"
BASIC = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated package of ``vault.yaml``."""
    root = tmp_path_factory.mktemp("vault")
    (root / "specs").mkdir()
    (root / "specs" / "vault.yaml").write_bytes((HERE / "vault.yaml").read_bytes())
    generate(Folders(root / "specs", ROOT / "templates", root / "generated"), ["vault"])
    sys.path.append(str(root / "generated"))
    importlib.invalidate_caches()
    yield importlib.import_module("uptimekit_clients.vault")
    sys.path.remove(str(root / "generated"))


@pytest.fixture
def server() -> Iterator[FaultServer]:
    started = FaultServer()
    yield started
    started.stop()


Use = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def use(vault: ModuleType, server: FaultServer, request: pytest.FixtureRequest) -> Use:
    """A function that builds either client with these secrets, and returns what *call* makes of its boxes."""

    def used(call: Callable[[Any], Any], **secrets: Any) -> Any:
        made = {"base_url": server.url, "retries": 0, **secrets}
        if request.param == "async":
            return asyncio.run(_awaited(vault, made, call))
        with vault.Client(**made) as client:
            result = call(client.boxes)
            return list(result) if hasattr(result, "pages") else result

    return used


async def _awaited(vault: ModuleType, made: dict[str, Any], call: Callable[[Any], Any]) -> Any:
    async with vault.AsyncClient(**made) as client:
        result = call(client.boxes)
        return [each async for each in result] if hasattr(result, "pages") else await result


def _sent(server: FaultServer) -> Seen:
    (seen,) = server.requests
    return seen


def test_two_keys_go_out_together(use: Use, server: FaultServer) -> None:
    """Both keys of an alternative are sent, and not the login, which is another one."""
    server.play(answer(204))
    use(lambda boxes: boxes.open(), key="first-key", app_key="second-key", login=(USER, PASSWORD))
    headers = _sent(server).headers
    assert (headers["x-key"], headers["x-app-key"], "authorization" in headers) == (
        "first-key",
        "second-key",
        False,
    )


def test_one_key_of_two_is_not_enough(use: Use, server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With half of an alternative the other one is sent, here from the environment; without it nothing is."""
    with pytest.raises(
        AuthenticationError, match="pass app_key= or pass login= or set VAULT_APP_KEY or set VAULT_LOGIN"
    ):
        use(lambda boxes: boxes.open(), key="first-key")
    monkeypatch.setenv("VAULT_LOGIN", f"{USER}:{PASSWORD}")
    server.play(answer(204))
    use(lambda boxes: boxes.open(), key="first-key")
    assert (_sent(server).headers["authorization"], "x-key" in _sent(server).headers) == (BASIC, False)


def test_a_cookie_and_a_login(use: Use, server: FaultServer) -> None:
    """An optional alternative of cookie and basic sends both, or neither."""
    server.play(answer_json({"boxes": []}), answer_json({"boxes": []}))
    use(lambda boxes: boxes.list_near(distance=1), session=SID, login=f"{USER}:{PASSWORD}")
    use(lambda boxes: boxes.list_near(), session=SID)
    both, neither = (seen.headers for seen in server.requests)
    assert (both["cookie"], both["authorization"]) == (f"sid={SID}", BASIC)
    assert not {"cookie", "authorization"} & neither.keys()


def test_a_key_in_the_query_goes_with_every_page(
    use: Use, server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Each page gets the key once, also one whose link has it already; no log line has it, nor the transport's."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "uptimekit"):
        caplog.set_level(logging.DEBUG, name)
    key = "api+key=key%2Fof%2Bthe+query"
    links = [f"{server.url}/boxes?after=1&api%20key=key/of%2Bthe%20query", "/boxes?after=2", None]
    server.play(*(answer_json({"boxes": [str(number)], "next": link}) for number, link in enumerate(links)))
    assert use(lambda boxes: boxes.iter(), query_key=QUERY_KEY) == ["0", "1", "2"]
    assert [seen.target for seen in server.requests] == [
        f"/boxes?{key}",
        f"/boxes?after=1&{key}",
        f"/boxes?after=2&{key}",
    ]
    assert "GET /boxes (listBoxes)" in caplog.text
    assert "the+query" not in caplog.text
    assert "the%20query" not in caplog.text


def test_editors_show_the_types(vault: ModuleType) -> None:
    """A login is a pair or a text, any other secret a text; the docstring says what a login is."""
    hints = get_type_hints(
        vault.Client.__init__,
        vars(importlib.import_module("uptimekit_clients.vault.client")) | {"HTTPClient": Any},
    )
    assert hints["login"] == tuple[str, str] | str | None
    assert hints["query_key"] == hints["session"] == hints["key"] == str | None
    said = " ".join(vault.Client.__doc__.split())
    assert (
        'login: Of the vault\'s owner. A pair (user, password), or "user:password" in one text. '
        "Defaults to the environment variable VAULT_LOGIN." in said
    )
