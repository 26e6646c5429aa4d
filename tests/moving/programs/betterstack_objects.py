"""Keep the monitors of a shop as they should be, and report on them."""

import os

from betterstack.uptime import APIError, BearerAuth, NotFoundError, PaginatedAPI, ValidationError
from betterstack.uptime.objects import Heartbeat, Incident, Monitor, MonitorGroup

auth = BearerAuth(os.environ["BETTERSTACK_TOKEN"])
api = PaginatedAPI(os.environ["BETTERSTACK_URL"], auth, retries=5, timeout=60.0)

group = MonitorGroup.new(api, name="Shop")
created, shop = Monitor.get_or_create(api, url="https://shop.example.org", monitor_type="status")
shop.pronounceable_name = "Shop"
shop.check_frequency = 60
shop.monitor_group_id = int(group.id)
print(created, shop.is_paused, sorted(shop.get_modified_properties()))
shop.save()
print([monitor.pronounceable_name for monitor in group.monitors])

for number in range(60):
    Heartbeat.new(api, name=f"Job {number:02}", period=86_400, grace=3_600)
print(len([each for each in Heartbeat.get_all_instances(api) if each.period == 86_400]))
print([monitor.check_frequency for monitor in Monitor.filter(api, url="https://shop.example.org")])

Incident.new(api, requester_email="oncall@example.org", summary="The shop is slow", name="Slow shop")
for incident in Incident.filter(api, resolved="false"):
    incident.acknowledge(acknowledged_by="On call")
    incident.resolve(resolved_by="On call")
    print(incident.name, incident.is_acknowledged, incident.is_resolved)
shop.sla.fetch_sla("2026-11-01", "2026-11-27")
print(shop.sla.timeframe, shop.sla.number_of_incidents)

shop.delete()
try:
    shop.fetch_data()
except NotFoundError as error:
    print(error.status_code)
try:
    Monitor.new(api, monitor_type="status")
except APIError as error:
    print(error.status_code)
try:
    list(Monitor.filter(api, colour="red"))
except ValidationError:
    print("no such filter")
