"""Mistakes that are the same in all four: addresses, connections, options. Nothing is given."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from tests.mistakes._row import Given, Mistake

from uptimekit.sandbox import Fault, HealthchecksSandbox


def given() -> AbstractContextManager[Given]:
    """Give nothing: each row makes what it needs."""
    return nullcontext({})


ROWS: list[Mistake] = [
    Mistake(
        "a misspelt option of a sandbox",
        lambda given: HealthchecksSandbox(alert_demon=False),
        TypeError,
        "HealthchecksSandbox has no option alert_demon; did you mean alert_daemon?",
    ),
    Mistake(
        "a misspelt option of a fault",
        lambda given: Fault(stauts=503),
        TypeError,
        "Fault has no option stauts; did you mean status?",
    ),
    Mistake(
        "a way to drop connections that does not exist",
        lambda given: Fault(drop="befor"),
        ValueError,
        "drop cannot be 'befor'; did you mean before?",
    ),
]
