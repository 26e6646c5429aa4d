"""No way of sending a credential shows it: not together with others, as HTTP basic, in the query or in a cookie."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from tests.faults._server import FaultServer, Step, answer, close_after_request
from tests.runtime._forms import CANARIES, EVERYTHING, FORMS, NONE, SECRETS
from tests.runtime._kit import Driver, request

from .test_echoes import BODIES, _echo, _shown
from .test_tracebacks import _locals_of_ours

FAILURES: list[Step] = [answer(200, b"<html>", "text/html"), answer(200, b"no gzip", content_encoding="gzip")]
FORMS_OF_TEXT = {form for text in CANARIES for form in (text, json.dumps(text)[1:-1], repr(text)[1:-1])}


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_every_form(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """A server that repeats all it got, in errors, redirects and odd answers, makes no text and no frame show it."""
    for name in ("", "uptimekit", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, name or None)
    steps = [_echo(status, body) for body in BODIES.values() for status in (400, 404, 503, 302)]
    steps += [*FAILURES, close_after_request]
    server, driver, events = FaultServer(*steps), Driver(kind), list[Any]()
    client = driver.client(
        provider=FORMS, urls={"base": server.url}, secrets=NONE | SECRETS, hooks=[events.append], retries=0
    )
    said: list[str] = []
    try:
        for _ in steps:
            try:
                driver.json(client, request(EVERYTHING))
            except Exception as error:
                said += [*_shown(error), *_locals_of_ours(error)]  # type: ignore[arg-type]
    finally:
        driver.finish()
        server.stop()
    assert [("token=" in seen.target, "cookie" in seen.headers) for seen in server.requests] == [
        (True, True)
    ] * len(steps)
    assert len(events) >= 2 * len(steps)
    said += [repr(client), repr(events), caplog.text]
    assert [(form, text) for form in FORMS_OF_TEXT for text in said if form in text] == []
