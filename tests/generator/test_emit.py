"""Generated methods: signatures, and the requests that they make."""

from __future__ import annotations

import datetime
import importlib
import inspect
from types import ModuleType
from typing import Any, NotRequired, get_args, get_origin, get_type_hints

import pytest

from uptimekit._runtime import UNSET, Pagination, Request


@pytest.fixture
def lights(beacon: ModuleType) -> ModuleType:
    return importlib.import_module(f"{beacon.__name__}.resources.lights")


def request(beacon: ModuleType, module: str, function: str, *args: Any, **kwargs: Any) -> Request:
    found = getattr(importlib.import_module(f"{beacon.__name__}.requests.{module}"), function)
    made = found(*args, **kwargs)
    assert isinstance(made, Request)
    return made


def test_body_fields_are_keywords(lights: ModuleType) -> None:
    """A JSON body is flattened: required fields without default, the others unset, all by keyword."""
    parameters = inspect.signature(lights.Lights.create).parameters
    assert parameters["name"].default is inspect.Parameter.empty
    assert parameters["note"].default is UNSET
    assert {p.kind for n, p in parameters.items() if n != "self"} == {inspect.Parameter.KEYWORD_ONLY}
    assert inspect.signature(lights.AsyncLights.create).parameters.keys() == parameters.keys()


def test_annotations_say_what_may_be_null(lights: ModuleType) -> None:
    """None is an argument only where the document says null; enums take text, too."""
    annotations = lights.Lights.update.__annotations__
    assert annotations["note"] == "str | None | Unset"
    assert annotations["name"] == "str | Unset"
    assert annotations["state"] == "LightState | str | Unset"
    assert annotations["schedule"] == "ScheduleParams | None | Unset"
    assert annotations["lamps"] == "Sequence[Lamp | LampParams] | Unset"
    assert annotations["tags"] == "builtins.list[str] | Unset"


def test_unset_is_not_sent_and_none_is_null(beacon: ModuleType) -> None:
    """Only what was given is in the body."""
    made = request(beacon, "lights", "update", "a b", note=None, tags=["x"])
    assert made.json == {"note": None, "tags": ["x"]}
    assert made.path == "/lights/a%20b"


def test_query_values(beacon: ModuleType) -> None:
    """Lists repeat, dates are ISO 8601, unset sends nothing."""
    since = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    made = request(beacon, "lights", "list", tag=["a", "b"], since=since)
    assert made.query == {"tag": ["a", "b"], "since": "2026-01-02T00:00:00+00:00"}


def test_field_names_do_not_hide_helpers(beacon: ModuleType) -> None:
    """A body field called query does not get in the way of building the query."""
    assert request(beacon, "lights", "create", name="n", query="q", url="u").json == {
        "name": "n",
        "query": "q",
        "url": "u",
    }


def test_headers_forms_and_lists(beacon: ModuleType) -> None:
    """Header parameters, form bodies and bodies that are no object go where they belong."""
    assert request(beacon, "signals", "recent", x_trace="t").headers == {"X-Trace": "t"}
    assert request(beacon, "tags", "add", name="n").form == {"name": "n"}
    assert request(beacon, "signals", "send", "a", body=[{"kind": "k"}]).json == [{"kind": "k"}]


def test_an_envelope_is_taken_apart_and_put_together(beacon: ModuleType) -> None:
    """What is inside the envelope is a keyword and is sent inside, what is beside it beside, what is unset nowhere."""
    tags = importlib.import_module(f"{beacon.__name__}.resources.tags")
    parameters = inspect.signature(tags.Tags.replace).parameters
    assert list(parameters) == ["self", "tag_id", "colour", "name", "since", "lamps", "notify", "name_query"]
    assert parameters["colour"].default is inspect.Parameter.empty
    assert tags.Tags.replace.__annotations__["lamps"] == "Sequence[Lamp | LampParams] | Unset"
    assert "    colour: Colour of the tag." in (inspect.getdoc(tags.Tags.replace) or "")
    since = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    made = request(beacon, "tags", "replace", "a", colour="red", name=None, since=since, notify=True)
    inner = {"name": None, "colour": "red", "since": "2026-01-02T00:00:00+00:00"}
    assert made.json == {"tag": inner, "notify": True}
    assert request(beacon, "tags", "replace", "a", colour="red").json == {"tag": {"colour": "red"}}
    tags = importlib.import_module(f"{beacon.__name__}.requests.tags")
    assert (tags.REPLACE_TAG.envelope, tags.ADD_TAG.envelope) == ("tag", None)


def test_params_have_what_is_in_an_envelope(beacon: ModuleType) -> None:
    """The object inside the envelope has a TypedDict, the envelope itself has none."""
    params = importlib.import_module(f"{beacon.__name__}.params")
    assert get_type_hints(params.TagReplaceParams).keys() == {"name", "colour", "since", "lamps"}
    assert not hasattr(params, "TagEnvelopeParams")


def test_raw_body_is_optional(beacon: ModuleType) -> None:
    """A text body that the document does not require may be left out."""
    assert request(beacon, "pings", "ping", "key").content is None
    assert request(beacon, "pings", "ping", "key", body=b"x", rid="r").content == b"x"


