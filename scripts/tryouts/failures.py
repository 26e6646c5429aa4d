"""Error answers, and the errors that a call must raise for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import uptimekit
from apimodel.document import JsonObject

from .answers import Answer, json_answer
from .comparing import shown
from .samples import Sampler
from .schemas import Schemas
from .written import Written

_CLASSES: Final = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableError",
    429: "RateLimitError",
}


def failure(schemas: Schemas, written: Written, notes: list[str]) -> Answer | None:
    """Return the first documented error answer with JSON."""
    if (found := written.failure) is None:
        return None
    status, media, schema = found
    value = Sampler(schemas, notes=notes, text="tryout failure").value(schema)
    return json_answer(status, media, schema, value)


def wrong_error(error: Exception | None, answer: Answer, spec: JsonObject) -> Iterator[str]:
    """Say what is wrong with the error that a call raised for *answer*."""
    status = answer.reply.status
    rules = spec.get("x-provider", {})
    limited = status in rules.get("rate-limit-statuses", (429,))
    name = _CLASSES.get(429 if limited else status, "ServerError" if status >= 500 else "APIStatusError")
    wanted = getattr(uptimekit, name)
    if not isinstance(error, wanted):
        yield f"error: expected {name} for {status}, saw {shown(error)}"
        return
    if error.status_code != status:
        yield f"error: expected the status {status}, saw {error.status_code}"
    pointers = rules.get("error", {}).get("message", ())
    said = next((text for pointer in pointers if (text := _at(answer.value, pointer))), None)
    if isinstance(said, str) and said not in error.message:
        yield f"error: expected the message {shown(said)}, saw {shown(error.message)}"


def _at(value: Any, pointer: str) -> Any:
    for name in pointer.removeprefix("/").split("/"):
        value = value.get(name) if isinstance(value, dict) else None
    return value
