"""Set statuses of a Statuspage from the workers of Celery, on any number of hosts, within one rate limit.

    pip install 'celery[redis]' 'uptimekit[shared]'
    export STATUSPAGE_API_KEY=... STATUSPAGE_PAGE_ID=...
    export CELERY_BROKER_URL=redis://store.example:6379/1          # where Celery keeps its queue
    export UPTIMEKIT_SHARED_LIMIT=redis://store.example:6379/0     # where the hosts count together
    celery -A celery_tasks worker                                  # on each host
    python celery_tasks.py Checkout=major_outage API=operational   # puts a task for each into the queue

Statuspage allows one request a second for a key, however many workers there are.  The limit is shared by the variable
alone: without it each process counts for itself.

A task that fails because of the network or of the server is run again, up to five times.  Exit code of the last line:
0; 2 if it is not understood.
"""

from __future__ import annotations

import os
import sys
from functools import cache

from celery import Celery
from celery.signals import worker_process_shutdown

from uptimekit import NetworkError, RateLimitError, ServerError
from uptimekit.statuspage import Client

app = Celery("celery_tasks")  # with the broker of CELERY_BROKER_URL


@cache
def client() -> Client:
    """Return the client of this process.

    It is made with the first task, so that each process of a worker has its own: a client can neither be sent to another
    process nor kept in a task.  It is kept for all tasks, since a new one makes new connections.
    """
    return Client(
        page_id=os.environ.get("STATUSPAGE_PAGE_ID", ""),
        base_url=os.environ.get("STATUSPAGE_BASE_URL", "https://api.statuspage.io/v1"),
    )


@worker_process_shutdown.connect
def close(**_: object) -> None:
    """Close the client with its process."""
    if client.cache_info().currsize:
        client().close()


@app.task(
    acks_late=True,  # a task whose process is killed is done by another one: setting a status twice does no harm
    reject_on_worker_lost=True,
    autoretry_for=(NetworkError, RateLimitError, ServerError),
    max_retries=5,
    retry_backoff=True,
)
def set_status(component: str, status: str) -> str:
    """Set the status of a component, which goes by its name or its id."""
    changed = client().components.set({component: status})
    return f"{component}: {status}" if changed else f"{component}: {status} already"


def main() -> int:
    wanted = [argument.rpartition("=") for argument in sys.argv[1:]]
    if not wanted or not all(component and status for component, _, status in wanted):
        print("usage: celery_tasks.py COMPONENT=STATUS ...", file=sys.stderr)
        return 2
    for component, _, status in wanted:
        set_status.delay(component, status)
    print(f"{len(wanted)} in the queue")
    return 0


if __name__ == "__main__":
    sys.exit(main())
