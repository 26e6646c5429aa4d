"""Service types, probes, and the state of the service itself."""

from __future__ import annotations

from starlette.responses import Response

from uptimekit.sandbox.uptimehunt._call import Call
from uptimekit.sandbox.uptimehunt._http import RefusalError, data_reply
from uptimekit.sandbox.uptimehunt._paging import page_reply
from uptimekit.sandbox.uptimehunt._probes import PROBES
from uptimekit.sandbox.uptimehunt._service_types import SERVICE_TYPES, ServiceType

__all__ = [
    "get_health",
    "get_probe",
    "get_probe_map",
    "get_service_type",
    "get_service_type_schema",
    "get_system_status",
    "list_probes",
    "list_service_types",
]


def list_service_types(call: Call) -> Response:
    """GET service-types."""
    del call
    return data_reply([_shown(kind) for kind in SERVICE_TYPES.values()])


def get_service_type(call: Call) -> Response:
    """GET service-types/{type}."""
    return data_reply(_shown(_kind(call)))


def get_service_type_schema(call: Call) -> Response:
    """GET service-types/{type}/schema: a JSON Schema of a service's `config`."""
    return data_reply(_kind(call).schema())


def list_probes(call: Call) -> Response:
    """GET probes."""
    return page_reply(call, PROBES, lambda probe: probe.full())


def get_probe(call: Call) -> Response:
    """GET probes/{id}."""
    chosen = next((probe for probe in PROBES if probe.id == int(call.ids[0])), None)
    if chosen is None:
        raise RefusalError(404, "There is no probe with this id")
    return data_reply(chosen.full())


def get_probe_map(call: Call) -> Response:
    """GET probes/map: where each is."""
    del call
    return data_reply([probe.spot() for probe in PROBES])


def get_health(call: Call) -> Response:
    """GET health."""
    del call
    return data_reply({"status": "healthy"})


def get_system_status(call: Call) -> Response:
    """GET status."""
    del call
    return data_reply({"status": "operational", "probes": len(PROBES)})


def _kind(call: Call) -> ServiceType:
    kind = SERVICE_TYPES.get(call.ids[0])
    if kind is None:
        raise RefusalError(404, "There is no service type of this name")
    return kind


def _shown(kind: ServiceType) -> dict[str, object]:
    return {"type": kind.type, "name": kind.name, "description": kind.description}
