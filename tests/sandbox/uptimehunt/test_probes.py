"""The places that services are checked from."""

from __future__ import annotations

from uptimekit.sandbox.uptimehunt._probes import PROBES


def test_probes_are_places_of_their_own() -> None:
    """Ids count from 1, no place is there twice, and each is on the map."""
    assert [probe.id for probe in PROBES] == list(range(1, len(PROBES) + 1))
    assert len({probe.city for probe in PROBES}) == len({probe.hostname for probe in PROBES}) == len(PROBES)
    assert all(-90 <= probe.latitude <= 90 and -180 <= probe.longitude <= 180 for probe in PROBES)


def test_shapes() -> None:
    """A check says least of a probe, the probe itself has an id and a region, and the map where it is."""
    probe = PROBES[0]
    assert probe.full() == {"id": 1, "region": "Europe", **probe.brief()}
    assert set(probe.spot()) == {"id", "city", "country", "latitude", "longitude"}
