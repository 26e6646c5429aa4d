"""Watch a shop with UptimeHunt: create a service, list all, and delete it; by hand, with httpx."""

import os

import httpx

base_url = os.environ["UPTIMEHUNT_BASE_URL"]
login = {"email": os.environ["UPTIMEHUNT_EMAIL"], "password": os.environ["UPTIMEHUNT_PASSWORD"]}
session = httpx.Client(timeout=30)
tokens = session.post(f"{base_url}/auth/login", json=login).json()["data"]


def call(method, path, **options):
    headers = {"Authorization": f"Bearer {tokens['access']}"}
    response = session.request(method, f"{base_url}{path}", headers=headers, **options)
    if response.status_code == 401:  # the access token lasts 15 minutes
        new = session.post(f"{base_url}/auth/refresh", json={"refresh": tokens["refresh"]}).json()["data"]
        tokens.update(new)
        return call(method, path, **options)
    response.raise_for_status()
    return response.json() if response.content else None


config = {"url": "https://shop.example.org", "method": "GET", "expected_status_code": 200}
shop = {"name": "Shop front page", "type": "http", "config": config, "interval": 5}
service = call("POST", "/services", json=shop)["data"]
print(service["name"], service["status"])

names, page, pages = [], 1, 1
while page <= pages:
    answer = call("GET", "/services", params={"page": page, "limit": 2})
    names += [each["name"] for each in answer["data"]]
    page, pages = page + 1, answer["meta"]["totalPages"]
print(names)
print(call("GET", f"/services/{service['id']}/metrics/uptime")["data"]["period"])

try:
    call("POST", "/services", json={**shop, "interval": 90})
except httpx.HTTPStatusError as error:
    print(sorted(error.response.json()["error"]["details"]))
call("DELETE", f"/services/{service['id']}")
