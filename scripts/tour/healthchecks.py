"""Healthchecks: checks by upsert, jobs under a CheckTrap, a fleet of hosts, the history of a failure."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from uptimekit.healthchecks import Check, CheckCreate, CheckTrap, Client
from uptimekit.sandbox import HealthchecksSandbox

from .station import station, step

FLEET: Final = 300  # checks of a whole fleet of hosts, beside the three that are looked at closely
CHECKS: Final = (
    CheckCreate(name="Nightly backup", slug="nightly-backup", tags=["prod", "db"], timeout=86_400, grace=600),
    CheckCreate(name="Report", slug="report", schedule="*/15 8-18 * * 1-5", tz="Europe/Riga"),
    CheckCreate(name="Calendar", slug="calendar", schedule="Mon..Fri *-*-* 08:00", tz="UTC"),
)


def create(client: Client) -> list[Check]:
    """Create a simple, a cron and an OnCalendar check, each by upsert: a second run changes nothing."""
    checks: list[Check] = []
    for wanted in CHECKS:
        runs = [client.upsert_check(wanted, unique=["slug"]) for _ in range(2)]
        check = runs[0].check
        did = ", then ".join("created" if run.created else "updated" for run in runs)
        print(f"  {check.name:<15} {check.schedule or f'every {check.timeout} s':<22} {did}")
        checks.append(check)
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

    def ensure(name: str) -> None:
        client.upsert_check(CheckCreate(name=name, slug=name, tags="fleet"), unique=["slug"])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ensure, names))


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
    sandbox = HealthchecksSandbox()
    keys = sandbox.projects["main"]
    with (
        station("Healthchecks", sandbox) as here,
        Client(keys.api_key, keys.ping_key, api_url=f"{here.url}/api/", retries=5, hooks=[here]) as client,
    ):
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
        wanted = {*names, *(check.slug for check in checks)}
        return here.balance("checks", wanted, (check.slug for check in listed))
