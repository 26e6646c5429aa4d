"""List, create, change and delete monitors with the verbs of the API."""

import os

from betterstack.uptime.api import RESTAPI, PaginatedAPI
from betterstack.uptime.auth import BearerAuth
from betterstack.uptime.exceptions import APIError, AuthenticationError, NotFoundError

url, auth = os.environ["BETTERSTACK_URL"], BearerAuth(os.environ["BETTERSTACK_TOKEN"])
api = PaginatedAPI(url, auth, retries=3, backoff_factor=0.1, timeout=30.0, max_workers=2)
rest = RESTAPI(url, auth)

for number in range(3):
    body = {"url": f"https://shop{number}.example.org", "monitor_type": "status"}
    answer = api.post("monitors", body=body)
    print(answer.status_code, answer.json()["data"]["attributes"]["url"])
monitors = list(api.get("monitors", parameters={"per_page": 1}))
first = monitors[0]["id"]
print(len(monitors), {monitor["type"] for monitor in monitors})
changed = api.patch(f"monitors/{first}", body={"check_frequency": 60})
print(changed.ok, changed.json()["data"]["attributes"]["check_frequency"])
page = rest.get("monitors", parameters={"per_page": 2, "page": 2})
print(len(page["data"]), page["pagination"]["next"])
print(rest.delete(f"monitors/{first}").status_code)

try:
    rest.get(f"monitors/{first}")
except NotFoundError as error:
    print(error.status_code)
try:
    api.post("monitors", body={"monitor_type": "status"})
except APIError as error:
    print(error.status_code)
try:
    RESTAPI(url, BearerAuth("wrong")).get("monitors")
except AuthenticationError as error:
    print(error.status_code)
