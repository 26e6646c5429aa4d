"""Register the jobs of a shop, run one of them, and print what the server knows."""

import os
import subprocess

from healthchecks_io import (
    BadAPIRequestError,
    CheckCreate,
    CheckNotFoundError,
    CheckTrap,
    CheckUpdate,
    Client,
)

server = os.environ["HEALTHCHECKS_SERVER"]
keys = {"api_key": os.environ["HEALTHCHECKS_KEY"], "ping_key": os.environ["HEALTHCHECKS_PING_KEY"]}
nightly = CheckCreate(name="Nightly backup", tags="shop nightly", schedule="0 3 * * *", tz="Europe/Riga")
mails = CheckCreate(name="Mails", tags="shop", timeout=300, grace=60, channels="*", unique=["name"])

with Client(**keys, api_url=f"{server}/api/", ping_url=f"{server}/ping/") as client:
    backup, worker = client.create_check(nightly), client.create_check(mails)
    with CheckTrap(client, slug=backup.slug) as trap:
        trap.add_log(subprocess.run(["echo", "12 tables"], capture_output=True, text=True).stdout)
    success, text = client.exit_code_ping(2, uuid=worker.uuid, data="the queue is full")
    print(success, text, client.success_ping(uuid=backup.uuid)[0])

    for check in client.get_checks(tags=["shop"]):
        print(check.name, check.status, check.n_pings, check.last_ping is not None)
    for ping in client.get_check_pings(backup.uuid):
        print(ping.number_of_pings, ping.type)
    print(", ".join(each.kind for each in client.get_integrations()), sorted(client.get_badges()))

    worker = client.update_check(worker.uuid, CheckUpdate(desc="Sends the mails", grace=120))
    print(worker.desc, worker.grace, worker.timeout, client.pause_check(worker.uuid).status)
    client.delete_check(worker.uuid)
    try:
        client.get_check(worker.uuid)
    except CheckNotFoundError:
        print("the worker is gone")
    try:
        client.success_ping(uuid=backup.uuid, slug=backup.slug)
    except BadAPIRequestError:
        print("not both")
