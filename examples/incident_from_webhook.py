"""Keep one incident on a Statuspage for each alert of Prometheus Alertmanager.

    pip install uptimekit starlette uvicorn
    export STATUSPAGE_API_KEY=... STATUSPAGE_PAGE_ID=...
    export WEBHOOK_TOKEN=...   # a secret of your own, which Alertmanager sends
    python incident_from_webhook.py --port 8080

and in alertmanager.yml:

    receivers:
      - name: statuspage
        webhook_configs:
          - url: http://localhost:8080/alerts
            http_config: {authorization: {credentials: the same secret}}

A firing alert opens an incident: its annotation "summary" is the name, "description" the text, and the label
"component" names the component that is affected.  The alert's next notifications post an update if the text has
changed, and its resolution resolves the incident.  The metadata of an incident name its alert, so this program keeps
no state, and may be restarted at any time.
"""

from __future__ import annotations

import argparse
import asyncio
import hmac
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from uptimekit import UptimeKitError
from uptimekit.statuspage import AsyncClient, Incident

STATUSES = {"critical": "major_outage", "warning": "degraded_performance"}
"""Label "severity" of a firing alert -> status of the component; partial_outage for any other."""


class Alert(NamedTuple):
    fingerprint: str
    firing: bool
    name: str
    text: str
    components: dict[str, str]


def read(sent: dict[str, Any]) -> Alert:
    labels, texts, firing = sent["labels"], sent["annotations"], sent["status"] == "firing"
    name = texts.get("summary") or labels["alertname"]
    status = STATUSES.get(labels.get("severity"), "partial_outage") if firing else "operational"
    components = {labels["component"]: status} if "component" in labels else {}
    alert = Alert(sent["fingerprint"], firing, name, texts.get("description") or name, components)
    if not all(isinstance(each, str) for each in (alert.fingerprint, name, alert.text, *components)):
        raise TypeError("fingerprint, labels and annotations are texts")
    return alert


def make_app(client: AsyncClient, token: str) -> Starlette:
    one_at_a_time = asyncio.Lock()  # two notifications of one alert must not open two incidents

    async def alerts(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode("latin-1"), f"Bearer {token}".encode()):
            return PlainTextResponse("wrong token\n", 401)
        try:
            notified = [read(each) for each in (await request.json())["alerts"]]
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return PlainTextResponse("not a notification of Alertmanager\n", 400)
        failed, incidents = False, None
        async with one_at_a_time:
            for alert in notified:
                try:
                    if incidents is None:
                        incidents = {
                            alert_of(each): each for each in await client.incidents.list_unresolved()
                        }
                    await carry_over(client, alert, incidents.get(alert.fingerprint))
                except UptimeKitError as error:  # the other alerts must not wait for this one
                    logging.getLogger("uvicorn.error").error("%s: %s", alert.name, error)
                    failed = True
        if failed:
            return PlainTextResponse("Statuspage has not been updated\n", 503)  # Alertmanager tries again
        return Response(status_code=204)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    return Starlette(routes=[Route("/alerts", alerts, methods=["POST"])], lifespan=lifespan)


def alert_of(incident: Incident) -> str | None:
    match incident.metadata:
        case {"alertmanager": {"fingerprint": str(fingerprint)}}:
            return fingerprint
        case _:  # an incident of somebody else
            return None


async def carry_over(client: AsyncClient, alert: Alert, incident: Incident | None) -> None:
    if incident is None and alert.firing:
        metadata = {"alertmanager": {"fingerprint": alert.fingerprint}}
        await client.incidents.open(
            alert.name, body=alert.text, components=alert.components, metadata=metadata
        )
    elif incident is not None and not alert.firing:
        await client.incidents.resolve(incident.id, "This is resolved.", components=alert.components)
    elif incident is not None and alert.text not in [each.body for each in incident.incident_updates or []]:
        await client.incidents.post_update(incident.id, alert.text, components=alert.components)


def main() -> int:
    parser = argparse.ArgumentParser(description="Keep one incident for each alert of Alertmanager.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    options = parser.parse_args()
    try:
        client = AsyncClient(
            page_id=os.environ.get("STATUSPAGE_PAGE_ID", ""),
            base_url=os.environ.get("STATUSPAGE_BASE_URL", "https://api.statuspage.io/v1"),
        )
        app = make_app(client, os.environ["WEBHOOK_TOKEN"])
    except (UptimeKitError, KeyError) as error:
        missing = "set WEBHOOK_TOKEN to the secret that Alertmanager sends"
        print(f"incident_from_webhook: {missing if isinstance(error, KeyError) else error}", file=sys.stderr)
        return 2
    uvicorn.run(app, host=options.host, port=options.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
