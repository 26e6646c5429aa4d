"""The addresses of a client's servers, and the check that requests go nowhere else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus, urlencode

from . import http_library
from .constants import SHORT_TEXT_LIMIT
from .errors import ConfigurationError, PaginationError
from .operation import Provider
from .sanitize import sanitized

if TYPE_CHECKING:
    from .http_library import URL

__all__ = ["Origin", "api_address", "checked_url", "host_and_port", "origin_of", "pinned", "resolve_servers"]
__all__ += ["with_parameters", "without_parameters"]

_VERSION_AT_END: Final = re.compile(r"/(v[0-9]+)$")
_BARE: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9./_-]*)?")
"""An address without a scheme, and with nothing that may be secret."""
_HOST: Final = re.compile(r"[a-z0-9._-]+|.*:.*")  # a name, or an address of IPv6

Origin = tuple[str, str, int | None]


def origin_of(url: URL) -> Origin:
    """Return scheme, host and port; the port of the scheme if *url* names none."""
    return url.scheme, url.host.lower(), url.port or {"http": 80, "https": 443}.get(url.scheme)


def host_and_port(url: URL) -> str:
    """Return the host and the port of *url*, such as ``example.org:443`` or ``[::1]:8080``."""
    _, host, port = origin_of(url)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def resolve_servers(
    provider: Provider, servers: Mapping[str, str], variables: Mapping[str, str]
) -> dict[str, URL]:
    """Return the address of each server with its variables filled in.

    Raises ConfigurationError for an address that is not http or https, that carries a password, a query
    or a fragment, and for a variable outside its permitted values.
    """
    urls: dict[str, URL] = {}
    for name, template in servers.items():
        allowed = provider.servers[name].variables
        for variable, values in allowed.items():
            if values and variables[variable] not in values:
                raise ConfigurationError(
                    f"{variable} must be one of {', '.join(values)}, not {variables[variable]!r}"
                )
        used = {v: variables[v] for v in allowed}
        urls[name] = checked_url(f"{name}_url", template, used)
    return urls


def checked_url(argument: str, template: str, variables: Mapping[str, str]) -> URL:
    """Return the address of a server; raise ConfigurationError, which names the *argument*, for a bad one."""
    try:
        url = http_library.URL(template.format_map(variables).rstrip("/"))
        _ = url.host  # decodes it
    except (http_library.InvalidURL, KeyError, ValueError, IndexError, TypeError, AttributeError):
        raise ConfigurationError(
            f"{argument} is not a URL; give one such as https://example.org/api"
        ) from None
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.raw_host.decode()):
        hint = f", such as https://{template}" if _BARE.fullmatch(template) else ""
        raise ConfigurationError(f"{argument} needs http:// or https:// and a host name{hint}")
    if url.port is not None and not 0 < url.port < 65_536:  # the system would take its lowest 16 bits
        raise ConfigurationError(f"{argument} has port {url.port}; give one of 1 to 65535")
    if url.userinfo or url.query or url.fragment:
        raise ConfigurationError(f"{argument} must not carry a user name, password, query or fragment")
    return url


def api_address(argument: str, given: str, *, above: str, versions: tuple[str, ...]) -> str:
    """Return the address of an API with its version, without a slash at its end.

    Args:
        argument: name of the argument, for errors.
        given: the site's root, or the API's address with or without its version.  Any other path stays as it is.
        above: path from the root to the versions, such as ``/api``.
        versions: the versions that the client speaks; the first one is added if none is given.

    Raises ConfigurationError for an address that :func:`checked_url` refuses, a version that is not spoken, and a
    path that goes on after the version.
    """
    url = checked_url(argument, given, {})
    path = url.raw_path.decode().rstrip("/")
    address = str(url).rstrip("/")
    site = address.removesuffix(path)
    if version := _VERSION_AT_END.search(path):
        if version[1] in versions:
            return address
        root = f"{site}{path[: version.start()]}/"
        raise ConfigurationError(
            f"{argument} ends with {version[1]}, and this client speaks {' or '.join(sorted(versions))}; give {root}"
        )
    if not path or path.endswith(above or "/"):
        return f"{address}{'' if path else above}/{versions[0]}"
    if version := re.search(rf"{above}/v[0-9]+(?=/)", path):
        raise ConfigurationError(f"{argument} goes on after the version; give {site}{path[: version.end()]}/")
    return address


def pinned(link: str, base: URL, aliases: tuple[str, ...]) -> str:
    """Return *link* as an address on the origin of *base*, the address of the listing's first page.

    A relative link is joined.  A link that names one of the provider's *aliases* (over https, default
    port) is moved to our origin, so that the credential never leaves it.  Raises PaginationError for any
    other origin.
    """
    try:
        target = base.join(link)
        origin = origin_of(target)
    except (http_library.InvalidURL, ValueError):
        raise PaginationError("the link to the next page is not a URL") from None
    if target.userinfo:
        raise PaginationError(
            "the link to the next page carries a user name, which would replace the credential"
        )
    if origin != origin_of(base):
        if origin not in [("https", host.lower(), 443) for host in aliases]:
            seen = sanitized("{}://{}:{}".format(*origin), SHORT_TEXT_LIMIT)
            raise PaginationError(
                f"the link to the next page leads to {seen}; the credential stays with {base.host}"
            )
        target = target.copy_with(scheme=base.scheme, host=base.host, port=base.port)
    return str(target)


def with_parameters(url: str, added: Mapping[str, str]) -> str:
    """Return *url* with the query parameters *added*; those that it has stay as they are spelled."""
    head, mark, fragment = url.partition("#")
    return f"{head}{'&' if '?' in head else '?'}{urlencode(added)}{mark}{fragment}" if added else url


def without_parameters(link: str, names: Collection[str]) -> str:
    """Return *link*, which may be relative, without the query parameters *names*; the others keep their spelling."""
    head, mark, query = link.partition("?")
    query, hash_, fragment = query.partition("#")
    kept = [part for part in query.split("&") if unquote_plus(part.partition("=")[0]) not in names]
    return f"{head}{mark}{'&'.join(kept)}{hash_}{fragment}" if names else link
