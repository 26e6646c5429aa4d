"""A server in a function, which keeps the requests that it gets."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import httpx

__all__ = ["Recorder", "response_of"]


class Recorder:
    """Answers in turn, the last one for ever, and keeps the requests it got.

    An answer is a response, a status, or what a response has as JSON.

    Attributes:
        default: the only answer if none is given.
        requests: the requests.
    """

    default: ClassVar[Any] = {}

    def __init__(self, *answers: Any) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = [response_of(answer) for answer in answers or [self.default]]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def sent(self) -> list[tuple[str, str, dict[str, Any], Any]]:
        """Method, path, query and JSON body of each request."""
        return [
            (each.method, each.url.path, dict(each.url.params), json.loads(each.content or "null"))
            for each in self.requests
        ]

    @property
    def last(self) -> tuple[str, str, dict[str, Any], Any]:
        """The newest of :attr:`sent`."""
        return self.sent[-1]


def response_of(answer: Any) -> httpx.Response:
    """Return a response, with a status or with JSON unless *answer* is one already."""
    if isinstance(answer, httpx.Response):
        return answer
    return httpx.Response(answer) if isinstance(answer, int) else httpx.Response(200, json=answer)
