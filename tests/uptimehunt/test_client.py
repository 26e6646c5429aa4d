"""The clients over a socket: checks before sending, the cache, announced ends, probers, and the conveniences."""

from __future__ import annotations

import json
from typing import Any

import pytest

import uptimekit
from uptimekit import UNSET, DeprecationNoticed, RateLimit
from uptimekit.sandbox import Fault
from uptimekit.uptimehunt import (
    APIDeprecationWarning,
    Client,
    ConfigurationError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RejectedInputError,
    Series,
    ServerError,
    ValidationError,
    WaitTimeoutError,
)
from uptimekit_clients.uptimehunt.models import HttpMethod, ServiceKind

from ._support import Server, User

HTTP = {"url": "https://shop.example", "method": "GET"}
SHOP: dict[str, Any] = {"name": "Shop", "type": "http", "config": HTTP}


def _sent(user: User) -> int:
    return user.server.sandbox.requests.total()


@pytest.mark.parametrize(
    ("method", "arguments", "named", "fields"),
    [
        ("services.create", (), {**SHOP, "name": "ab", "interval": 61}, ["name", "interval"]),
        ("services.create", (), {**SHOP, "config": {}}, ["url"]),
        ("services.update", (1,), {**SHOP, "config": {"url": "shop"}}, ["url"]),
        ("services.list", (), {"limit": 101}, ["limit"]),
        ("services.list", (), {"page": 0}, ["page"]),
        ("services.list", (), {"page": "-1"}, ["page"]),
        ("services.list", (), {"page": "--1"}, ["page"]),
        ("services.iter", (), {"limit": 500}, ["limit"]),
        ("projects.create", (), {"name": ""}, ["name"]),
        ("projects.update", (1,), {"name": "P", "color": "red"}, ["color"]),
        ("auth.login", (), {"email": "", "password": ""}, ["email", "password"]),
        ("auth.register", (), {"email": "a@main.example", "password": "short"}, ["password"]),
        (
            "users.change_password",
            (),
            {"current_password": "a-password", "new_password": "a-password"},
            ["new_password"],
        ),
    ],
)
def test_mistakes_are_found_before_they_are_sent(
    user: User, method: str, arguments: tuple[Any, ...], named: dict[str, Any], fields: list[str]
) -> None:
    """A wrong field raises an error that names it, and no request goes out, not even a login."""
    with pytest.raises(InvalidInputError) as caught:
        user(method, *arguments, **named)
    assert list(caught.value.details) == fields
    assert _sent(user) == 0


def test_the_servers_refusal_has_the_same_shape(user: User) -> None:
    """A 422 is caught by the same class, with fields, code and request id, and says so in its text."""
    user("projects.create", name="Shop")
    with pytest.raises(ValidationError) as caught:
        user("projects.create", name="Shop")
    error = caught.value
    assert isinstance(error, RejectedInputError)
    assert (error.status_code, error.code, list(error.details)) == (422, "VALIDATION_ERROR", ["name"])
    assert error.request_id is not None
    assert error.request_id in str(error)
    assert error.path == "/api/v1/projects"
    assert error.timestamp is not None


def test_other_refusals_have_classes_of_their_own(user: User) -> None:
    """A foreign or missing resource and a broken server are told apart, each with the request's id."""
    with pytest.raises(NotFoundError) as missing:
        user("services.get", 999_999)
    assert missing.value.request_id in str(missing.value)
    user.server.sandbox.faults.add(Fault(status=500, match="POST /api/v1/projects"))
    with pytest.raises(ServerError):
        user("projects.create", name="Shop")


def test_reading_is_retried_and_creating_is_not(user: User) -> None:
    """A 503 on a GET is repeated with backoff; on a POST it is an error at once: a second service may be worse."""
    user("auth.me")
    user.server.sandbox.faults.add(Fault(status=503, match="GET /api/v1/projects", times=2))
    user("projects.list")
    assert len(user.clock.waits) == 2
    user.server.sandbox.faults.add(Fault(status=503, match="POST /api/v1/projects", times=1))
    with pytest.raises(ServerError) as caught:
        user("projects.create", name="Shop")
    assert caught.value.attempts == 1


