"""Recordings of requests and their answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from apimodel.document import SpecError

_MALFORMED: Final = (ValueError, ArithmeticError, RecursionError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True)
class Exchange:
    """One request and its answer: as much of both as a spec speaks of.

    ``address`` is the request's path, or its whole URL; ``media`` the answer's content type without parameters.
    """

    method: str
    address: str
    status: int
    media: str
    body: str


def read_recording(path: Path) -> Iterator[Exchange]:
    """Read a recording: JSON Lines, each with a request (method, path) and a response (status, headers, body).

    A body that is not text is taken as JSON.  Raises SpecError with the number of a line that is something else.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError([f"{path}: not readable: {getattr(error, 'strerror', None) or 'no UTF-8'}"]) from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _exchange(line, f"{path}, line {number}")


def _exchange(line: str, where: str) -> Exchange:
    try:
        row = json.loads(line)
        request, response = row["request"], row["response"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        media = str(headers.get("content-type", "")).partition(";")[0].strip().lower()
        body = response.get("body")
        body = body if isinstance(body, str) else "" if body is None else json.dumps(body)
        return Exchange(request["method"].lower(), request["path"], int(response["status"]), media, body)
    except _MALFORMED:  # the text of an error may quote what was recorded
        what = "no request with method and path, and response with status and headers"
        raise SpecError([f"{where}: {what}"]) from None
