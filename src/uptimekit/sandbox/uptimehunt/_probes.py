"""The places from which services are checked."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PROBES", "Probe"]


@dataclass(frozen=True, slots=True)
class Probe:
    """One place. Not a real machine: hosts and networks are examples."""

    id: int
    hostname: str
    city: str
    region: str
    country: str
    isp: str
    latitude: float
    longitude: float

    def brief(self) -> dict[str, object]:
        """What a check says of it."""
        return {"hostname": self.hostname, "city": self.city, "country": self.country, "isp": self.isp}

    def full(self) -> dict[str, object]:
        """What it says of itself."""
        return {"id": self.id, **self.brief(), "region": self.region}

    def spot(self) -> dict[str, object]:
        """Where it is on the map."""
        place = {"latitude": self.latitude, "longitude": self.longitude}
        return {"id": self.id, "city": self.city, "country": self.country, **place}


PROBES = (
    Probe(1, "probe-1.example.net", "Riga", "Europe", "Latvia", "Example Net", 56.95, 24.11),
    Probe(2, "probe-2.example.net", "Lisbon", "Europe", "Portugal", "Example Net", 38.72, -9.14),
    Probe(3, "probe-3.example.net", "Nairobi", "Africa", "Kenya", "Example Telecom", -1.29, 36.82),
    Probe(4, "probe-4.example.net", "Osaka", "Asia", "Japan", "Example Telecom", 34.69, 135.5),
    Probe(5, "probe-5.example.net", "Montreal", "America", "Canada", "Example Fibre", 45.5, -73.57),
)
