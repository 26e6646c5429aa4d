"""Checking a request against the document as it is written."""

from __future__ import annotations

import base64
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from apimodel.document import METHODS, JsonObject

from .bodies import is_json, plain, problem
from .comparing import shown
from .server import Seen
from .styles import Pairs, cookies_of, pairs_of, take
from .trial import Trial
from .written import Written

Secrets = Mapping[str, tuple[str, str, str]]
"""For each scheme, where its secret goes (header, query or cookie), under which name, and with which text."""
_ANY: Final = "*/*"


def wrong_in(
    seen: Seen, written: Written, trial: Trial, base: str, secrets: Secrets, wanted: Collection[str]
) -> Iterator[str]:
    """Say what is wrong with a request.

    *base* is the path of the server's address, *wanted* names the schemes of which it must have the secrets.
    """
    method = written.method.upper() if written.method in METHODS else written.method
    if seen.method != method:
        yield f"expected the method {method}, saw {seen.method}"
    path, _, query = seen.target.partition("?")
    yield from _path(path, written, trial, base)
    pairs = pairs_of(query)
    headers: Pairs = list(seen.headers.items())
    cookies = cookies_of(seen.headers.get("cookie", ""))
    yield from _credentials(wanted, secrets, {"header": headers, "query": pairs, "cookie": cookies})
    for parameter, value in trial.parameters:
        place, name = parameter["in"], parameter["name"]
        if place == "path":
            continue
        where = {"query": pairs, "header": headers, "cookie": cookies}[place]
        data = {**parameter, "name": name.lower() if place == "header" else name}
        if found := take(data, value, where):
            yield f"{place} parameter {name}: {found}"
    if pairs:
        yield f"expected no more in the query, saw {shown(pairs)}"
    if cookies:
        yield f"expected no more cookies, saw {shown(cookies)}"
    yield from _accept(seen.headers.get("accept", ""), written)
    if trial.media:
        if found := problem(trial.media, trial.body, seen, trial.encoding):
            yield f"body: {found}"
    elif seen.body not in (b"", b"{}"):
        yield f"expected no body, saw {shown(seen.body)}"


def _path(path: str, written: Written, trial: Trial, base: str) -> Iterator[str]:
    template = re.split(r"[?#]", base + written.path)[0]
    parts = re.split(r"{([^}]*)}", template)
    pattern = "".join("([^/]*)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
    match = re.fullmatch(pattern, path)
    if match is None:
        yield f"expected the path {template}, saw {path}"
        return
    values = {p["name"]: (p, value) for p, value in trial.parameters if p["in"] == "path"}
    for name, text in zip(parts[1::2], match.groups(), strict=True):
        parameter, value = values[name]
        text = unquote(text) if parameter.get("x-encoded-twice") else text
        if found := take(parameter, value, [(name, unquote(text))]):
            yield f"path parameter {name}: {found}"


def _credentials(wanted: Collection[str], secrets: Secrets, places: dict[str, Pairs]) -> Iterator[str]:
    """Take the credentials out of a request: those of the schemes *wanted* must be there, and no others."""
    for scheme in wanted:
        if scheme not in secrets:
            yield f"the security scheme {scheme} is not described"
            continue
        place, name, text = secrets[scheme]
        found = [value for key, value in places[place] if key == name]
        if found != [text]:
            yield f"credential {scheme}: expected {name} = {text} in the {place}, saw {shown(found)}"
    needed = {secrets[scheme][:2] for scheme in wanted if scheme in secrets}
    for scheme, (place, name, text) in secrets.items():
        if (place, name) not in needed and (name, text) in places[place]:
            yield f"expected no credential {scheme}, saw it in the {place}"
    for place, name, _ in secrets.values():
        places[place][:] = [pair for pair in places[place] if pair[0] != name or place == "header"]


def _accept(accept: str, written: Written) -> Iterator[str]:
    documented = [plain(media) for _, media, _ in written.successes if media]
    if not documented or _ANY in documented:
        return
    json = [media for media in documented if is_json(media)]
    text = [media for media in documented if media.startswith("text/")]
    wanted: Any = json or text or documented
    asked = [part.partition(";")[0].strip() for part in accept.split(",")]
    if not any(media in wanted for media in asked):
        yield f"expected Accept: {wanted[0]}, saw {accept}"


def secrets_of(spec: JsonObject, given: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Return where the secrets *given* by scheme go, as the document's security schemes say."""
    found: dict[str, tuple[str, str, str]] = {}
    for name, scheme in spec.get("components", {}).get("securitySchemes", {}).items():
        if name not in given:
            continue
        secret = given[name]
        if isinstance(secret, tuple):
            pair = base64.b64encode(":".join(secret).encode()).decode()
            found[name] = ("header", "authorization", f"Basic {pair}")
        elif scheme.get("type") == "apiKey":
            place, key = scheme["in"], scheme["name"]
            text = scheme.get("x-prefix", "") + secret
            found[name] = (place, key.lower() if place == "header" else key, text)
        else:
            found[name] = ("header", "authorization", scheme.get("x-prefix", "Bearer ") + secret)
    return found
