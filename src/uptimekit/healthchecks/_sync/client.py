# Derived by scripts/generate.py from ../_async/client.py; do not edit.
"""The client of Healthchecks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal, Unpack

import uptimekit.healthchecks as hc  # its names load on first use: the models cost more than all else here
from uptimekit._runtime import UNSET, ClientOptions
from uptimekit._runtime._sync.waiting import wait_until
from uptimekit._runtime.response import capture
from uptimekit._runtime.sanitize import sanitized
from uptimekit.healthchecks._sync.ping_client import PingClient
from uptimekit.healthchecks.badge_requests import check_badge, tag_badge
from uptimekit.healthchecks.check_queries import (
    create_fields,
    flip_window,
    matches,
    only_named,
    only_one,
    status_test,
    tag_filter,
    update_fields,
    upsert_fields,
    with_slug,
)
from uptimekit.healthchecks.client_options import (
    API_URL,
    PING_URL,
    check_one_client,
    own_options,
    server_addresses,
)
from uptimekit.healthchecks.errors import facade_errors
from uptimekit.healthchecks.identifiers import checked_id, checked_slug
from uptimekit.healthchecks.pings import was_created
from uptimekit_clients.healthchecks import requests
from uptimekit_clients.healthchecks.client import Client as GeneratedClient

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import HTTPClient
    from uptimekit.healthchecks.check_fields import CheckCreate, CheckUpdate, UniqueField
    from uptimekit.healthchecks.models import Check, Upsert
    from uptimekit.healthchecks.renamed_models import Badges, CheckPings, CheckStatuses, Integration
    from uptimekit_clients.healthchecks.models import BadgeStatus

    Status = Literal["new", "started", "up", "grace", "down", "paused"]

__all__ = ["Client"]


@facade_errors
class Client(PingClient):
    """A client of the Management API and the Ping API of one Healthchecks project.

    Use it as a context manager, or call :meth:`close`.  Threads and event loops may share it.
    Operations that have no method here are in :attr:`api`, the generated client.

    Args:
        api_key: API key of the project; a read-only key can list and get checks, flips and badges.  Default:
            the environment variable ``HEALTHCHECKS_API_KEY``.
        ping_key: the project's ping key, for pings by slug.  Default: ``HEALTHCHECKS_PING_KEY``.
        api_url: address of the Management API, such as ``https://example.org/api/``, or the root of its site.
            Default: the hosted service.
        ping_url: address that pings go to.  Default: the hosted service, or ``.../ping/`` of ``api_url``'s
            server if that is another.
        api_version: 1, 2 or 3.  Versions 1 and 2 rewrite a check's slug when its name is sent.
        client: the older name of *http_client*; such a client is closed when this one is.
        http_client: an ``httpx.Client`` to send with.  It stays open unless ``close_http_client=True``.
        options: time-outs, retries, rate limit, hooks; see ``ClientOptions``.

    Raises:
        ConfigurationError: an argument is invalid.

    Every method that calls the server raises: HCAPIAuthError (401, 403), BadAPIRequestError (400),
    CheckNotFoundError (404), CheckConflictError (409), HCAPIRateLimitError (429), HCAPIServerError (5xx), all of
    them HCAPIError; and NetworkError, RequestTimeoutError or DecodingError if no usable answer arrives.
    ``docs/policy.md`` describes the retries.
    """

    def __init__(
        self,
        api_key: str = "",
        ping_key: str = "",
        api_url: str = API_URL,
        ping_url: str = PING_URL,
        api_version: int = 3,
        client: HTTPClient | None = None,
        *,
        http_client: HTTPClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        check_one_client(client, http_client)
        ping_key = ping_key or os.environ.get("HEALTHCHECKS_PING_KEY", "")
        self._set_up(
            GeneratedClient,
            api_key or None,
            ping_key,
            server_addresses(api_url, ping_url, api_version),
            http_client=http_client if client is None else client,
            **own_options(options, ping_key, closes=client is not None),
        )

    # ------------------------------------------------------------------ checks

    def get_checks(self, tags: Iterable[str] | None = None, *, slug: str | None = None) -> list[Check]:
        """List the checks of the project.

        Args:
            tags: only checks with all these tags, given as a text with spaces between them or as a list, as in
                :class:`CheckCreate`; case matters.
            slug: only checks with this slug.

        Raises:
            InvalidRequestError: before sending, for what can be no tag or slug.
        """
        wanted = UNSET if slug is None else checked_slug(slug)
        request = requests.checks.list(tag=tag_filter(tags) or UNSET, slug=wanted)
        return [hc.Check.from_model(check) for check in self._client.call(request)]

    def find_checks(self, name: str | None = None, *, tags: Iterable[str] = ()) -> list[Check]:
        """List the checks with exactly this name and all these tags."""
        wanted = tag_filter(tags)
        return [check for check in self.get_checks(wanted or None) if matches(check, name, wanted)]

    def find_check(self, name: str, *, tags: Iterable[str] = ()) -> Check:
        """Return the check with exactly this name and all these tags.

        Raises CheckNotFoundError if there is none, with the nearest name; InvalidRequestError if there are several.
        """
        return only_named(self.get_checks(tag_filter(tags) or None), name)

    def get_check(self, check_id: str) -> Check:
        """Get a check by its UUID (read-write key) or unique key (either kind of key)."""
        return hc.Check.from_model(self._client.call(requests.checks.get(checked_id(check_id, or_key=True))))

    def get_check_by_slug(self, slug: str) -> Check:
        """Get the check with this slug.

        Raises:
            CheckNotFoundError: if there is none.
            NonUniqueSlugError: if there are several.
        """
        return only_one(self.get_checks(slug=slug), slug)

    def create_check(self, new_check: CheckCreate) -> Check:
        """Create a check and return it.

        Only given fields are sent, and the slug of the name if none is given: ``nightly-backup`` for "Nightly backup".
        If a check matches in all ``unique`` fields, that check is updated instead, and its slug is left alone;
        :meth:`upsert_check` also returns which of the two happened.  A failed create is repeated only if it has
        ``unique`` and gives every field named there (but not ``timeout`` with a ``schedule``), since the server would
        otherwise make a second check.
        """
        request = requests.checks.create(**with_slug(create_fields(new_check), self._version))
        return hc.Check.from_model(self._client.call(request))

    def upsert_check(
        self, new_check: CheckCreate, unique: UniqueField | Iterable[UniqueField] | None = None
    ) -> Upsert:
        """Create a check, or update the oldest one that has the same values in all *unique* fields.

        Args:
            new_check: the check; it must give every field that *unique* names.
            unique: one or more of name, slug, tags, timeout and grace.  Default: the ``unique`` of *new_check*,
                else name.  Not timeout for a check with a schedule, whose timeout the server drops.

        ``created`` of the result is None if an earlier attempt of this call may have made the check.  The server does
        not lock: two upserts at the same moment may both create one.
        """
        request = requests.checks.create(**upsert_fields(new_check, unique))
        with capture() as raw:
            check = self._client.call(request)
        return hc.Upsert(hc.Check.from_model(check), was_created(raw.last))

    def update_check(self, uuid: str, update_check: CheckUpdate | CheckCreate) -> Check:
        """Change a check and return it; fields that *update_check* does not give keep their values."""
        request = requests.checks.update(checked_id(uuid, "uuid"), **update_fields(update_check))
        return hc.Check.from_model(self._client.call(request))

    def delete_check(self, check_id: str) -> Check:
        """Delete a check and return its last state; *check_id* is its UUID."""
        return hc.Check.from_model(self._client.call(requests.checks.delete(checked_id(check_id))))

    def pause_check(self, check_id: str) -> Check:
        """Pause a check until it is resumed or, without ``manual_resume``, pinged."""
        return hc.Check.from_model(self._client.call(requests.checks.pause(checked_id(check_id))))

    def resume_check(self, check_id: str) -> Check:
        """Resume a paused check, whose status is then new.  Raises CheckConflictError if it is not paused."""
        return hc.Check.from_model(self._client.call(requests.checks.resume(checked_id(check_id))))

    def wait_until(
        self,
        check_id: str,
        wanted: Status | Callable[[Check], bool],
        *,
        timeout: float = 600.0,
        poll: float = 5.0,
    ) -> Check:
        """Get a check again and again until it is as *wanted*; return it.

        Args:
            check_id: UUID or unique key.
            wanted: a status, or a function that judges the check.  The status ``started`` stands for a run in progress,
                which versions 2 and 3 of the API show as ``check.started``.
            timeout: seconds to wait.
            poll: seconds between two looks.

        Raises:
            WaitTimeoutError: after *timeout*.
            InvalidRequestError: for a status that does not exist.
        """
        return wait_until(
            partial(self.get_check, check_id),
            status_test(wanted),
            clock=self.clock,
            timeout=timeout,
            poll=poll,
            complaint=lambda check: f"the check is still {sanitized(str(check.status))} after {timeout:g} s",
        )

    # ------------------------------------------------------------------ history

    def get_check_pings(self, check_id: str) -> list[CheckPings]:
        """List the pings of a check, newest first; the server keeps 100 or 1000 of them."""
        pings = self._client.call(requests.checks.list_pings(checked_id(check_id)))
        return [hc.CheckPings.from_model(ping) for ping in pings]

    def get_ping_body(self, check_id: str, number: int) -> bytes:
        """Get the body of ping *number* (``CheckPings.number_of_pings``), byte for byte.

        Raises:
            CheckNotFoundError: if the ping had no body, or the server no longer keeps it.
        """
        raw = self._client.send(requests.checks.get_ping_body(checked_id(check_id), number))
        return raw.content

    def get_check_flips(
        self,
        check_id: str,
        seconds: int | None = None,
        start: int | datetime | None = None,
        end: int | datetime | None = None,
    ) -> list[CheckStatuses]:
        """List the status changes of a check, newest first.

        Args:
            check_id: UUID or unique key.
            seconds: only changes of the last *seconds* seconds, at most 31,536,000 (365 days).
            start: only changes at or after this datetime, or Unix timestamp of 0 to 10,000,000,000 seconds.
            end: only changes before this datetime or Unix timestamp.

        Raises:
            InvalidRequestError: before sending, for an argument out of bounds and a datetime without a time zone.
        """
        window = flip_window(seconds, start, end)
        request = requests.checks.list_flips(checked_id(check_id, or_key=True), **window)
        return [hc.CheckStatuses.from_model(flip) for flip in self._client.call(request)]

    # ------------------------------------------------------------------ integrations and badges

    def get_integrations(self) -> list[Integration]:
        """List the integrations of the project; only the website can create or change them."""
        channels = self._client.call(requests.channels.list())
        return [hc.Integration.from_model(channel) for channel in channels]

    def get_badges(self) -> dict[str, Badges]:
        """Get the badge addresses of each tag; the tag ``*`` stands for the whole project."""
        badges = self._client.call(requests.badges.list())
        return {tag: hc.Badges.from_model(addresses) for tag, addresses in badges.items()}

    def get_badge_status(self, tag: str = "*", *, three_states: bool = True) -> BadgeStatus:
        """Get the badge of a tag: its status (up, late, down), and how many checks are late or down.

        Args:
            tag: a tag of the project, or ``*`` for all its checks.
            three_states: False counts late checks as up.

        Raises:
            CheckNotFoundError: if no check has the tag.
        """
        return self._client.call(tag_badge(self.get_badges(), tag, three_states))

    def get_check_badge_status(self, check: Check, *, three_states: bool = True) -> BadgeStatus:
        """Get the badge of one check; it needs no API key."""
        return self._client.call(check_badge(check, three_states))
