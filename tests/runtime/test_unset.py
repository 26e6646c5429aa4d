"""Tests of the sentinel."""

from __future__ import annotations

import copy
import pickle

from uptimekit._runtime import UNSET, Unset


def test_there_is_one_and_it_is_falsy() -> None:
    """UNSET keeps its identity through copies and pickles, is falsy, and says its name."""
    for twin in (copy.copy(UNSET), copy.deepcopy([UNSET])[0], pickle.loads(pickle.dumps(UNSET)), Unset.UNSET):
        assert twin is UNSET
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert list(Unset) == [UNSET]
