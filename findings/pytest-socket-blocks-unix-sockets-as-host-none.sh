#!/usr/bin/env bash
# pytest-socket's --allow-hosts blocks Unix sockets too, and names the host "None", which no list of hosts can allow.
#
# Versions: pytest-socket 0.8.1, pytest 9.2.0, Python 3.11.
# Behaviour: with --allow-hosts each connect() is checked against the list of hosts; a Unix socket has none, so it is
#   refused. --allow-unix-socket, documented as an exception from --disable-socket, is needed here as well.
# Output seen:
#   without options                          passed
#   --allow-hosts=127.0.0.1                  SocketConnectBlockedError ... host "None"
#   --allow-hosts=127.0.0.1 --allow-unix-socket  passed
# Why a good guess is wrong: the option is about hosts, a Unix socket does not leave the machine, and sockets were not
#   disabled. Who reads the message looks for a host that was not set.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 pytest-socket==0.8.1
cat >"$folder/test_unix.py" <<'PYTHON'
import socket


def test_unix_socket(tmp_path):
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as client:
        listener.bind(path)
        listener.listen()
        client.connect(path)
PYTHON
cd "$folder"
try() { venv/bin/python -m pytest -q -p no:cacheprovider "$@" test_unix.py 2>&1 || true; }
alone=$(try)
hosts=$(try --allow-hosts=127.0.0.1)
both=$(try --allow-hosts=127.0.0.1 --allow-unix-socket)
echo "$alone" | grep -o '1 passed'
echo "$hosts" | grep -o 'SocketConnectBlockedError: .*None.*' | head -1
echo "$both" | grep -o '1 passed'
