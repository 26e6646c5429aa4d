"""``python -m uptimekit`` is the command ``uptimekit``."""

from __future__ import annotations

from uptimekit.cli.main import run

if __name__ == "__main__":
    run()
