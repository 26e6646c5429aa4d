"""Further arguments of the verbs."""

from __future__ import annotations

from uptimekit._runtime import CallOptions

__all__ = ["RequestOptions"]


class RequestOptions(CallOptions, total=False):
    """Further arguments of the verbs, by keyword; the others are told in ``uptimekit.CallOptions``.

    Attributes:
        headers: further request headers.
        raw: whether to send the body as it is and to leave the envelope around the answer.  Default False.
        timeout: seconds to wait for each of connecting, sending and the next byte.
    """

    raw: bool