def test_service_types_are_cached_for_an_hour(user: User) -> None:
    """The second question costs no request, an hour later it does; other questions have answers of their own."""
    count = user.server.count
    first = user("service_types.list")
    assert user("service_types.list") == first
    assert count("list_service_types") == 1
    user("service_types.get", "http")
    assert user("service_types.get_schema", "http") != user("service_types.get_schema", "ping")
    assert count("get_service_type_schema") == 2
    user.client.clear_cache()
    user("service_types.list")
    assert count("list_service_types") == 2
    user.server.manual.advance(3600)
    user("service_types.list")
    assert count("list_service_types") == 3


def test_the_cache_can_be_switched_off(user: User) -> None:
    """Without a cache each question is a request."""
    with user.another(cache_ttl=None) as other:
        other("service_types.list")
        other("service_types.list")
    assert user.server.count("list_service_types") == 2


def test_a_configuration_is_checked_against_the_servers_schema(user: User) -> None:
    """When asked, what the schema does not permit is refused before it is sent; the schema is fetched once."""
    with user.another(validate_config=True) as strict:
        for _ in range(2):
            with pytest.raises(InvalidInputError) as caught:
                strict("services.create", **{**SHOP, "config": {**HTTP, "method": "BREW"}})
            assert list(caught.value.details) == ["method"]
        assert user.server.count("create_service") == 0
        assert strict("services.create", **SHOP).name == "Shop"
        assert user.server.count("get_service_type_schema") == 1
    with pytest.raises(InvalidInputError, match="url: is required"):
        user("services.validate", {"type": "http", "config": {}})


def test_an_announced_end_is_told(user: User) -> None:
    """The headers of a deprecation are a warning and a callback, also for a client with other hooks."""
    told: list[DeprecationNoticed] = []
    user.server.sandbox.deprecate("list_projects", deprecation="true", sunset="2027-01-01")
    with user.another(on_deprecation=told.append) as other:
        with pytest.warns(
            APIDeprecationWarning, match=r"GET /projects \(X-API-Deprecation: true, X-API-Sunset"
        ):
            other("projects.list")
        twin: Any = other.client.with_options(hooks=[])
        other.run(twin.projects.list())
    assert [notice.operation for notice in told] == ["listProjects", "listProjects"]
    assert told[0].notices == {"X-API-Deprecation": "true", "X-API-Sunset": "2027-01-01"}


def test_a_prober_reads_probes_and_nothing_else(user: User) -> None:
    """A probe machine's token opens the probes; a login has no place in such a client."""
    login = {"email": user.server.sandbox.email, "password": user.server.sandbox.password}
    with user.another(prober_token=user.server.sandbox.prober_token) as prober:
        assert prober("probes.list").data
        with pytest.raises((ForbiddenError, uptimekit.AuthenticationError)):
            prober("projects.list")
        with pytest.raises(ConfigurationError, match="a prober's"):
            prober("auth.login", **login)
    assert user.server.count("login") == 0


def test_ensure_creates_once_and_changes_what_differs(user: User) -> None:
    """Twice the same is one service; a difference is one update that leaves the rest as it was."""
    count = user.server.count
    made = user("services.ensure", **SHOP, interval=7)
    assert user("services.ensure", **SHOP).id == made.id
    assert (count("create_service"), count("update_service")) == (1, 0)
    changed = user("services.ensure", name="Shop", type="http", config={"method": "HEAD", "url": HTTP["url"]})
    assert (changed.id, changed.interval, changed.config.to_dict()["method"]) == (made.id, 7, "HEAD")
    assert (count("create_service"), count("update_service")) == (1, 1)


