"""Healthchecks: checks by upsert, jobs under a CheckTrap, a fleet of hosts, the history of a failure."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from uptimekit.healthchecks import Check, CheckCreate, CheckTrap, Client
from uptimekit.sandbox import HealthchecksSandbox, serve

from .common import FAULTS, Tally, balance, step

FLEET: Final = 300  # checks of a whole fleet of hosts, beside the three that are looked at closely


def create(client: Client) -> list[Check]:
    """Create a simple, a cron and an OnCalendar check, each by upsert: a second run changes nothing."""
    wanted = [
        CheckCreate(
            name="Nightly backup", slug="nightly-backup", tags=["prod", "db"], timeout=86_400, grace=600
        ),
        CheckCreate(name="Report", slug="report", schedule="*/15 8-18 * * 1-5", tz="Europe/Riga"),
        CheckCreate(name="Calendar", slug="calendar", schedule="Mon..Fri *-*-* 08:00", tz="UTC"),
    ]
    checks: list[Check] = []
    for check in wanted:
        first = client.upsert_check(check, unique=["slug"])
        again = client.upsert_check(check, unique=["slug"])
        kind = first.check.schedule or f"every {first.check.timeout} s"
        print(
            f"  {first.check.name:<15} {kind:<22} {'created' if first.created else 'updated'}, then ", end=""
        )
        print("created" if again.created else "updated")
        checks.append(again.check)
    return checks


def run_jobs(client: Client) -> None:
    """Run one job that succeeds and one that fails, each under a CheckTrap."""
    with CheckTrap(client, slug="report") as trap:
        trap.add_log("12 rows written")
        print(f"  report: ran, run id {trap.rid}")

    @CheckTrap(client, slug="nightly-backup", suppress_exceptions=True)
    def back_up(disk: str) -> None:
        raise OSError(f"{disk} is full")

    back_up("/mnt/backup")
    print("  nightly-backup: failed, and its traceback went with the ping")


def fill(client: Client, names: Iterable[str]) -> None:
    """Create a fleet of checks, eight at a time."""
    with ThreadPoolExecutor(8) as threads:
        made = [
            threads.submit(
                client.upsert_check, CheckCreate(name=name, slug=name, tags="fleet"), unique=["slug"]
            )
            for name in names
        ]
        for check in made:
            check.result()


def show_history(client: Client, check: Check) -> None:
    """Show the pings and flips of the job that failed, and what its last ping said."""
    uuid = check.uuid or ""  # None only with a read-only key
    pings = client.get_check_pings(uuid)
    for ping in pings:
        took = "" if ping.duration is None else f", {ping.duration} s after its start"
        print(f"  ping {ping.number_of_pings}: {ping.type}{took}")
    for flip in client.get_check_flips(uuid):
        print(f"  flip at {flip.timestamp:%H:%M:%S}: {'up' if flip.up else 'not up'}")
    body = client.get_ping_body(uuid, pings[0].number_of_pings).decode()
    print(f"  the failure's last line: {body.splitlines()[-1]}")


def run() -> int:
    """Show the Healthchecks client; return the number of items that were lost or doubled."""
    sandbox, tally = HealthchecksSandbox(), Tally()
    sandbox.faults.add(*FAULTS)
    project = sandbox.projects["main"]
    with (
        serve(sandbox.app) as server,
        Client(
            project.api_key, project.ping_key, api_url=f"{server.url}/api/", retries=5, hooks=[tally]
        ) as client,
    ):
        print(f"A Healthchecks sandbox runs at {server.url}; one request in ten fails on purpose.")
        step("Create three checks, twice (an upsert repeats safely):")
        checks = create(client)
        step("Run two jobs under a CheckTrap:")
        run_jobs(client)
        step(f"Create {FLEET} checks more, from eight threads, and list them all:")
        names = [f"host-{number:03}" for number in range(FLEET)]
        fill(client, names)
        listed = client.get_checks()
        print(f"  {len(listed)} checks, {len(client.get_checks(tags=['fleet']))} of them tagged fleet")
        step("What happened to the job that failed:")
        show_history(client, checks[0])
        step("The balance:")
        wanted = {*names, *(check.slug for check in checks)}
        return balance(
            tally, "checks", wanted, (check.slug for check in listed), sandbox.faults.injected.total()
        )
