"""Mistakes with Healthchecks. Given: `client`, `api_key`, `ping_key`, `api_url`, `host`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.mistakes._row import Given, Mistake

from uptimekit import ConfigurationError, InputError
from uptimekit.healthchecks import (
    CheckCreate,
    CheckNotFoundError,
    CheckTrap,
    CheckUpdate,
    Client,
    HCAPIKeyError,
    InvalidRequestError,
    WrongClientError,
)
from uptimekit.sandbox import HealthchecksSandbox, serve


@contextmanager
def given() -> Iterator[Given]:
    """Serve a sandbox with one project, and open a client for it."""
    sandbox = HealthchecksSandbox()
    project = sandbox.projects["main"]
    with serve(sandbox.app) as server:
        keys: Given = {
            "api_key": project.api_key,
            "ping_key": project.ping_key,
            "api_url": f"{server.url}/api/",
        }
        with Client(**keys) as client:
            yield {**keys, "client": client, "host": server.url.removeprefix("http://")}


def _generator() -> Iterator[int]:
    yield 1


def _list_checks(api_key: str, api_url: str) -> None:
    with Client(api_key, api_url=api_url) as client:
        client.get_checks()


UUID = "11111111-2222-4333-8444-555555555555"

ROWS: list[Mistake] = [
    Mistake(
        "the fields of a new check as a dictionary",
        lambda given: given["client"].upsert_check({"name": "Backup"}),
        InvalidRequestError,
        "new_check must be a CheckCreate, such as CheckCreate(name='Backup'), not dict",
    ),
    Mistake(
        "the changes of a check as a dictionary",
        lambda given: given["client"].update_check(UUID, {"name": "Backup"}),
        InvalidRequestError,
        "update_check must be a CheckUpdate, such as CheckUpdate(name='Backup'), not dict",
    ),
    Mistake(
        "a timeout beside a schedule",
        lambda given: given["client"].create_check(CheckCreate(timeout=600, schedule="0 3 * * *")),
        InvalidRequestError,
        "a check has a timeout or a schedule, and the server would drop this timeout; give one of them",
    ),
    Mistake(
        "an upsert by a field that is not given",
        lambda given: given["client"].upsert_check(CheckCreate(name="Backup"), "slug"),
        InvalidRequestError,
        "unique names slug, which new_check does not give; add it, or leave it out of unique",
    ),
    Mistake(
        "a timeout in minutes",
        lambda _: CheckCreate(timeout=30),
        InvalidRequestError,
        "timeout must be from 60 to 31536000 seconds, not 30",
    ),
    Mistake(
        "a name for a slug",
        lambda _: CheckUpdate(slug="Nightly Backup"),
        InvalidRequestError,
        "slug may hold only a-z, 0-9, - and _; did you mean 'nightly-backup'?",
    ),
    Mistake(
        "a cron field out of range",
        lambda _: CheckCreate(schedule="0 24 * * *"),
        InvalidRequestError,
        "schedule has '24' as its hour, which is not cron for a number from 0 to 23",
    ),
    Mistake(
        "a shorthand that other crons know",
        lambda _: CheckCreate(schedule="@daily"),
        InvalidRequestError,
        "schedule must be five cron fields or an OnCalendar expression, not '@daily'",
    ),
    Mistake(
        "an empty channel",
        lambda _: CheckCreate(channels="Ops mail,,Hook"),
        InvalidRequestError,
        "channels has an empty item; give ids or names separated by commas, or '*' for all",
    ),
    Mistake(
        "a number for tags",
        lambda given: given["client"].get_checks(tags=5),
        InvalidRequestError,
        "tags must be a text or a list of texts, not int",
    ),
    Mistake(
        "two tags in one item of a list",
        lambda given: given["client"].get_checks(tags=["prod db"]),
        InvalidRequestError,
        "tags must be single words, not 'prod db'",
    ),
    Mistake(
        "an empty slug",
        lambda given: given["client"].get_check_by_slug(""),
        InvalidRequestError,
        "slug must be the slug of a check, not empty",
    ),
    Mistake(
        "a slug as the id of a check",
        lambda given: given["client"].get_check("nightly-backup"),
        InvalidRequestError,
        "check_id must be the UUID or the unique key of a check, and this is none; "
        "if it is a slug, use get_check_by_slug()",
    ),
    Mistake(
        "a slug as the UUID of a ping",
        lambda given: given["client"].success_ping("nightly-backup"),
        InvalidRequestError,
        "uuid must be a UUID, and this is none; if it is a slug, use slug=",
    ),
    Mistake(
        "a name as the slug of a ping",
        lambda given: given["client"].success_ping(slug="Nightly Backup"),
        InvalidRequestError,
        "slug may hold only a-z, 0-9, - and _; did you mean 'nightly-backup'?",
    ),
    Mistake(
        "an action in the slug of a trap",
        lambda given: CheckTrap(given["client"], slug="nightly-backup/start"),
        InvalidRequestError,
        "slug may hold only a-z, 0-9, - and _; give the slug alone",
    ),
    Mistake(
        "flips of two years",
        lambda given: given["client"].get_check_flips(UUID, seconds=63_072_000),
        InvalidRequestError,
        "seconds must be a whole number from 0 to 31536000 (365 days), not 63072000",
    ),
    Mistake(
        "flips since a moment in milliseconds",
        lambda given: given["client"].get_check_flips(UUID, start=1_768_208_400_000),
        InvalidRequestError,
        "start must be a datetime with a time zone, or a Unix timestamp in whole seconds from 0 to 10000000000, "
        "not 1768208400000",
    ),
    Mistake(
        "a status that does not exist",
        lambda given: given["client"].wait_until(UUID, "ok"),
        InvalidRequestError,
        "wanted must be one of 'new', 'up', 'grace', 'down', 'paused', 'started', or a function of the check; not 'ok'",
    ),
    Mistake(
        "a ping URL as the UUID of a ping",
        lambda given: given["client"].success_ping(f"https://hc-ping.com/{UUID}"),
        InvalidRequestError,
        "uuid must be a UUID, and this is an address: pass a ping URL as url=",
    ),
    Mistake(
        "a UUID as the slug of a ping",
        lambda given: given["client"].success_ping(slug=f" {UUID}"),
        InvalidRequestError,
        "slug must be a slug, and this is a UUID: pass it as uuid=",
    ),
    Mistake(
        "a UUID as a ping URL",
        lambda given: given["client"].success_ping(url=UUID),
        InvalidRequestError,
        "url must be a ping URL, and this is a UUID: pass it as uuid=",
    ),
    Mistake(
        "a ping URL with an action",
        lambda _: CheckTrap(url=f"https://hc-ping.com/{UUID}/start"),
        InvalidRequestError,
        "url must end with the check: leave out /start, which the ping methods and CheckTrap add themselves",
    ),
    Mistake(
        "the address of the API as a ping URL",
        lambda _: Client.from_ping_url(f"https://healthchecks.io/api/v3/checks/{UUID}"),
        InvalidRequestError,
        "url is not a ping URL, such as https://hc-ping.com/<uuid> or https://hc-ping.com/<key>/<slug>",
    ),
    Mistake(
        "a ping URL with a run id",
        lambda given: given["client"].success_ping(url=f"https://hc-ping.com/{UUID}?rid={UUID}"),
        InvalidRequestError,
        "url may have no query, except for create=1 behind a slug",
    ),
    Mistake(
        "a ping without an address",
        lambda given: given["client"].success_ping(),
        InvalidRequestError,
        "give the uuid, the slug or the url of a check; nothing was sent",
    ),
    Mistake(
        "a ping with two addresses",
        lambda given: given["client"].success_ping(UUID, "nightly-backup"),
        InvalidRequestError,
        "give one of uuid, slug and url, not several; nothing was sent",
    ),
    Mistake(
        "a ping by slug without ping key",
        lambda given: Client(api_url=given["api_url"]).success_ping(slug="nightly-backup"),
        InvalidRequestError,
        "a ping by slug needs the project's ping key: pass ping_key= or set HEALTHCHECKS_PING_KEY; nothing was sent",
    ),
    Mistake(
        "a ping key as the API key",
        lambda given: _list_checks(given["ping_key"], given["api_url"]),
        HCAPIKeyError,
        "get_checks(): HTTP 401: missing api key, or one of another length than 32 characters; "
        "a ping key has 22 (api_key= was used)",
    ),
    Mistake(
        "an API key as the ping key",
        lambda given: Client(ping_key=given["api_key"]).success_ping(slug="nightly-backup"),
        InvalidRequestError,
        "ping_key is an API key, since it begins with hcw_; the ping key of the project is another; nothing was sent",
    ),
    Mistake(
        "a check that a ping would have to make, by UUID",
        lambda given: given["client"].success_ping(UUID, create=True),
        InvalidRequestError,
        "create=True works with a slug only; nothing was sent",
    ),
    Mistake(
        "a ping to a check that does not exist",
        lambda given: given["client"].success_ping(UUID),
        CheckNotFoundError,
        "success_ping(): HTTP 404: not found (no check has this UUID; was it deleted, or is it on another server?)",
    ),
    Mistake(
        "a ping to a slug that does not exist",
        lambda given: given["client"].start_ping(slug="nightly-backup"),
        CheckNotFoundError,
        "start_ping(): HTTP 404: not found (no check with the slug nightly-backup, or another project's ping key; "
        "create=True makes the check)",
    ),
    Mistake(
        "the wrong kind of exit code",
        lambda given: given["client"].exit_code_ping(256, UUID),
        InvalidRequestError,
        "exit_code must be a whole number from 0 to 255, or -n for a command that signal n has killed, not 256; "
        "nothing was sent",
    ),
    Mistake(
        "the API with a client that knows a ping URL alone",
        lambda _: Client.from_ping_url(f"https://hc-ping.com/{UUID}").get_checks(),
        HCAPIKeyError,
        "a client made from a ping URL has no API key, nothing was sent; use Client(api_key=...)",
    ),
    Mistake(
        "a ping URL as the client of a trap",
        lambda _: CheckTrap(f"https://hc-ping.com/{UUID}"),
        WrongClientError,
        "a CheckTrap needs a Client, an AsyncClient, or a ping URL as url=, not str",
    ),
    Mistake(
        "a ping URL from a variable that is not set",
        lambda _: CheckTrap(url=""),
        WrongClientError,
        "a CheckTrap needs a Client, an AsyncClient, or a ping URL as url=; none was given (is url= empty?)",
    ),
    Mistake(
        "the address under the name that other clients use",
        lambda given: Client(given["api_key"], base_url=given["api_url"]),
        ConfigurationError,
        "a client has no option base_url; it takes api_url, ping_url and api_version",
    ),
    Mistake(
        "a name as the id of a check",
        lambda given: given["client"].get_check("Nightly Backup"),
        InvalidRequestError,
        "check_id must be the UUID or the unique key of a check, and this is none; if it is a name, use find_check()",
    ),
    Mistake(
        "a check as its own id",
        lambda given: given["client"].pause_check(given["client"].create_check(CheckCreate(name="Backup"))),
        InvalidRequestError,
        "check_id must be the UUID of a check, not Check; pass its uuid",
    ),
    Mistake(
        "a trap for a generator",
        lambda given: CheckTrap(given["client"], UUID)(_generator),
        ConfigurationError,
        "a generator function cannot be decorated; use the trap inside of it",
    ),
    Mistake(
        "an unknown field of a new check, below the facade",
        lambda given: given["client"].api.checks.create(name="Backup", unique=["names"]),
        InputError,
        "unique[0] must be one of 'name', 'slug', 'tags', 'timeout', 'grace'; did you mean 'name'?",
    ),
    Mistake(
        "a method that does not exist, below the facade",
        lambda given: given["client"].api.checks.create(name="Backup", methods="post"),
        InputError,
        "methods must be one of '', 'POST'; did you mean 'POST'?",
    ),
    Mistake(
        "a check that does not exist",
        lambda given: given["client"].get_check(UUID),
        CheckNotFoundError,
        "get_check(): HTTP 404: Not Found (are the id and the base URL right? {api_url}v3/checks/*** was asked)",
    ),
    Mistake(
        "the body of a ping that has none",
        lambda given: given["client"].get_ping_body(UUID, 1),
        CheckNotFoundError,
        "get_ping_body(): HTTP 404: Not Found (are the id and the base URL right? {api_url}v3/checks/***/pings/1/body was asked)",
    ),
]
