"""The HTTP clients below the services: verbs over sub-URLs that understand the API's envelopes."""

from ._async.http_client import AsyncHttpClient
from ._http_options import RequestOptions
from ._sync.http_client import HttpClient

__all__ = ["AsyncHttpClient", "HttpClient", "RequestOptions"]
