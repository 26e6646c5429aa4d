"""Watch a shop with UptimeHunt: create a service, list all, and delete it; with uptimekit."""

import os

from uptimekit.uptimehunt import Client, ValidationError

config = {"url": "https://shop.example.org", "method": "GET", "expected_status_code": 200}

with Client(base_url=os.environ["UPTIMEHUNT_BASE_URL"]) as client:  # UPTIMEHUNT_EMAIL, UPTIMEHUNT_PASSWORD
    service = client.services.create(name="Shop front page", type="http", config=config, interval=5)
    print(service.name, service.status)
    print([each.name for each in client.services.iter()])
    print(client.metrics.uptime(service.id).period)
    try:
        client.services.create(name="Shop front page", type="http", config=config, interval=90)
    except ValidationError as error:
        print(sorted(error.details))
    client.services.delete(service.id)
