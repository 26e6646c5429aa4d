"""Take an incident from its beginning to its end on a status page."""

import os
import time

import statuspageio
from statuspageio.errors import RequestError, ResourceError

client = statuspageio.Client(
    api_key=os.environ["STATUSPAGE_KEY"],
    page_id=os.environ["STATUSPAGE_PAGE"],
    organization_id=os.environ["STATUSPAGE_ORGANIZATION"],
    base_url=os.environ["STATUSPAGE_SERVER"],
    timeout=30,
)
shop = client.components.create(name="Shop", description="The web shop", status="operational")
print([component.name for component in client.components.list()])

incident = client.incidents.create(name="The shop is slow", status="investigating", component_ids=[shop.id])
client.components.update(shop.id, status="degraded_performance")
client.incidents.update(incident.id, status="identified", message="The database is busy.")
for each in client.incidents.list_unresolved():
    print(each.name, each["status"])
client.incidents.update(incident.id, status="resolved", message="All is well.")
client.components.update(shop.id, status="operational")
print(len(client.incidents.list_unresolved()), "open of", len(client.incidents.list()))

print(client.subscribers.create(email="reader@example.org").email, len(client.users.list()))
metric = client.metrics.create("self", name="Latency", suffix="ms")
client.metrics.submit_data(metric.id, timestamp=int(time.time()), value=118)
client.metrics.delete(metric.id)
client.incidents.delete(incident.id)
client.components.delete(shop.id)
try:
    client.components.create(name="")
except ResourceError as error:
    print(error.http_status)
try:
    client.components.update(shop.id, status="operational")
except RequestError as error:
    print(error.http_status)
