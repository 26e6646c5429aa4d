"""The output of a command on a terminal, as SVG."""

from __future__ import annotations

import html
import io
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

__all__ = ["captured", "drawn"]

# Rich's own format loads a font from a server.
_FORMAT: Final = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>A terminal with the output of COMMAND</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""
_THEME: Final = TerminalTheme(
    (26, 29, 33),
    (232, 234, 237),
    [(48, 53, 59), (255, 123, 123), (86, 201, 144), (240, 178, 74), (138, 176, 255), (207, 157, 240), (116, 199, 210), (232, 234, 237)],
    [(115, 123, 132), (255, 123, 123), (86, 201, 144), (240, 178, 74), (138, 176, 255), (207, 157, 240), (116, 199, 210), (255, 255, 255)],
)  # fmt: skip


def captured(arguments: Sequence[str], columns: int) -> str:
    """Run ``uptimekit`` with *arguments* on a terminal of so many columns, and return what it writes there."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "uptimekit", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        written = bytearray()
        try:
            while data := os.read(ours, 65_536):
                written += data
        except OSError:  # on Linux, when the other end is closed
            pass
        os.close(ours)
    return written.decode().replace("\r\n", "\n")


def drawn(command: str, shown: str, columns: int) -> str:
    """Return a terminal with a *command* and what it has *shown*, as SVG that loads nothing."""
    console = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "bright_black"), (command, "bold")))
    console.print(Text.from_ansi(shown))
    code_format = _FORMAT.replace("COMMAND", html.escape(command))
    return console.export_svg(title="", theme=_THEME, code_format=code_format, unique_id="terminal")
