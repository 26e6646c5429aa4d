"""Calls that a type checker must accept, and, marked, those that it must refuse.  Read by test_typing.py."""

from __future__ import annotations

from typing import Unpack

from uptimekit_clients.beacon import AsyncClient, Client
from uptimekit_clients.beacon.models import Lamp, Light, LightState, Tag
from uptimekit_clients.beacon.params import LightCreateParams, TagReplaceParams


def passes_through(client: Client, **fields: Unpack[LightCreateParams]) -> Light:
    return client.lights.create(**fields)


def passes_through_envelope(client: Client, **fields: Unpack[TagReplaceParams]) -> Tag:
    return client.tags.replace("a", notify=True, **fields)


def accepted(client: Client) -> None:
    lights: list[Light] = client.lights.list(state="on", tag=["a"])
    client.lights.list(state=LightState.ON)
    client.lights.update("a", note=None, schedule={"cron": "* * * * *"}, lamps=[{"watts": 5}, Lamp(watts=1)])
    passes_through(client, name="n", state=LightState.OFF, tags=["x"])
    passes_through_envelope(client, colour="red", name=None, lamps=[{"watts": 5}])
    items: list[Light] = list(client.lights.iter(per_page=5, max_pages=3))
    badge: bytes = client.pings.badge("key")
    text: str = client.pings.ping("key", body="x")
    del lights, items, badge, text


async def accepted_async(client: AsyncClient) -> None:
    light: Light = await client.lights.get("a")
    async for other in client.lights.iter():
        light = other
    del light


def refused(client: Client) -> None:
    client.lights.create()  # refused: the name is missing
    client.lights.create(name=None)  # refused: null is not documented
    client.lights.create(name="n", tags="prod")  # refused: text is no list
    client.lights.create(name="n", colour="red")  # refused: there is no such field
    client.lights.get()  # refused: the id is missing
    client.lights.iter(page=2)  # refused: the page is the pager's business
    passes_through(client, state="on")  # refused: the name is missing
    passes_through_envelope(client, name="n")  # refused: the colour is missing
    client.tags.replace("a", colour="red", notify=1.5)  # refused: notify is no truth value
    print(client.lights.get("a").nmae)  # refused: there is no such attribute
    Client(api_kye="x")  # refused: there is no such option
