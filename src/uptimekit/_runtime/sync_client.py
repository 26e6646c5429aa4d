"""The synchronous client: it sends, waits and reads, and :mod:`.call` decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack, cast

from .call import Call, Outcome
from .client_base import ClientBase
from .constants import MAX_PAGES
from .content_coding import Body, read_already
from .credentials import Secret
from .deadline import seconds_left
from .errors import ClientStateError, UptimeKitError
from .operation import Provider
from .pools import Pool
from .redaction import forget_request, silence
from .redirects import restore_location
from .request import ListRequest, Request
from .response import RawResponse
from .settings import ClientOptions
from .tracebacks import forget_locals, hides_locals

if TYPE_CHECKING:
    from .http_library import Client, HTTPClient, HTTPRequest, HTTPSender, Response
    from .pager import Pager

__all__ = ["BaseClient"]

T = TypeVar("T")


class BaseClient(ClientBase):
    """The base of the generated synchronous clients.

    Safe to share between threads.  Use it as a context manager, or call :meth:`close`.
    """

    @hides_locals
    def __init__(
        self,
        provider: Provider,
        *,
        servers: Mapping[str, str],
        variables: Mapping[str, str],
        secrets: Mapping[str, Secret],
        http_client: HTTPClient | None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._configure(provider, servers, variables, secrets, options)
        self._pool = Pool(http_client, self._settings, self._shared.urls.values())
        self._shared.proxy_secrets, self._shared.proxy_of = self._pool.secrets, self._pool.proxy_of

    @property
    def http_client(self) -> Client:
        """An httpx client on the connections, or what was passed in; raises ClientStateError after :meth:`close`."""
        self._pool.check()
        return cast("Client", self._pool.http_client())

    def call(self, request: Request[T]) -> T:
        """Send *request* and return what its reader makes of the answer."""
        try:
            return self._read(request, self.send(request))
        except BaseException as error:
            forget_locals(error)
            raise

    def paginate(
        self,
        request: ListRequest[Any, T],
        *,
        start_at: str | None = None,
        prefetch: int = 0,
        max_pages: int = MAX_PAGES,
    ) -> Pager[T]:
        """Return a lazy listing that begins with *request*.

        Args:
            request: request of a listing.
            start_at: where to begin, as an earlier pager said.  Default: the first page.
            prefetch: pages to fetch ahead of the one being read.
            max_pages: pages after which an endless listing is given up.
        """
        from .pager import Pager  # a program that lists nothing does not pay for it

        request = self._listing(request)
        return Pager(self.send, request, start_at=start_at, prefetch=prefetch, max_pages=max_pages)

    def send(self, request: Request[Any]) -> RawResponse:
        """Send *request* with all its attempts; return the answer or raise a typed error."""
        self._pool.check()
        self._check(request)
        # Before the call's deadline starts: building takes longer than some deadlines.
        http = self._pool.get()
        self._pool.prepare(self._shared.urls[request.operation.server])
        try:
            call = Call(self._shared, self._settings, request, reports=self._pool.reports)
            try:
                while True:
                    while wait := call.turn():
                        if wait > 0:
                            call.clock.sleep(wait)
                        else:
                            call.carry()
                    self._pool.check()
                    for name, source in call.outgoing.sources.items():
                        with call.asking():  # no local variable holds a secret: this frame is still running
                            call.authenticate(name, source.get(call.refused(name), call.left))
                    delay = call.retry_delay(
                        self._exchange(http, call.new_request(self._pool.maker(http)), call)
                    )
                    if delay is None:
                        return call.result()
                    if call.owes:
                        call.carry()
                    call.clock.sleep(delay)
                    self._pool.check()
            finally:
                if call.close():
                    call.carry()
        except BaseException as error:
            forget_locals(error)
            raise

    def _exchange(self, http: HTTPSender, request: HTTPRequest, call: Call) -> Outcome:
        release = self._pool.queue.take(call.pool_timeout)
        if release is None:
            return self._pool.full(call.pool_timeout)
        request.extensions["trace"] = call.trace
        end_silence, deadline = silence(foreign=self._pool.foreign), seconds_left.set(lambda: call.left)
        try:
            self._pool.check()  # it may have been closed meanwhile
            return _received(http.send(request, stream=True, follow_redirects=False), call)
        except UptimeKitError as error:
            return error
        except RuntimeError:
            self._pool.check()
            if http.is_closed:
                raise ClientStateError("the http_client that was passed in is closed") from None
            raise
        except Exception as error:
            from .failures import is_transport_failure
            from .injected import answer_of

            if (answer := answer_of(error)) is not None:
                return answer
            forget_request(error)
            self._pool.check()  # closed while the call was under way: say so
            if call.is_reported(error) or is_transport_failure(error):
                return error
            raise
        finally:
            release()
            seconds_left.reset(deadline)
            end_silence()

    def close(self) -> None:
        """Close the connections.  Calls after it raise ClientStateError; closing twice is fine."""
        if self._owner:
            self._pool.close()
            if self._membership is not None:
                self._membership.close()

    def __enter__(self) -> Self:
        self._pool.check()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


def _received(response: Response, call: Call) -> tuple[Response, bytes]:
    try:
        restore_location(response)
        call.check_head(response)
        if (content := read_already(response)) is not None:
            call.check_size(len(content))
            return response, content
        body = Body(response, call.check_size)
        # The iterator of the response would hide empty pieces, and the deadline would not be checked.
        stream: Any = response.stream
        for piece in stream:
            body.add(piece)
        return response, body.whole()
    finally:
        response.close()