@pytest.mark.parametrize(
    "more",
    [
        {"body": None},
        {"body": UNSET},
        {"method": HttpMethod.HEAD},
        {"headers": ({"name": "Accept", "value": "text/html"},)},
    ],
)
def test_ensure_sees_what_was_sent(user: User, more: dict[str, Any]) -> None:
    """Null, unset and enum members and tuples are as they come back from the server: the second time changes nothing."""
    wanted = {**SHOP, "type": ServiceKind.HTTP, "config": {**HTTP, **more}}
    assert user("services.ensure", **wanted).id == user("services.ensure", **wanted).id
    assert (user.server.count("create_service"), user.server.count("update_service")) == (1, 0)


@pytest.mark.parametrize("config", [None, "https://shop.example", 7])
def test_ensure_needs_a_configuration(user: User, config: Any) -> None:
    """What is no mapping is refused by name."""
    with pytest.raises(InvalidInputError, match="config: must be a mapping"):
        user("services.ensure", **{**SHOP, "config": config})


def test_services_and_projects_are_found_by_name(user: User) -> None:
    """find() returns the one of this name, names the nearest if there is none, and the ids of several."""
    config = {"url": "https://a.example"}
    project = user("projects.create", name="Shop front")
    one, two = (user("services.create", name="Shop front", type="http", config=config) for _ in range(2))
    assert user("projects.find", "Shop front").id == project.id
    with pytest.raises(
        NotFoundError, match=r"^there is no project 'shop frnt'; did you mean 'Shop front'\?$"
    ):
        user("projects.find", "shop frnt")
    with pytest.raises(
        InvalidInputError, match=rf"service 'Shop front': {one.id}, {two.id}; use the id of one$"
    ):
        user("services.find", "Shop front")
    user("services.delete", two.id)
    assert user("services.find", "Shop front").id == one.id


def test_a_service_moves_between_projects(user: User) -> None:
    """Moving changes the project alone; None takes it out."""
    project = user("projects.create", name="P")
    service = user("services.create", **SHOP, interval=9)
    moved = user("services.move", service.id, project.id)
    assert (moved.project_id, moved.interval, moved.name) == (project.id, 9, "Shop")
    assert [each.id for each in user("projects.iter_services", project.id)] == [service.id]
    assert user("services.move", service.id, None).project_id is None


def test_a_service_is_no_longer_checked(user: User) -> None:
    """Only that changes; the rest of the service is sent as it was."""
    config = {"url": "https://shop.example", "method": "HEAD"}
    service = user("services.create", name="Shop", type="http", config=config, interval=9)
    stopped = user("services.set_enabled", service.id, False)
    assert (stopped.enabled, stopped.interval, stopped.name) == (False, 9, "Shop")
    assert stopped.config.method == "HEAD"
    assert user("services.set_enabled", service.id, True).enabled is True


def test_a_project_moves_to_another_place(user: User) -> None:
    """The others keep their order; a project that stands there already sends nothing."""
    ids = [user("projects.create", name=f"P{number}").id for number in range(3)]
    rest = [each.id for each in user("projects.iter") if each.id not in ids]
    order = user("projects.move", ids[2], 0)
    assert order == [ids[2], *rest, *ids[:2]]
    shown = sorted(user("projects.iter"), key=lambda each: each.order)
    assert [each.id for each in shown] == order
    user("projects.move", ids[2], 0)
    assert user.server.count("reorder_projects") == 1
    with pytest.raises(InvalidInputError) as caught:
        user("projects.move", 999_999, -1)
    assert list(caught.value.details) == ["project_id", "position"]


def test_waiting_for_the_first_check(user: User) -> None:
    """A new service is followed, a look every poll, until it is no longer pending; too short a wait says so."""
    service = user("services.create", **SHOP)
    assert service.status == "pending"
    with pytest.raises(WaitTimeoutError, match="still pending after 10 s"):
        user("services.wait_until", service.id, timeout=10)
    assert user("services.wait_until", service.id) == "operational"
    user.server.sandbox.set_service_status(service.id, "down")
    assert user("services.wait_until", service.id, lambda status: status != "operational") == "down"


