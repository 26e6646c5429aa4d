"""The fault cases of what an error shows, in process and over a socket."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.runtime._kit import KEY, POST, Driver, request, status

from uptimekit import UptimeKitError
from uptimekit._runtime.errors import UnprocessableError

from ._facades import CHECK, PING_KEY, healthchecks_client
from ._network import Play
from ._server import Seen


def _echo(sent: Seen) -> httpx.Response:
    key = sent.headers["x-api-key"]
    return status(422, {"error": f"bad key {key}", "code": key, "errors": {"key": [key]}}, x_request_id="r1")


@pytest.mark.fault(57)
def test_case_57_an_error_that_is_kept_and_shown(
    driver: Driver, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """An error pickles and copies with all it knows, and neither it, its log nor its traceback shows a key."""
    with caplog.at_level(logging.DEBUG):
        error: Any = driver.error(play(_echo).client(), request(POST, json={"note": "mine"}))
    for twin in (error, pickle.loads(pickle.dumps(error)), copy.deepcopy(error), copy.copy(error)):
        assert type(twin) is UnprocessableError
        assert vars(twin) == vars(error)
        assert (str(twin), twin.args) == (str(error), error.args)
        assert (twin.status_code, twin.request_id, twin.operation) == (422, "r1", "postThings")
        shown = (str(twin), repr(twin), repr(vars(twin)), "".join(traceback.format_exception(twin)))
        assert not [text for text in shown if KEY in text]
    assert KEY not in caplog.text
    assert "***" in str(error)


def _repeats(sent: Seen) -> httpx.Response:
    told = f"no {sent.target}, {sent.target.replace('-', '').upper()} for {sent.headers}"
    return status(404, {"error": told, "code": sent.target}, x_request_id=sent.target)


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.get_check(CHECK),
        lambda client: client.success_ping(uuid=CHECK),
        lambda client: client.fail_ping(slug="job"),
    ],
    ids=["check", "ping", "slug ping"],
)
@pytest.mark.fault(81)
def test_case_81_a_server_that_repeats_the_address(
    call: Callable[[Any], Any], driver: Driver, play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    """A ping key or a UUID that comes back is in no error, no event and no log line."""
    events: list[Any] = []
    client = healthchecks_client(driver, play(_repeats), hooks=[events.append])
    with caplog.at_level(logging.DEBUG), pytest.raises(UptimeKitError) as caught:
        driver.run(call(client))
    error = caught.value
    assert error.status_code == 404
    shown = [str(error), repr(error), repr(vars(error)), repr(events), caplog.text]
    shown.append(pickle.dumps(error).decode("latin-1"))
    secrets = (CHECK, CHECK.replace("-", "").upper(), PING_KEY, KEY)
    assert not [text for text in shown for secret in secrets if secret in text]
