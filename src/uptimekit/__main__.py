"""``python -m uptimekit`` is the command ``uptimekit``."""

from __future__ import annotations

import sys

from uptimekit.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