def test_static_facts(beacon: ModuleType) -> None:
    """Security, idempotency, server, formats and pagination are in the operation."""
    lights = importlib.import_module(f"{beacon.__name__}.requests.lights")
    pings = importlib.import_module(f"{beacon.__name__}.requests.pings")
    tags = importlib.import_module(f"{beacon.__name__}.requests.tags")
    assert (lights.LIST_LIGHTS.security, lights.LIST_LIGHTS.anonymous) == ((("api_key",),), False)
    assert lights.GET_LIGHT.security == (("api_key",), ("read_token",))
    assert (tags.ADD_TAG.security, tags.ADD_TAG.anonymous) == ((("api_key",),), True)
    assert (pings.PING.server, pings.PING.anonymous, pings.PING.idempotent) == ("ping", True, True)
    assert (lights.CREATE_LIGHT.idempotent, lights.CREATE_LIGHT.idempotent_field) == (False, "unique")
    assert (pings.PING.accept, pings.BADGE.accept) == ("text/plain", "image/svg+xml")
    assert (pings.TOUCH.returns_body, lights.DELETE_LIGHT.returns_body) == (False, False)
    assert tags.LEGACY_TAGS.deprecated
    assert lights.LIST_LIGHTS.pagination == Pagination(
        "page", "lights", "page", size_parameter="per_page", size=50, total_pages="meta.pages"
    )
    assert tags.LIST_TAGS.pagination == Pagination(
        "offset", "", "offset", first=0, size_parameter="limit", size=2, short_page_ends=True
    )


def test_iter_has_no_page_argument(lights: ModuleType) -> None:
    """iter takes what list takes but the page, and the pager's own arguments; it is no coroutine."""
    own = inspect.signature(lights.Lights.list).parameters.keys()
    paged = inspect.signature(lights.Lights.iter).parameters.keys()
    assert paged - own == {"start_at", "prefetch", "max_pages"}
    assert own - paged == {"page"}
    assert not inspect.iscoroutinefunction(lights.AsyncLights.iter)
    assert inspect.iscoroutinefunction(lights.AsyncLights.list)


def test_other_listings_have_a_named_iter(beacon: ModuleType) -> None:
    """A paginated method that is not called list gets an iter with its name."""
    signals = importlib.import_module(f"{beacon.__name__}.resources.signals").Signals
    assert hasattr(signals, "iter_recent")
    assert hasattr(signals, "iter")


def test_docstrings(lights: ModuleType) -> None:
    """Texts of the document reach the method: summary, description with quotes and backslash, arguments."""
    text = inspect.getdoc(lights.Lights.list) or ""
    assert text.startswith("List lights.")
    assert '- "quoted" text with a \\ backslash' in text
    assert "    page: Number of the page." in text
    tags = importlib.import_module(lights.__name__.replace("lights", "tags"))
    assert "Deprecated" in (tags.Tags.legacy.__doc__ or "")


def test_constructor(beacon: ModuleType) -> None:
    """The client takes a key for each scheme, an address for each server, and each server variable."""
    parameters = inspect.signature(beacon.Client.__init__).parameters
    assert list(parameters)[1:-1] == [
        "api_key",
        "read_token",
        "base_url",
        "ping_url",
        "version",
        "http_client",
    ]
    assert parameters["base_url"].default == "https://beacon.test/api/{version}"
    assert parameters["version"].default == "v2"
    provider = importlib.import_module(f"{beacon.__name__}.client").PROVIDER
    assert provider.credentials["read_token"].prefix == "Bearer "
    assert provider.credentials["api_key"].env == "BEACON_API_KEY"
    assert provider.rate_limit.requests == 50
    assert provider.servers["base"].variables == {"version": ("v1", "v2")}


def beacon_models(beacon: ModuleType) -> ModuleType:
    return importlib.import_module(f"{beacon.__name__}.models")


def test_params_module(beacon: ModuleType) -> None:
    """Each object of a JSON body has a TypedDict: required keys, flattened allOf, enums that take text."""
    params = importlib.import_module(f"{beacon.__name__}.params")
    hints = get_type_hints(params.LightCreateParams, include_extras=True)
    assert [name for name, hint in hints.items() if get_origin(hint) is not NotRequired] == ["name"]
    assert {"state", "tags", "schedule", "unique"} < hints.keys()
    (state,) = get_args(hints["state"])
    assert set(get_args(state)) == {beacon_models(beacon).LightState, str}
    assert not hasattr(params, "TagFormParams")


def test_params_keep_fields_that_look_like_keywords(beacon: ModuleType) -> None:
    """A property called like a schema keyword is a field as any other, and long texts are wrapped."""
    params = importlib.import_module(f"{beacon.__name__}.params")
    assert {"default", "pattern"} <= get_type_hints(params.PulseParams).keys()
    assert max(map(len, inspect.getsource(params).splitlines())) <= 110


def test_keys_of_a_body_keep_their_spelling(beacon: ModuleType) -> None:
    """A key that begins with an underscore is sent as the spec writes it."""
    params = importlib.import_module(f"{beacon.__name__}.params")
    assert "_remove" in get_type_hints(params.ScheduleParams)


def test_a_request_knows_what_its_answer_is_read_into(beacon: ModuleType) -> None:
    """A builder names the type of its answer, a listing also that of its items; neither needs a client."""
    lights = importlib.import_module(f"{beacon.__name__}.requests.lights")
    assert lights.get.__annotations__["return"] == "Request[Light]"
    assert lights.list.__annotations__["return"] == "ListRequest[builtins.list[Light], Light]"
    assert request(beacon, "lights", "list").read_item({"id": "a"}).id == "a"
