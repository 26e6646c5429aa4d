"""The HTTP clients below the services: verbs over sub-URLs that understand the API's envelopes."""

from ._arguments import RequestOptions
from ._async.http_client import AsyncHttpClient
from ._sync.http_client import HttpClient

__all__ = ["AsyncHttpClient", "HttpClient", "RequestOptions"]
