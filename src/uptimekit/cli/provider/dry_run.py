"""``--dry-run``: the request that would be sent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.unset import UNSET

from ..json_text import json_text
from ..output import OutputFormat, write_object

if TYPE_CHECKING:
    from uptimekit._runtime.preview import Preview

__all__ = ["show_preview"]


def show_preview(preview: Preview, output: OutputFormat) -> None:
    """Print *preview* as HTTP writes a request; as one object if another form than a table is asked for."""
    if output != "table":
        body = {} if preview.body is UNSET else {"body": preview.body}
        write_object(
            {"method": preview.method, "url": preview.url, "headers": dict(preview.headers), **body}, output
        )
        return
    lines = [
        f"{preview.method} {preview.url}",
        *(f"{name}: {text}" for name, text in preview.headers.items()),
    ]
    sys.stdout.write("".join(f"{sanitized(line, len(line) + 1)}\n" for line in lines))
    if preview.body is not UNSET:
        sys.stdout.write(f"\n{_body(preview.body)}\n")


def _body(body: Any) -> str:
    return body if isinstance(body, str) and not sys.stdout.isatty() else json_text(body)
