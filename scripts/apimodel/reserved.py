"""Names that generated code needs itself, so that nothing of a document can have them."""

from __future__ import annotations

from typing import Final

# Classes and types that generated modules name beside those of the document's schemas (kept by a test).
CLASSES: Final = frozenset(
    {"Any", "AsyncBaseClient", "AsyncClient", "AsyncPager", "BaseClient", "Callable", "ClassVar", "Client"}
    | {"Layout", "ListRequest", "Literal", "Mapping", "Model", "NotRequired", "OpenStrEnum", "Operation"}
    | {"Pager", "Pagination", "Request", "Self", "Sequence", "TypeAlias", "TypedDict", "Union", "Unset"}
    | {"FileContent", "TYPE_CHECKING", "UNSET", "UUID", "LateReader", "Upload"}
)
# attrs takes an annotation that begins with this for that of a class variable.
NO_FIELD: Final = "ClassVar"
# The same for the classes of tags, which stand in the module of the clients, too.
TAG_CLASSES: Final = CLASSES | frozenset(
    {"AsyncHTTPClient", "ClientOptions", "Credential", "ErrorShape", "HTTPClient", "Provider", "RateLimit"}
    | {"Server", "Unpack"}
)
# What a client has beside its resources (uptimekit._runtime.BaseClient and AsyncBaseClient; kept by a test).
CLIENT: Final = frozenset(
    {
        "aclose",
        "add_hook",
        "cached_property",
        "call",
        "capture",
        "clock",
        "close",
        "forecast",
        "http_client",
        "options",
        "paginate",
        "preview",
        "send",
    }
    | {"with_options", "with_servers"}
)
# Types that annotations in a resource class name; list is written builtins.list.
TYPES: Final = frozenset({"bool", "bytes", "dict", "float", "int", "object", "str", "builtins", "datetime"})
# Functions that a requests module calls; an operation's own function would take their place.
READERS: Final = frozenset(
    {"unchanged", "hides_locals", "items_of", "list_of", "map_of", "parse_date", "parse_datetime"}
    | {"fitting", "read_by_status", "read_bytes", "read_json", "read_nothing", "read_text", "tagged", "union"}
)
# Arguments that every client's constructor has already (uptimekit._runtime.ClientOptions; kept by a test).
CONSTRUCTOR: Final = frozenset(
    {"clock", "close_http_client", "deadline", "error_classes", "headers", "hooks", "http_client"}
    | {
        "backoff",
        "fast",
        "mask",
        "max_response_bytes",
        "on_unknown",
        "options",
        "proxy",
        "rate_limit",
        "retries",
    }
    | {"retry_after_ceiling", "rng", "secret_sources", "self"}
    | {"timeout", "transport", "user_agent", "provider", "servers", "secrets", "variables", "verify"}
)
