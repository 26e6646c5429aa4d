"""No fault case may be forgotten."""

from __future__ import annotations

from ._cases import COVERED, ELSEWHERE

# Cases that other files of the runtime's tests cover, each by the file's name.
IN_RUNTIME_TESTS = {44: "test_model.py", 57: "test_errors.py, test_redaction.py"}


def test_every_case_is_covered() -> None:
    """Each of the 60 cases has a test here, in the runtime's tests, or belongs to one facade."""
    from . import test_core, test_listings, test_state, test_wire, test_wire_state

    assert all(
        module.__doc__ for module in (test_core, test_listings, test_state, test_wire, test_wire_state)
    )
    assert COVERED | IN_RUNTIME_TESTS.keys() | ELSEWHERE.keys() == set(range(1, 61))
    assert not COVERED & ELSEWHERE.keys()
