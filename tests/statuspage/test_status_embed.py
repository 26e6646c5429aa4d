"""The box that shows a page's status elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from ._support import Driver, Server, act

P = "/v1/pages/page00000001"

CASES: list[tuple[str, tuple[Any, ...], dict[str, Any], Any, Any, str]] = [
    # action, arguments, attributes, what is sent, what is answered, class of the result
    (
        "status_embed.get",
        (),
        {},
        ("GET", f"{P}/status_embed_config", {}, None),
        {"id": "x"},
        "StatusEmbedConfig",
    ),
    (
        "status_embed.update",
        (),
        {"position": "top-left"},
        ("PATCH", f"{P}/status_embed_config", {}, {"status_embed_config": {"position": "top-left"}}),
        {"id": "x"},
        "StatusEmbedConfig",
    ),
    (
        "status_embed.replace",
        (),
        {"position": "top-left"},
        ("PUT", f"{P}/status_embed_config", {}, {"status_embed_config": {"position": "top-left"}}),
        {"id": "x"},
        "StatusEmbedConfig",
    ),
]


@pytest.mark.parametrize(
    ("action", "args", "kwargs", "sent", "answer", "kind"), CASES, ids=[case[0] for case in CASES]
)
def test_actions(
    driver: Driver, action: str, args: Any, kwargs: Any, sent: Any, answer: Any, kind: str
) -> None:
    """Each action sends exactly one request, this one, and returns what the server answers, typed."""
    result, all_sent = act(driver, action, *args, answer=answer, **kwargs)
    assert all_sent == [sent]
    one = result[0] if isinstance(result, list) else result
    assert type(one).__name__ == kind
    wanted = answer[0] if isinstance(answer, list) else answer
    assert one == (200 if kind == "int" else wanted)


def test_the_box_against_a_real_server(driver: Driver, server: Server) -> None:
    """Against a real server: the box is read and changed."""
    embed = driver.client(**server.options).status_embed
    assert driver.run(embed.get()).page_id == server.sandbox.page_id
    changed = driver.run(embed.update(position="bottom-left", incident_text_color="#ffffff"))
    assert driver.run(embed.get()) == changed
    assert changed.position == "bottom-left"
