"""A command as a reported job: its process, its output, its signals, and the monitor; see ``commands/run.py``.

Nothing here imports a client before the command runs: the monitor's modules load beside it.
"""
