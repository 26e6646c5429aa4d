"""The logger of this package.  Its levels and handlers are the program's, as for any library."""

from __future__ import annotations

import logging

__all__ = ["logger"]

logger = logging.getLogger("uptimekit")
logger.addHandler(logging.NullHandler())
