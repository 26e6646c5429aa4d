"""A loopback check of every operation of a generated package, built from the document itself.

The document is read as it is written, not in the form that the generator made of it.  Its schemas (``schemas``) give
values (``samples``), of which arguments (``trial``) and answers (``answers``, ``pages``, ``failures``) are made; a
server on the loopback address (``server``) keeps the requests, which are read by the document's own rules (``asked``,
``styles``, ``bodies``); what the client returns is compared with what was sent (``results``).
"""

from __future__ import annotations

from .tryout import Report, try_out

__all__ = ["Report", "try_out"]
