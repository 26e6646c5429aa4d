"""Mistakes that users make, for type checkers: every marked line must be an error; none of it is run.

Each facade has a wrong keyword, a wrong text where a few are known, a wrong type and an id of another kind.
"""

from __future__ import annotations

from uptimekit import healthchecks as hc


def healthchecks_mistakes(client: hc.Client, check: hc.Check) -> None:
    client.update_check("id", hc.CheckUpdate(timeuot=60))  # expect-error
    client.create_check(hc.CheckCreate(name="Job", methods="GET"))  # expect-error
    client.upsert_check(hc.CheckCreate(name="Job"), unique="nmae")  # expect-error
    client.wait_until("id", "donw")  # expect-error
    client.create_check(hc.CheckCreate(name="Job", grace="1 hour"))  # expect-error
    client.get_check(check_id=check)  # expect-error
    client.success_ping(uuid=7)  # expect-error


async def healthchecks_async_mistakes(client: hc.AsyncClient, check: hc.Check) -> None:
    await client.update_check("id", hc.CheckUpdate(timeuot=60))  # expect-error
    await client.upsert_check(hc.CheckCreate(name="Job"), unique=["nmae"])  # expect-error
    await client.pause_check(check)  # expect-error
    await client.success_ping(slug="job", craete=True)  # expect-error
