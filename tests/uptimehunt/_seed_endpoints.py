"""The rows of the vendor's tables of endpoints, typed from its overview, and the method that each is here."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["BEYOND", "ENDPOINTS", "Row"]


class Row(NamedTuple):
    """One endpoint: verb, path as the overview writes it, our method, its arguments, and the success status."""

    method: str
    path: str
    call: str
    positional: tuple[str, ...] = ()  # names of ids that the test knows
    named: dict[str, Any] = {}  # noqa: RUF012  (never changed)
    status: int = 200


SERVICE: dict[str, Any] = {"name": "Shop", "type": "http", "config": {"url": "https://shop.example"}}

ENDPOINTS = (
    Row("POST", "/auth/login", "auth.login", named={"email": "@email", "password": "@password"}),
    Row(
        "POST",
        "/auth/register",
        "auth.register",
        named={"email": "new@main.example", "password": "a-password"},
        status=201,
    ),
    Row("POST", "/auth/logout", "auth.logout"),
    Row("POST", "/auth/refresh", "auth.refresh", named={"refresh": "@refresh"}),
    Row("GET", "/auth/me", "auth.me"),
    Row("GET", "/projects", "projects.list"),
    Row("POST", "/projects", "projects.create", named={"name": "New"}, status=201),
    Row("GET", "/projects/{id}", "projects.get", ("project",)),
    Row("PUT", "/projects/{id}", "projects.update", ("project",), {"name": "Renamed"}),
    Row("DELETE", "/projects/{id}", "projects.delete", ("project",), status=204),
    Row("GET", "/projects/{id}/services", "projects.services", ("project",)),
    Row("POST", "/projects/reorder", "projects.reorder", named={"order": "@order"}),
    Row("GET", "/services", "services.list"),
    Row("POST", "/services", "services.create", named=SERVICE, status=201),
    Row("GET", "/services/{id}", "services.get", ("service",)),
    Row("PUT", "/services/{id}", "services.update", ("service",), SERVICE),
    Row("DELETE", "/services/{id}", "services.delete", ("service",), status=204),
    Row("GET", "/services/{id}/status", "services.get_status", ("service",)),
    Row("GET", "/services/{id}/metrics/response-times", "metrics.response_times", ("service",)),
    Row("GET", "/services/{id}/metrics/sparkline", "metrics.sparkline", ("service",)),
    Row("GET", "/services/{id}/metrics/uptime", "metrics.uptime", ("service",)),
    Row("GET", "/services/{id}/errors", "metrics.errors", ("service",)),
    Row("GET", "/service-types", "service_types.list"),
    Row("GET", "/service-types/{type}", "service_types.get", ("type",)),
    Row("GET", "/service-types/{type}/schema", "service_types.get_schema", ("type",)),
    Row("GET", "/probes", "probes.list"),
    Row("GET", "/probes/{id}", "probes.get", ("probe",)),
    Row("GET", "/probes/map", "probes.map"),
    Row("GET", "/users/profile", "users.get_profile"),
    Row("PUT", "/users/profile", "users.update_profile", named={"first_name": "Ada"}),
    Row(
        "POST",
        "/users/password",
        "users.change_password",
        named={"current_password": "@password", "new_password": "another-password"},
    ),
    Row("GET", "/health", "system.health"),
    Row("GET", "/status", "system.status"),
)
"""All 33 rows."""

BEYOND = (Row("GET", "/services/{id}/checks", "services.list_checks", ("service",)),)
"""What another page of the vendor's documentation has."""
