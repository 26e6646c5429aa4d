"""Types of services, and their configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from uptimekit.sandbox.uptimehunt._fields import HeaderList, Object, Text, Whole

__all__ = ["SERVICE_TYPES", "ServiceType"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# In both dialects of regular expressions, Python's and that of JSON Schema.
_WEB_ADDRESS = r"https?://[^\s/?#@:]+(:[0-9]{1,5})?([/?#]\S*)?"
_HOST = r"[A-Za-z0-9_.:-]+"


@dataclass(frozen=True, slots=True)
class ServiceType:
    """A kind of service."""

    type: str
    name: str
    description: str
    config: Object

    def schema(self) -> dict[str, object]:
        """What a configuration may be, as a JSON Schema."""
        return {"$schema": _DIALECT, "title": self.name, **self.config.schema()}


_HTTP = Object(
    required=True,
    fields={
        "url": Text(most=4096, pattern=_WEB_ADDRESS, meaning="a valid http or https URL", required=True),
        "method": Text(choices=("GET", "POST", "HEAD")),
        "expected_status_code": Whole(minimum=100, maximum=599),
        "timeout": Whole(minimum=1, maximum=300),
        "auth_type": Text(choices=("none", "basic", "bearer")),
        "headers": HeaderList(),
    },
)
_PING = Object(
    required=True,
    fields={
        "ip": Text(least=1, most=253, pattern=_HOST, meaning="an IP address or a host name", required=True)
    },
)

SERVICE_TYPES: Mapping[str, ServiceType] = {
    "http": ServiceType("http", "HTTP", "Asks for an address and looks at the answer.", _HTTP),
    "ping": ServiceType("ping", "Ping", "Sends echo requests to a host.", _PING),
}
