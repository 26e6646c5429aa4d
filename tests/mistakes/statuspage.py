"""Mistakes with Statuspage. Given: `client`, `api_key`, `page_id`, `base_url`, `host`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from tests.mistakes._row import Given, Mistake, using

from uptimekit.sandbox import StatuspageSandbox, serve
from uptimekit.statuspage import (
    AuthenticationError,
    Client,
    Component,
    ConfigurationError,
    InputError,
    NotFoundError,
    PublicPage,
)


@contextmanager
def given() -> Iterator[Given]:
    """Serve a sandbox with one page, and open a client for it."""
    sandbox = StatuspageSandbox()
    with serve(sandbox.app) as server:
        keys: Given = {
            "api_key": sandbox.api_key,
            "page_id": sandbox.page_id,
            "base_url": f"{server.url}{sandbox.manage_path}",
        }
        with Client(**keys) as client:
            yield {**keys, "client": client, "host": server.url.removeprefix("http://")}


START, END = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)
NAIVE = datetime(2027, 1, 1)

ROWS: list[Mistake] = [
    Mistake(
        "a key with its line break",
        lambda _: Client(api_key="k\n", page_id="p"),
        ConfigurationError,
        "api_key must be text without spaces and line breaks",
    ),
    Mistake(
        "the address of the API as that of a page",
        lambda _: PublicPage("https://api.statuspage.io/v1"),
        ConfigurationError,
        "address must be that of a page, such as https://status.example.com; this is the address of the "
        "Manage API",
    ),
    Mistake(
        "a misspelt status in a bulk write",
        lambda given: given["client"].components.set({"API": "major_outtage"}),
        InputError,
        "statuses['API'] must be one of 'operational', 'under_maintenance', 'degraded_performance', "
        "'partial_outage', 'major_outage', ''; did you mean 'major_outage'?",
    ),
    Mistake(
        "a status in words",
        lambda given: given["client"].components.create(name="Search", status="Degraded Performance"),
        InputError,
        "status must be one of 'operational', 'under_maintenance', 'degraded_performance', "
        "'partial_outage', 'major_outage', ''; did you mean 'degraded_performance'?",
    ),
    Mistake(
        "a list instead of statuses",
        lambda given: given["client"].components.set(["API"]),
        InputError,
        "statuses must be a dict such as {'API': 'major_outage'}, not of type list",
    ),
    Mistake(
        "a misspelt field",
        lambda given: given["client"].components.update("c", stauts="operational"),
        InputError,
        "update() takes no stauts; did you mean status?",
    ),
    Mistake(
        "a component instead of its id",
        lambda given: given["client"].components.get(Component(id="c")),
        InputError,
        "component_id must be one identifier, not of type Component; pass its id",
    ),
    Mistake(
        "components instead of their ids",
        lambda given: given["client"].component_groups.create(name="Shop", components=[Component(id="c")]),
        InputError,
        "components takes no Component; pass its id, or the field that is meant",
    ),
    Mistake(
        "one id instead of a list of them",
        lambda given: given["client"].components.add_page_access_users("c", "u"),
        InputError,
        "page_access_user_ids must be a list of ids, not of type str",
    ),
    Mistake(
        "an impact that does not exist",
        lambda given: given["client"].incidents.open("Slow", impact="high"),
        InputError,
        "impact must be one of 'none', 'maintenance', 'minor', 'major', 'critical'; to send a newer "
        "value, pass IncidentImpactLevel(...)",
    ),
    Mistake(
        "the status of another API",
        lambda given: given["client"].incidents.open("Slow", components={"API": "down"}),
        InputError,
        "components['API'] must be one of 'operational', 'under_maintenance', 'degraded_performance', "
        "'partial_outage', 'major_outage', ''; to send a newer value, pass ComponentStatus(...)",
    ),
    Mistake(
        "a misspelt status of an incident",
        lambda given: given["client"].incidents.create(name="Slow", status="resolve"),
        InputError,
        "status must be one of 'investigating', 'identified', 'monitoring', 'resolved', 'scheduled', "
        "'in_progress', 'verifying', 'completed', 'postmortem'; did you mean 'resolved'?",
    ),
    Mistake(
        "two texts of an incident",
        lambda given: given["client"].incidents.create(name="Slow", body="a", message="b"),
        InputError,
        "message is the old name of body; give one of the two",
    ),
    Mistake(
        "a maintenance that ends before it begins",
        lambda given: given["client"].incidents.schedule("Move", END, START),
        InputError,
        "start must be before end",
    ),
    Mistake(
        "a maintenance without a time zone",
        lambda given: given["client"].incidents.create_scheduled(
            name="Move", scheduled_for=NAIVE, scheduled_until=END
        ),
        InputError,
        "scheduled_for needs a time zone, such as tzinfo=datetime.UTC",
    ),
    Mistake(
        "days as text",
        lambda given: given["client"].incidents.schedule("Move", "2027-01-01", "2027-01-02"),
        InputError,
        "start must be a datetime, not of type str",
    ),
    Mistake(
        "a file that is not there",
        lambda given: given["client"].subscribers.import_("subs.csv"),
        InputError,
        "cannot read 'subs.csv': No such file or directory; pass a path, an open file, CSV text with a "
        "header, or an iterable of dicts",
    ),
    Mistake(
        "a table without a known column",
        lambda given: given["client"].subscribers.import_("Name;Mail\nAnn;ann@example.org\n"),
        InputError,
        "the CSV text has no header with a known column, but 'name', 'mail'; the columns are "
        "component_ids, created_at, email, endpoint, id, mode, page_access_user, phone_country, "
        "phone_number, skip_confirmation_notification",
    ),
    Mistake(
        "a table without a header",
        lambda given: given["client"].subscribers.import_("ann@example.org,email\nbo@example.org,email\n"),
        InputError,
        "the CSV text begins with a row where a header belongs; the columns are component_ids, created_at, "
        "email, endpoint, id, mode, page_access_user, phone_country, phone_number, "
        "skip_confirmation_notification",
    ),
    Mistake(
        "a quotation mark that is not closed",
        lambda given: given["client"].subscribers.import_('email\n"ann@example.org\nbo@example.org\n'),
        InputError,
        "the CSV text has a quotation mark that is not closed, or not doubled in a cell",
    ),
    Mistake(
        "an empty cell of a pandas table",
        lambda given: given["client"].subscribers.import_([{"email": float("nan")}]),
        InputError,
        "row 1 has email of type float; write text",
    ),
    Mistake(
        "wrong rows of a table",
        lambda given: given["client"].subscribers.import_("email,endpoint\nann@example.org,\n,\nann,\n"),
        InputError,
        "row 2 (line 3) has no address: fill in email, endpoint or phone_number; row 3 (line 4) has an "
        "email without @",
    ),
    Mistake(
        "a channel that does not exist",
        lambda given: given["client"].subscribers.list(type="mail"),
        InputError,
        "type must be one of 'email', 'sms', 'webhook', 'slack', 'teams', 'integration_partner'; did you "
        "mean 'email'?",
    ),
    Mistake(
        "a misspelt filter",
        lambda given: given["client"].subscribers.list(stat="active"),
        InputError,
        "list() takes no stat; did you mean state?",
    ),
    Mistake(
        "a percentage with its sign",
        lambda given: given["client"].metrics.submit_data("m", timestamp=1_768_208_400, value="99.9%"),
        InputError,
        "value must be a finite number, such as 99.5 for a percentage",
    ),
    Mistake(
        "milliseconds",
        lambda given: given["client"].metrics.submit_points("m", [(1_768_208_400_000, 5)]),
        InputError,
        "points[0].timestamp is in milliseconds; divide it by 1000",
    ),
    Mistake(
        "a point without its time",
        lambda given: given["client"].metrics.submit_points("m", [118]),
        InputError,
        "points[0] must be a pair (time, value)",
    ),
    Mistake(
        "a provider in lower case",
        lambda given: given["client"].metrics_providers.create(type="datadog"),
        InputError,
        "type must be one of 'Pingdom', 'NewRelic', 'Librato', 'Datadog', 'Self'; did you mean 'Datadog'?",
    ),
    Mistake(
        "a whole address as a path",
        lambda given: given["client"].http_client.get("https://api.statuspage.io/v1/pages"),
        InputError,
        "url must be a path below the API, such as /pages/abc/components",
    ),
    Mistake(
        "no key",
        lambda given: Client(page_id="page00000001"),
        ConfigurationError,
        "no api_key was given; pass api_key= or set STATUSPAGE_API_KEY",
    ),
    Mistake(
        "no page",
        lambda given: Client(api_key="k" * 24),
        ConfigurationError,
        "no page_id was given; pass page_id= or set STATUSPAGE_PAGE_ID",
    ),
    Mistake(
        "a key that the server does not know",
        lambda given: using(
            Client(api_key="k" * 24, page_id=given["page_id"], base_url=given["base_url"]),
            lambda client: client.components.list(),
        ),
        AuthenticationError,
        "components.list(): HTTP 401: Could not authenticate (api_key= was used)",
    ),
    Mistake(
        "pages that are read one by one with such a key",
        lambda given: using(
            Client(api_key="k" * 24, page_id=given["page_id"], base_url=given["base_url"]),
            lambda client: list(client.components.iter()),
        ),
        AuthenticationError,
        "components.iter(): HTTP 401: Could not authenticate (api_key= was used)",
    ),
    Mistake(
        "a component that does not exist",
        lambda given: given["client"].components.get("c1"),
        NotFoundError,
        "components.get(): HTTP 404: There is no such component (page_id '{page_id}', component_id 'c1')",
    ),
    Mistake(
        "a page that does not exist",
        lambda given: using(
            Client(api_key=given["api_key"], page_id="nowhere", base_url=given["base_url"]),
            lambda client: client.incidents.list(),
        ),
        NotFoundError,
        "incidents.list(): HTTP 404: There is no such page (are the id and the base URL right? {base_url}/pages/nowhere/incidents was asked)",
    ),
    Mistake(
        "a name that no component has",
        lambda given: given["client"].components.find("Api"),
        NotFoundError,
        "there is no component 'Api'; did you mean 'API'?",
    ),
    Mistake(
        "the address of a status page as that of the API",
        lambda given: Client(api_key="k" * 24, page_id="p", base_url="https://example.statuspage.io"),
        ConfigurationError,
        "base_url is the address of a status page; leave it out to use https://api.statuspage.io, or read the page with PublicPage",
    ),
    Mistake(
        "a base URL with a version that is not spoken",
        lambda given: Client(api_key="k" * 24, page_id="p", base_url="https://api.statuspage.io/v2"),
        ConfigurationError,
        "base_url ends with v2, and this client speaks v1; give https://api.statuspage.io/",
    ),
    Mistake(
        "a misspelt option of the client",
        lambda given: Client(api_key="k" * 24, page="p"),
        ConfigurationError,
        "a client has no option page; did you mean page_id?",
    ),
    Mistake(
        "an organization's call without its id",
        lambda given: given["client"].users.list(),
        ConfigurationError,
        "no organization_id was given; pass organization_id= to the client, or set STATUSPAGE_ORGANIZATION_ID",
    ),
    Mistake(
        "an unknown component in an incident",
        lambda given: given["client"].incidents.open("Slow", components={"Api": "major_outage"}),
        NotFoundError,
        "there is no component 'Api'; did you mean 'API'?",
    ),
]
