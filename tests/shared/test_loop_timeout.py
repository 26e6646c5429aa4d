"""The time-out for tasks: an event loop that is late loses no answer that is there."""

from __future__ import annotations

import asyncio
import socket
import time

import pytest

from uptimekit.shared.loop_timeout import loop_timeout


def test_what_takes_too_long_ends() -> None:
    """Work that takes longer than the time-out is cancelled, once; what comes after it goes on."""

    async def work() -> str:
        with pytest.raises(TimeoutError):
            async with loop_timeout(0.001):
                await asyncio.Event().wait()
        await asyncio.sleep(0.002)
        return "went on"

    assert asyncio.run(work()) == "went on"


def test_a_late_loop_finds_the_answer_first() -> None:
    """An answer that arrived while another task blocked the loop for longer than the time-out is read."""

    async def work() -> bytes:
        here, there = socket.socketpair()
        with here, there:
            reader, writer = await asyncio.open_connection(sock=here)

            async def block() -> None:
                there.sendall(b"x\n")
                time.sleep(0.02)

            async with loop_timeout(0.01):
                task = asyncio.create_task(block())
                line = await reader.readline()
            await task
            writer.close()
            return line

    assert asyncio.run(work()) == b"x\n"


def test_a_block_that_ended_is_left_alone() -> None:
    """A time-out that ends with the block cancels nothing afterwards."""

    async def work() -> str:
        async with loop_timeout(0):
            await asyncio.sleep(0)
        for _ in range(5):
            await asyncio.sleep(0)
        return "done"

    assert asyncio.run(work()) == "done"
