"""Every generated model of every provider, read with msgspec and without it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uptimekit_clients.healthchecks import models as healthchecks

from ._fast import FRAGMENTS, at_once, differences, fresh_twin, is_read_fast, text_with
from ._samples import PROVIDERS, mutated, provider_models, sample

pytest.importorskip("msgspec", reason="the extra fast is not installed")

WITHOUT = {
    "betterstack": {
        *("IncidentAttributes", "LegacyIncidentAttributes", "SlackIntegrationAttributes", "StatusPageFeed"),
        *("TeamMemberList", "TimelineItemData"),
    },
    "statuspage": {"UserPermissions"},
}  # with fields of several kinds of objects
RECORDED = Path(__file__).parent.parent / "recordings" / "healthchecks.jsonl"
MODELS = [model for provider in PROVIDERS for model in provider_models(provider)]


@pytest.fixture(autouse=True, scope="module")
def fast() -> Iterator[None]:
    """Let msgspec decode from the first byte on."""
    with at_once():
        yield


@pytest.mark.parametrize("provider", PROVIDERS)
def test_documented_objects_need_no_second_look(provider: str) -> None:
    """All models but those with several kinds of objects in a field are read by msgspec alone."""
    models = provider_models(provider)
    assert {each.__name__ for each in models if fresh_twin(each) is None} == WITHOUT.get(provider, set())
    for model in models:
        content = json.dumps({"data": [sample(model)] * 2, "more": [1, {}]}).encode()
        assert is_read_fast(model, content, "data") is (fresh_twin(model) is not None), model


def test_objects_of_all_models_are_read_alike() -> None:
    """Objects as documented, with fields left out or added, and odd ones give the same with msgspec."""
    rng = Random(11)
    for model in MODELS:
        whole = sample(model)
        some = {name: value for name, value in whole.items() if rng.random() < 0.6}
        page = [some, whole, {**some, "unknown": [1]}, mutated(model, rng), mutated(model, rng)]
        for data in (page, page[-1], *(None, [None])[: rng.random() < 0.1]):
            assert not (said := differences(model, json.dumps(data).encode())), said


@pytest.mark.parametrize("name", ["last_ping", "status", "name", "grace"])
def test_all_odd_texts_are_read_alike(name: str) -> None:
    """Every odd text in the place of a time, an enum, a text or a number reads alike."""
    for fragment in FRAGMENTS:
        whole = sample(healthchecks.Check)
        content = text_with(whole, partial(whole.__setitem__, name), fragment)
        assert not (said := differences(healthchecks.Check, b"[" + content + b"]")), said


@settings(max_examples=250)
@given(st.data())
def test_odd_texts_are_read_alike(data: st.DataObject) -> None:
    """Whatever stands in the place of a value, alone or before or after the one that counts, reads alike."""
    model = data.draw(st.sampled_from(MODELS))
    whole, fragment = sample(model), data.draw(st.sampled_from(FRAGMENTS))
    name = data.draw(st.sampled_from([*whole]))
    texts = [text_with(whole, partial(whole.__setitem__, name), fragment)]
    double = b'{%s: %s, "@": 1}' % (json.dumps(name).encode(), fragment)
    rest = json.dumps(sample(model)).encode()
    texts += [double[:-8] + b", " + rest[1:], rest[:-1] + b", " + double[1:-8] + b"}"]
    content = data.draw(st.sampled_from([*texts, b"[" + b", ".join([rest, *texts]) + b"]"]))
    assert not (said := differences(model, content)), said


def test_recorded_answers_are_read_alike() -> None:
    """Recorded answers of Healthchecks, whole and by their parts, read alike."""
    bodies = {json.loads(line)["response"]["body"] for line in RECORDED.read_text().splitlines()}
    for body in sorted(filter(None, bodies)):
        for within in ("", "checks", "pings", "channels"):
            assert not (said := differences(healthchecks.Check, body.encode(), within)), said
