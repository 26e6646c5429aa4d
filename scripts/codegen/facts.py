"""Static facts of an operation, as the arguments of ``Operation(...)`` and ``Pagination(...)``."""

from __future__ import annotations

from typing import Any, Final

from .names import identifier
from .normalise import JSON
from .secret_names import secret_names
from .spec import JsonObject, RawOperation

__all__ = ["operation_facts", "pagination_facts"]

_IDEMPOTENT: Final = frozenset({"get", "head", "put", "delete", "options"})
_DEFAULTS: Final[dict[str, Any]] = {
    "server": "base",
    "security": (),
    "anonymous": True,
    "idempotent": False,
    "idempotent_field": None,
    "idempotent_drops": (),
    "envelope": None,
    "accept": JSON,
    "returns_body": True,
    "deprecated": False,
    "secrets": (),
}


def operation_facts(
    spec: JsonObject, raw: RawOperation, credentials: dict[str, str], accept: str, *, returns_body: bool
) -> dict[str, Any]:
    """Return the arguments of ``Operation(...)`` that differ from its defaults."""
    rule = raw.data.get("x-idempotent", raw.method in _IDEMPOTENT)
    idempotent, drops = (rule["field"], rule["drops"]) if isinstance(rule, dict) else (rule, {})
    security, anonymous = _security(spec, raw, credentials)
    facts = {
        "server": _server(raw),
        "security": security,
        "anonymous": anonymous,
        "idempotent": idempotent is True,
        "idempotent_field": idempotent if isinstance(idempotent, str) else None,
        "idempotent_drops": tuple(drops.items()),
        "envelope": raw.data.get("x-envelope"),
        "accept": accept,
        "returns_body": returns_body,
        "deprecated": bool(raw.data.get("deprecated")),
        "secrets": secret_names(spec, raw),
    }
    return {name: value for name, value in facts.items() if value != _DEFAULTS[name]}


def _server(raw: RawOperation) -> str:
    servers = raw.data.get("servers") or raw.item.get("servers")
    return identifier(servers[0]["x-name"]) if servers else "base"


def _security(
    spec: JsonObject, raw: RawOperation, credentials: dict[str, str]
) -> tuple[tuple[str, ...], bool]:
    rules: list[JsonObject] = raw.data.get("security", spec.get("security")) or []
    names = tuple(credentials[name] for rule in rules for name in rule)
    return names, not rules or {} in rules


def pagination_facts(rule: JsonObject) -> dict[str, Any]:
    """Return the arguments of ``Pagination(...)`` that differ from its defaults."""
    size = rule.get("size", {})
    facts = {
        "style": rule["style"],
        "items": rule["items"],
        "parameter": rule.get("parameter", ""),
        "first": rule.get("first", 0 if rule["style"] == "offset" else 1),
        "size_parameter": size.get("parameter", ""),
        "size": size.get("maximum", 0),
        **{
            name.replace("-", "_"): rule.get(name, "")
            for name in ("next", "last", "total-pages", "total-items")
        },
        "short_page_ends": bool(rule.get("short-page-ends")),
        "hosts": tuple(rule.get("hosts", ())),
    }
    defaults = {"first": 1, "short_page_ends": False, "hosts": (), "size": 0}
    kept = ("style", "items")
    return {name: value for name, value in facts.items() if name in kept or value != defaults.get(name, "")}