@pytest.mark.parametrize(
    ("status", "text"), [("down", "down"), (None, "without a status"), ("a\nb\x1b", "a b\ufffd")]
)
def test_the_status_at_the_end_of_a_wait(user: User, status: str | None, text: str) -> None:
    """The error names the service and its status, cleaned for a terminal."""
    answer = json.dumps({"data": {"status": status}})
    headers = {"Content-Type": "application/json"}
    user.server.sandbox.faults.add(
        Fault(status=200, match="GET /api/v1/services/7/status", headers=headers, body=answer)
    )
    with pytest.raises(WaitTimeoutError, match=f"^service 7 was still {text} after 12 s$"):
        user("services.wait_until", 7, "operational", timeout=12)


def test_measurements_are_series(user: User) -> None:
    """Response times and the sparkline come as points with aware times, oldest first."""
    service = user("services.create", **SHOP)
    user.server.manual.advance(6 * 3600)
    for method in ("metrics.response_time_series", "metrics.sparkline_series"):
        series = user(method, service.id)
        assert isinstance(series, Series)
        assert len(series) > 1
        assert series.mean is not None
        assert [point.at for point in series] == sorted(point.at for point in series)
        assert all(point.at.tzinfo is not None for point in series)


def test_uptime_is_a_series_of_checks(user: User) -> None:
    """Each of the last checks counts 100 or 0 %, oldest first, so that the mean is the uptime."""
    service = user("services.create", **SHOP, interval=5)
    user.server.manual.advance(1800)
    user.server.sandbox.set_service_status(service.id, "down")
    user.server.manual.advance(1800)
    series = user("metrics.uptime_series", service.id)
    checks = user("services.list_checks", service.id)
    assert series.unit == "%"
    assert len(series) == len(checks)
    assert (series[0].value, series[-1].value) == (100.0, 0.0)
    assert series.mean == pytest.approx(
        100 * sum(check.status == "success" for check in checks) / len(checks)
    )


def test_times_are_aware(user: User) -> None:
    """Timestamps of models are aware datetimes."""
    service = user("services.create", **SHOP)
    moments = [moment for moment in (service.created_at, service.date_created) if moment is not None]
    assert moments
    assert all(moment.tzinfo is not None for moment in moments)


def test_the_generated_client_is_this_one(user: User) -> None:
    """`api` is there as in the other facades, and every operation is reached from here."""
    assert user.client.api is user.client


def test_options_reach_the_runtime(server: Server) -> None:
    """Options of every client are taken; an unknown one is refused by name."""
    with Client(base_url=server.base_url, retries=0, rate_limit=RateLimit(1000, 1.0)) as client:
        assert client.system.health() is not None
    with pytest.raises(uptimekit.ConfigurationError, match="no option retry"):
        Client(base_url=server.base_url, retry=3)  # type: ignore[call-arg]


def test_a_callers_hooks_and_error_classes_stay(user: User) -> None:
    """They come beside ours, and win where both say something."""
    own: list[Any] = []
    with user.another(hooks=[own.append], error_classes={404: ForbiddenError}) as other:
        with pytest.raises(ForbiddenError):
            other("services.get", 999_999)
        user("projects.create", name="Shop")
        with pytest.raises(RejectedInputError):
            other("projects.create", name="Shop")
    assert own


def test_where_and_when_of_an_error_are_cut_and_cleaned() -> None:
    """Path and time that an error body names may go to a terminal."""
    error = NotFoundError()
    error.body = {"path": "/x\r\n\x1b[2J" + "y" * 900, "timestamp": "\x9b"}
    assert ((error.path or "")[:8], len(error.path or ""), error.timestamp) == (
        "/x \ufffd[2Jy",
        300,
        "\ufffd",
    )
