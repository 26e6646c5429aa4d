#!/usr/bin/env bash
# prometheus_client answers /metrics?name[]=x with an empty page if x is of a custom collector in a new CollectorRegistry.
#
# Versions: prometheus_client 0.26.0, Python 3.11 and 3.13.
# Behaviour: a registry learns the names of a collector when that is registered: from its describe() if it has one, else
#   from collect(), but only with auto_describe=True, which the global REGISTRY has and CollectorRegistry() has not. A
#   page that is restricted to some names asks only collectors whose names are known. The status is 200 all the same.
# Output seen:
#   CollectorRegistry()                    all: gauge, collected   name[]=collected: nothing   name[]=gauge: gauge
#   CollectorRegistry(auto_describe=True)  all: gauge, collected   name[]=collected: collected   name[]=gauge: gauge
# Why a good guess is wrong: describe() is documented as a way to find duplicates, and as one that custom collectors
#   usually do without; the whole page has the metric, and each Gauge of the same registry is found by its name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check prometheus_client==0.26.0
"$folder/venv/bin/python" - <<'PYTHON'
from urllib.request import ProxyHandler, build_opener

from prometheus_client import CollectorRegistry, Gauge, start_http_server
from prometheus_client.core import GaugeMetricFamily


class Collector:
    def collect(self):
        yield GaugeMetricFamily("collected", "A value that is read for each page.", value=1)


def names(url):
    with build_opener(ProxyHandler({})).open(url) as answer:
        assert answer.status == 200
        lines = answer.read().decode().splitlines()
    return ", ".join(line.split()[0] for line in lines if not line.startswith("#")) or "nothing"


found = {}
for options in ("", "auto_describe=True"):
    registry = CollectorRegistry(auto_describe=True) if options else CollectorRegistry()
    Gauge("gauge", "A value that is set.", registry=registry)
    registry.register(Collector())
    server, thread = start_http_server(0, "127.0.0.1", registry=registry)
    url = f"http://127.0.0.1:{server.server_port}/metrics"
    found[options] = [names(url + query) for query in ("", "?name[]=collected", "?name[]=gauge")]
    server.shutdown()
    server.server_close()
    thread.join()
    whole, collected, gauge = found[options]
    registry_name = f"CollectorRegistry({options})"
    print(f"{registry_name:38} all: {whole}   name[]=collected: {collected}   name[]=gauge: {gauge}")
assert found == {
    "": ["gauge, collected", "nothing", "gauge"],
    "auto_describe=True": ["gauge, collected", "collected", "gauge"],
}, "the behaviour has changed"
PYTHON
