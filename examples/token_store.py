"""Log in to UptimeHunt once, and continue that session in every later run.

    export UPTIMEHUNT_EMAIL=... UPTIMEHUNT_PASSWORD=...
    python token_store.py ~/.uptimehunt-tokens          # a file, with uptimekit's FileTokenStore
    python token_store.py ~/.uptimehunt.sqlite --account ops   # a store of your own, for several accounts
    unset UPTIMEHUNT_EMAIL UPTIMEHUNT_PASSWORD           # from now on, the tokens are enough
    python token_store.py ~/.uptimehunt-tokens
    python token_store.py ~/.uptimehunt-tokens --logout

Prints the account and the statuses of its services.  A session lasts while it is used at least once in 7 days.  Exit
code: 0; 1 if there is no session and no login, or if the server refuses something.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from uptimekit import UptimeKitError
from uptimekit.uptimehunt import Client, FileTokenStore, Tokens, TokenStore


class SQLiteTokenStore:
    """Keeps the tokens of any number of accounts in one database.

    Each call opens a connection of its own, so threads and processes may share the store.
    """

    def __init__(self, path: Path, account: str) -> None:
        self._path, self._account = path, account
        path.touch(mode=0o600)
        with closing(self._connect()) as database, database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS tokens"
                "(account TEXT PRIMARY KEY, access TEXT, refresh TEXT, expires_at REAL, refresh_expires_at REAL)"
            )
        path.chmod(0o600)  # only its owner may read it, whoever has made it

    def load(self) -> Tokens | None:
        query = "SELECT access, refresh, expires_at, refresh_expires_at FROM tokens WHERE account = ?"
        with closing(self._connect()) as database:
            row = database.execute(query, [self._account]).fetchone()
        return Tokens(*row) if row else None

    def save(self, tokens: Tokens | None) -> None:
        with closing(self._connect()) as database, database:
            if tokens is None:
                database.execute("DELETE FROM tokens WHERE account = ?", [self._account])
                return
            row = self._account, tokens.access, tokens.refresh, tokens.expires_at, tokens.refresh_expires_at
            database.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?, ?)", row)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=10)


def main() -> int:
    parser = argparse.ArgumentParser(description="Log in to UptimeHunt once, and continue that session.")
    parser.add_argument("path", type=Path, help="where the tokens are kept")
    parser.add_argument("--account", help="keep them in an SQLite database, under this name")
    parser.add_argument("--logout", action="store_true", help="end the session, also at the server")
    options = parser.parse_args()
    try:
        account: str | None = options.account
        store = SQLiteTokenStore(options.path, account) if account else FileTokenStore(options.path)
        show(store, logout=options.logout)
    except (UptimeKitError, OSError, sqlite3.Error) as error:
        print(f"token_store: {error}", file=sys.stderr)
        return 1
    return 0


def show(store: TokenStore, *, logout: bool) -> None:
    base_url = os.environ.get("UPTIMEHUNT_BASE_URL", "https://app.uptimehunt.io/api/v1")
    with Client(
        base_url=base_url, token_store=store
    ) as client:  # reads e-mail address and password, if they are set
        print(client.auth.me().email)
        for service in client.services.iter():
            print(f"  {service.name}: {service.status}")
        if logout:
            client.auth.logout()
            print("logged out")


if __name__ == "__main__":
    sys.exit(main())
